import { blackboxMetrics } from '../../exporters/index.ts';
import {
  type FreshnessSlo,
  type Labels,
  type ProbeSlo,
  type Stack,
  seconds,
  selectorExpression,
  selectorOf,
  sloBase,
} from '../../stacks/model/index.ts';
import { series } from '../scenarios/series.ts';
import { clock, level, type Signals } from '../scenarios/signal.ts';
import { exactSum, minuteByMinute, type Stretch } from './recorded.ts';
import type { Sample } from './sample.ts';
import { fine, grouped, inputOf } from './sample-counts.ts';
import { decoys, labelsOf } from './sample-labels.ts';

/** Results of probes. A share of failures is one of each result: what is added up is the same. */
export function probeSample(slo: ProbeSlo, stack: Stack): Sample {
  const base = seconds(sloBase(slo, stack));
  const job = stack.probes[slo.probe];
  const found = labelsOf(blackboxMetrics.success.name, [], { ...stack, probes: job ? { [slo.probe]: job } : {} });
  const labels: Labels = { instance: 'some', ...found, job: slo.probe };
  const result = ({ all, bad }: Stretch) => Number((1 - bad / all).toPrecision(14));
  return {
    labels: grouped(slo.by, labels),
    perMinute: fine,
    coarse: false,
    rests: false,
    input: (stretches) =>
      inputOf(stretches, (each) => ({
        [series(blackboxMetrics.success, labels)]: level(result(each)),
        [series(blackboxMetrics.success, { ...labels, job: 'another' })]: level(0),
        [series(blackboxMetrics.success, { ...labels, job: 'other' })]: level(0),
      })),
    base: (stretches) => {
      const results = minuteByMinute(stretches, result);
      const seen = results.map((_, minute) => results.slice(Math.max(0, minute - base / 60 + 1), minute + 1));
      return {
        events: seen.map(({ length }) => length / base),
        errors: seen.map((each) => (each.length - exactSum(each)) / base),
      };
    },
  };
}

const most = 20;

/** Points in time of some instances, of which as many are too old as events are bad. */
export function freshnessSample(slo: FreshnessSlo, stack: Stack): Sample {
  const { name, matchers } = selectorOf(selectorExpression(slo.timestamp)) ?? { name: '', matchers: [] };
  const labels = labelsOf(name, matchers, stack) ?? {};
  const within = seconds(slo.within);
  // Instances share a budget, unless the SLO tells them apart.
  const apart = slo.by?.includes('instance') || matchers.some((each) => each.name === 'instance');
  const instances = apart ? 1 : most;
  const signals = ({ bad }: Stretch): Signals => ({
    ...Object.fromEntries(
      Array.from({ length: instances }, (_, index) => [
        series(name, apart ? labels : { ...labels, instance: `${index + 1}` }),
        clock(index < bad ? -within - 1 : 1 - within),
      ]),
    ),
    ...Object.fromEntries(decoys(name, matchers, stack).map((of) => [series(name, of), clock(-within * 3)])),
  });
  return {
    labels: grouped(slo.by, labels),
    perMinute: () => instances,
    coarse: true,
    rests: false,
    input: (stretches) => inputOf(stretches, signals),
    base: (stretches) => ({
      events: minuteByMinute(stretches, ({ all }) => all),
      errors: minuteByMinute(stretches, ({ bad }) => bad),
    }),
  };
}
