import { type Command, InvalidArgumentError } from 'commander';
import { durationSeconds } from './files/duration.ts';

/** What `narthex check` takes to look at files of others. */
export interface FileFlags {
  readonly rules: readonly string[];
  readonly dashboard: readonly string[];
  readonly catalog: readonly string[];
  readonly closed: boolean;
  readonly targetLabels?: readonly string[];
  readonly scrapeInterval?: number;
  readonly evaluationInterval: number;
  readonly retention?: number;
  readonly prometheusVersion?: readonly [number, number];
  readonly features?: readonly string[];
  readonly externalLabels?: Readonly<Record<string, string>>;
  readonly policy?: string;
  readonly ignore: readonly string[];
}

/** A span of time of an option, in seconds. Throws what commander shows for one that is none. */
export function duration(text: string): number {
  const seconds = durationSeconds(text);
  if (seconds !== undefined && seconds > 0) return seconds;
  throw new InvalidArgumentError('It has to be a duration, such as 30s, 5m or 15d.');
}

function version(text: string): readonly [number, number] {
  const [, major, minor = '0'] = /^v?(\d+)(?:\.(\d+)(?:\.\d+)?)?$/.exec(text) ?? [];
  if (major !== undefined) return [Number(major), Number(minor)];
  throw new InvalidArgumentError('It has to be a version, such as 3.5.');
}

/** `a,b`; nothing of an empty text. */
const names = (text: string) => text.split(',').filter((name) => name !== '');

function labels(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const pairs = names(text).map((pair) => pair.split(/=(.*)/s, 2));
  if (pairs.every((pair) => pair.length === 2 && pair[0] !== '')) return { ...before, ...Object.fromEntries(pairs) };
  throw new InvalidArgumentError('It has to be of the form name=value,other=value.');
}

/** The options by which `check` looks at files that Narthex did not make. */
export function withFiles(each: Command): Command {
  return each
    .optionsGroup('Files of your own, instead of stacks:')
    .option('--rules <file...>', 'rule files of Prometheus, or PrometheusRule resources', [])
    .option('--dashboard <file...>', 'dashboards of Grafana', [])
    .option('--catalog <path...>', 'further catalogs: .ts files of narthex catalog, answers of /metrics, folders', [])
    .option('--closed', 'everything that the files read is in the catalogs; what is not is a mistake', false)
    .option('--target-labels <names>', 'exactly the labels that Prometheus adds: job,instance', names)
    .option('--scrape-interval <duration>', 'how often Prometheus scrapes', duration)
    .option('--evaluation-interval <duration>', 'how often rules are evaluated; 1m if left out', duration, 60)
    .option('--retention <duration>', 'how long Prometheus keeps samples', duration)
    .option('--prometheus-version <version>', 'such as 3.5', version)
    .option('--features <names>', 'feature flags of that Prometheus, all that it has', names)
    .option('--external-labels <labels>', 'external labels of that Prometheus: region=eu,replica=a', labels)
    .option('--policy <file>', 'what the rules have to keep to: the policy of a definition, as JSON')
    .option('--ignore <codes>', 'checks and rules for dashboards that are not wanted: NX543,target-job', names, []);
}
