import { type Expression, isOneOf, promql } from '../../../promql/index.ts';
import {
  type Duration,
  type HttpMetrics,
  type Labels,
  milliseconds,
  type RecordingRule,
  type RulePack,
  type Stack,
} from '../../../stacks/model/index.ts';
import { applyOverrides } from '../../alert.ts';
import { leOf } from '../../scenarios/series.ts';
import { withStatus } from './errors.ts';
import { someLabels } from './http.ts';
import { timed } from './latency.ts';
import { recordedNames } from './rates.ts';
import { rateScenario } from './record-scenarios.ts';

/** Counters of services that are added up under one name. */
export interface Counted {
  /** Without the window. */
  readonly name: string;
  readonly jobs: readonly string[];
  readonly counter: Expression;
  /** Which of its series; nothing, or matchers with a comma before them. */
  readonly matchers: string;
  /** What a series that is counted has besides the labels of its target, and what one has that is not. */
  readonly labels: Labels;
  readonly beside?: Labels;
}

/**
 * The rates of each service that rules read, so that they are added up once for all of them: a service has hundreds of series, and
 * most alerts ask about the service. Recorded is what the alerts of this pack and the stack's own rules read, over the windows
 * that they ask for.
 */
export function rateRecords(
  services: readonly HttpMetrics[],
  alerts: RulePack['rules'],
  stack: Stack,
): RecordingRule[] {
  const texts = [...alerts, ...stack.rules.flatMap(({ rules }) => rules)].flatMap((rule) => {
    const applied = rule.kind === 'alert' ? applyOverrides(rule, stack) : rule;
    return applied === undefined ? [] : [applied.expr.text];
  });
  const all = countedOf(services);
  return [...new Set(all.map(({ name }) => name))].flatMap((name) => {
    const counted = together(all.filter((each) => each.name === name));
    return windowsRead(name, texts).map((window) => rateRecord(`${name}:rate${window}`, counted, window));
  });
}

/** The windows over which a rate is read. */
function windowsRead(name: string, texts: readonly string[]): Duration[] {
  const pattern = new RegExp(`\\b${name}:rate(\\w+)`, 'g');
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, window = '']) => window));
  return [...new Set(found)].filter((window): window is Duration => milliseconds(window) !== undefined);
}

function countedOf(services: readonly HttpMetrics[]): Counted[] {
  return [
    ...services.map((http) => ({
      name: recordedNames.requests(http),
      jobs: http.jobs,
      counter: promql`${http.requests}`,
      matchers: '',
      labels: someLabels(http.requests),
    })),
    ...withStatus(services).map(({ http, status, failed, served }) => ({
      name: recordedNames.errors(http),
      jobs: http.jobs,
      counter: promql`${http.requests}`,
      matchers: `, ${status}=~"5.."`,
      labels: { ...someLabels(http.requests), [status]: failed },
      beside: { ...someLabels(http.requests), [status]: served },
    })),
    ...timed(services).map((http) => ({
      name: recordedNames.buckets(http),
      jobs: http.jobs,
      counter: promql`${http.duration}_bucket`,
      matchers: '',
      labels: { ...someLabels(http.duration), le: leOf(Number.POSITIVE_INFINITY) },
    })),
  ];
}

/** Those that are selected alike become one, of all their jobs. */
function together(all: readonly Counted[]): Counted[] {
  const alike = new Map<string, Counted>();
  for (const each of all) {
    const key = each.counter.text + each.matchers;
    const jobs = [...(alike.get(key)?.jobs ?? []), ...each.jobs];
    alike.set(key, { ...each, jobs: [...new Set(jobs)] });
  }
  return [...alike.values()];
}

function rateRecord(name: string, all: readonly Counted[], window: Duration): RecordingRule {
  const rate = ({ jobs, counter, matchers, labels }: Counted) => {
    const by = 'le' in labels ? 'job, service, le' : 'job, service';
    return promql`sum by (${by}) (rate(${counter}{${isOneOf('job', jobs)}${matchers}}[${window}]))`;
  };
  return {
    kind: 'recording',
    name,
    expr: all.map(rate).reduce((joined, one) => promql`${joined} or ${one}`),
    scenarios: all.map((counted) => rateScenario(counted, window)),
  };
}
