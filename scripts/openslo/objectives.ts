import type { Problem } from '../../stacks/model/index.ts';
import { items, textOf, type YamlNode } from '../files/yaml-tree.ts';
import { type SloDocument, within } from './documents.ts';
import { ageOf, countedSeries, isBare, probedJob } from './query.ts';

/** An SLO as it is written in TypeScript: the function that makes it, and its options as source. */
export interface ImportedSlo {
  readonly name: string;
  readonly make: 'availability' | 'probe' | 'freshness';
  readonly options: readonly (readonly [key: string, source: string])[];
}

type Refuse = (node: YamlNode | undefined, message: string, fix: string) => undefined;

/** The SLOs of one document: one for each objective. NX872: a part of it that Narthex cannot carry. */
export function sloOf(
  document: SloDocument,
  indicators: ReadonlyMap<string, SloDocument>,
): { slos: ImportedSlo[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const refuse: Refuse = (node, message, fix) => {
    problems.push(document.at(node ?? document.node, 'NX872', `${document.name}: ${message}`, fix));
    return undefined;
  };
  const spec = within(document.node, 'spec');
  const window = windowOf(spec, refuse);
  const method = textOf(within(spec, 'budgetingMethod')) ?? 'Occurrences';
  if (method !== 'Occurrences')
    refuse(
      within(spec, 'budgetingMethod'),
      `it counts ${method}`,
      'Narthex counts occurrences; decide on an objective for those',
    );
  const indicator = indicatorOf(document, indicators, refuse);
  const objectives = items(within(spec, 'objectives'));
  if (objectives.length === 0) refuse(spec, 'it has no objective', 'give it objectives with a target');
  const summary =
    textOf(within(spec, 'description')) ?? textOf(within(document.node, 'metadata', 'displayName')) ?? document.name;
  const slos = objectives.flatMap((objective, index): ImportedSlo[] => {
    const target = targetOf(objective, refuse);
    const measured = indicator && measuredBy(indicator, objective, refuse);
    if (target === undefined || measured === undefined || window === undefined) return [];
    const suffix = objectives.length === 1 ? '' : `-${index + 1}`;
    const { make, options } = measured;
    const common = [
      ['summary', quoted(oneLine(summary))],
      ['objective', String(target)],
      ['window', quoted(window)],
    ] as const;
    return [{ name: `${keyOf(document.name)}${suffix}`, make, options: [...common, ...options] }];
  });
  return problems.length > 0 ? { slos: [], problems } : { slos, problems };
}

/** A name as stacks have them. */
function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** A text as a literal of TypeScript. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** PromQL as a template: a backslash of PromQL is two. */
function template(text: string): string {
  return `promql\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
}

function windowOf(spec: YamlNode | undefined, refuse: Refuse): string | undefined {
  const windows = items(within(spec, 'timeWindow'));
  const [window] = windows;
  if (window === undefined || windows.length > 1)
    return refuse(within(spec, 'timeWindow') ?? spec, 'it has not exactly one time window', 'give it one that rolls');
  const calendar = within(window, 'calendar');
  if (calendar !== undefined || textOf(within(window, 'isRolling')) !== 'true')
    return refuse(
      calendar ?? window,
      'its time window follows the calendar',
      'use a window that rolls: isRolling: true',
    );
  const duration = textOf(within(window, 'duration')) ?? '';
  if (/^\d+[mhdw]$/.test(duration)) return duration;
  return refuse(
    within(window, 'duration') ?? window,
    `'${duration}' is no length of time that is always the same`,
    'use days, like 30d',
  );
}

function indicatorOf(
  document: SloDocument,
  indicators: ReadonlyMap<string, SloDocument>,
  refuse: Refuse,
): YamlNode | undefined {
  const spec = within(document.node, 'spec');
  const reference = within(spec, 'indicatorRef');
  if (reference === undefined) {
    const inline = within(spec, 'indicator', 'spec');
    return inline ?? refuse(spec, 'it has no indicator', 'give it indicator, or indicatorRef');
  }
  const name = textOf(reference) ?? '';
  const found = indicators.get(name);
  return found
    ? within(found.node, 'spec')
    : refuse(reference, `there is no SLI '${name}' in these files`, 'give narthex import the file that holds it, too');
}

function targetOf(objective: YamlNode, refuse: Refuse): number | undefined {
  for (const key of ['timeSliceTarget', 'timeSliceWindow', 'compositeWeight', 'indicator', 'indicatorRef']) {
    const node = within(objective, key);
    if (node !== undefined)
      return refuse(node, `an objective says '${key}'`, 'Narthex has no such objectives; write it as one of its own');
  }
  const share = within(objective, 'target');
  const percent = within(objective, 'targetPercent');
  const value = share === undefined ? Number(textOf(percent)) : Number(textOf(share)) * 100;
  if (value > 0 && value < 100) return Number(value.toPrecision(12));
  return refuse(share ?? percent ?? objective, 'its target is no share above 0 and below 1', 'write target: 0.999');
}

type Measured = Pick<ImportedSlo, 'make' | 'options'>;

function measuredBy(indicator: YamlNode, objective: YamlNode, refuse: Refuse): Measured | undefined {
  const ratio = within(indicator, 'ratioMetric');
  if (ratio !== undefined) return ratioOf(ratio, refuse);
  const threshold = within(indicator, 'thresholdMetric');
  if (threshold !== undefined) return thresholdOf(threshold, objective, refuse);
  return refuse(indicator, 'its indicator has no ratioMetric and no thresholdMetric', 'give it one of both');
}

function ratioOf(ratio: YamlNode, refuse: Refuse): Measured | undefined {
  const raw = within(ratio, 'raw');
  if (raw !== undefined)
    return refuse(raw, 'its ratio is computed by a query', 'give good or bad, and total, as counters');
  const side = within(ratio, 'good') === undefined ? 'bad' : 'good';
  const counts = textOf(within(ratio, 'counter')) === 'true';
  const read = (key: string) => {
    const query = queryOf(within(ratio, key), key, refuse);
    const text = textOf(query);
    if (text === undefined) return undefined;
    const counted = countedSeries(text);
    const fix = 'write a selector, or sum(rate(selector[5m]))';
    if (counted === undefined) return refuse(query, `'${oneLine(text)}' is more than one counter`, fix);
    if (isBare(text) && !counts)
      return refuse(query, `'${oneLine(text)}' is not said to count up`, 'say counter: true if it is a counter');
    return counted;
  };
  const [part, total] = [read(side), read('total')];
  if (part === undefined || total === undefined) return undefined;
  if ([...part.by].sort().join() !== [...total.by].sort().join())
    return refuse(within(ratio, side), `${side} and total are grouped by different labels`, 'group both alike');
  return {
    make: 'availability',
    options: [
      ['requests', template(total.selector)],
      [side === 'good' ? 'good' : 'errors', template(part.selector)],
      ...(part.by.length > 0 ? [['by', `[${part.by.map(quoted).join(', ')}]`] as const] : []),
      ['lowTraffic', "{ none: 'OpenSLO does not say what happens where little goes on' }"],
    ],
  };
}

function thresholdOf(threshold: YamlNode, objective: YamlNode, refuse: Refuse): Measured | undefined {
  const query = queryOf(threshold, 'thresholdMetric', refuse);
  const text = textOf(query);
  if (text === undefined) return undefined;
  const operator = textOf(within(objective, 'op'));
  const value = Number(textOf(within(objective, 'value')) ?? Number.NaN);
  const job = probedJob(text);
  if (job !== undefined && operator === 'gte' && value === 1)
    return { make: 'probe', options: [['probe', quoted(job)]] };
  const last = ageOf(text);
  if (last !== undefined && operator === 'lte' && value > 0 && Number.isInteger(value))
    return {
      make: 'freshness',
      options: [
        ['timestamp', template(last)],
        ['within', quoted(`${value}s`)],
      ],
    };
  return refuse(
    query,
    `'${oneLine(text)}' compared with a number is neither a probe nor an age`,
    'use probe_success{job="…"} with op: gte, value: 1, or time() - timestamp with op: lte; or a ratioMetric of a histogram',
  );
}

/** The query of a metric source, which has to be one of Prometheus. */
function queryOf(metric: YamlNode | undefined, what: string, refuse: Refuse): YamlNode | undefined {
  const source = within(metric, 'metricSource');
  const type = within(source, 'type');
  if (type !== undefined && !/prometheus/i.test(textOf(type) ?? ''))
    return refuse(type, `${what} is asked of ${textOf(type)}`, 'Narthex reads PromQL only');
  const query = within(source, 'spec', 'query') ?? within(source, 'spec', 'promql');
  return query?.kind === 'scalar'
    ? query
    : refuse(source ?? metric, `${what} has no query`, 'give metricSource.spec.query');
}
