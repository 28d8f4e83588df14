import { at, items, textOf, texts, type Value } from '../check/yaml-value.ts';
import type { Change, Detail } from './change.ts';
import { pair } from './pair.ts';
import { canonical, differByKey, differInNames, differs, isObject, lasts, same, valueText } from './values.ts';

/** A configuration of Prometheus, and what the files of targets hold that it names. */
export interface PrometheusFiles {
  readonly config: Value;
  readonly targetFile: (path: string) => Value;
}

/** Keys of a job that have words of their own. */
const worded = [
  'job_name',
  'scrape_interval',
  'scrape_timeout',
  'static_configs',
  'file_sd_configs',
  'metric_relabel_configs',
];

/** What differs in what Prometheus reads, and in how it is configured. */
export function scrapingDiffers(before: PrometheusFiles, after: PrometheusFiles): Change[] {
  const [a, b] = [before.config, after.config];
  const { both, added, removed } = pair(items(at(a, 'scrape_configs')), items(at(b, 'scrape_configs')), [jobName]);
  const general = [
    ...differByKey('', at(a, 'global'), at(b, 'global'), ['external_labels']),
    ...differByKey('external label ', at(a, 'global', 'external_labels'), at(b, 'global', 'external_labels')),
    ...differByKey('', a, b, ['global', 'scrape_configs', 'rule_files']),
  ];
  return [
    ...(general.length > 0 ? [change('server', 'Prometheus', 'changed', general)] : []),
    ...added.map((job) => come(job, after, 'added')),
    ...removed.map((job) => come(job, before, 'removed')),
    ...both.flatMap(([old, now]) => {
      const details = jobDetails(old, now, before, after);
      return details.length > 0 ? [change('scrape job', jobName(now), 'changed', details)] : [];
    }),
  ];
}

function jobName(job: Value): string {
  return textOf(at(job, 'job_name')) ?? '';
}

function change(thing: string, name: string, sign: Change['sign'], details: readonly Detail[]): Change {
  return { subject: 'scraping', thing, name, sign, details };
}

function come(job: Value, files: PrometheusFiles, sign: 'added' | 'removed'): Change {
  const targets = targetsOf(job, files).map(({ target }) => target);
  const about = [`every ${intervalOf(job, files.config)}`, targets.join(', ')].filter(Boolean).join(': ');
  return { ...change('scrape job', jobName(job), sign, []), about };
}

/** Prometheus's own default is 1m. */
function intervalOf(job: Value, config: Value): string {
  return valueText(at(job, 'scrape_interval') ?? at(config, 'global', 'scrape_interval')) ?? '1m';
}

function jobDetails(a: Value, b: Value, before: PrometheusFiles, after: PrometheusFiles): Detail[] {
  return [
    ...lasts('interval', intervalOf(a, before.config), intervalOf(b, after.config)),
    ...lasts('timeout', at(a, 'scrape_timeout'), at(b, 'scrape_timeout')),
    ...targetDetails(targetsOf(a, before), targetsOf(b, after)),
    ...keptDetails(at(a, 'metric_relabel_configs'), at(b, 'metric_relabel_configs')),
    ...differByKey('', a, b, worded),
  ];
}

/** One target and the labels that it is given. */
interface Target {
  readonly target: string;
  readonly labels: Value;
}

function targetsOf(job: Value, { targetFile }: PrometheusFiles): Target[] {
  const files = items(at(job, 'file_sd_configs')).flatMap((each) => texts(at(each, 'files')));
  const groups = [...items(at(job, 'static_configs')), ...files.flatMap((path) => items(targetFile(path)))];
  return groups.flatMap((group) =>
    texts(at(group, 'targets')).map((target) => ({ target, labels: at(group, 'labels') })),
  );
}

function targetDetails(before: readonly Target[], after: readonly Target[]): Detail[] {
  const { both, added, removed } = pair(before, after, [
    ({ target, labels }) => `${target} ${canonical(labels)}`,
    ({ target }) => target,
  ]);
  const names = (targets: readonly Target[]) => targets.map(({ target }) => target);
  return [
    ...differInNames('targets', names(removed), names(added)),
    ...both.flatMap(([a, b]) => differByKey(`${b.target}: label `, a.labels, b.labels)),
  ];
}

/** Which series are stored: a list of names in one long regular expression is compared name by name. */
function keptDetails(before: Value, after: Value): Detail[] {
  if (same(before, after)) return [];
  const [old, now] = [keptNames(before), keptNames(after)];
  if (old === undefined || now === undefined || !same(otherSteps(before), otherSteps(after)))
    return differs('metric_relabel_configs', before, after);
  return differInNames('stored metrics', old, now);
}

function isKeepOfNames(step: Value): boolean {
  return at(step, 'action') === 'keep' && texts(at(step, 'source_labels')).join() === '__name__';
}

function keptNames(steps: Value): string[] | undefined {
  const [keep, ...others] = items(steps).filter(isKeepOfNames);
  if (keep === undefined || others.length > 0) return undefined;
  const names = (textOf(at(keep, 'regex')) ?? '').split('|');
  return names.every((name) => /^[\w:]+$/.test(name)) ? names : undefined;
}

function otherSteps(steps: Value): readonly Value[] {
  return items(steps).map((step) => (isObject(step) && isKeepOfNames(step) ? { ...step, regex: '' } : step));
}
