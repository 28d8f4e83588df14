import { type LatencySlo, type Stack, sloBase } from '../../stacks/model/index.ts';
import { series } from '../scenarios/series.ts';
import { countsOf, growthAt, type Stretch } from './recorded.ts';
import type { Sample } from './sample.ts';
import { fine, grouped, histogramMatchers } from './sample-counts.ts';
import { labelsOf } from './sample-labels.ts';

/** A native histogram with one bucket well below the bound and one well above it (schema 0: powers of two). */
export function nativeSample(slo: LatencySlo, stack: Stack): Sample {
  const base = sloBase(slo, stack);
  const { histogram, within } = slo;
  const labels = labelsOf(`${histogram.name}_count`, histogramMatchers(slo), stack) ?? {};
  const below = Math.floor(Math.log2(within));
  const above = Math.ceil(Math.log2(within)) + 1;
  const gap = Array.from({ length: above - below - 1 }, () => 0);
  const literal = (good: number, bad: number) =>
    `{{schema:0 count:${good + bad} sum:${good * 2 ** below + bad * 2 ** above} offset:${below} buckets:[${[good, ...gap, bad].join(' ')}]}}`;
  const notation = (stretches: readonly Stretch[]) => {
    const good = countsOf(stretches, ({ all, bad }) => all - bad);
    const slow = countsOf(stretches, ({ bad }) => bad);
    return good.map((count, minute) => literal(count, slow[minute] ?? 0)).join(' ');
  };
  return {
    labels: grouped(slo.by, labels),
    perMinute: fine,
    coarse: false,
    rests: true,
    input: (stretches) => ({ [series(histogram.name, labels)]: notation(stretches) }),
    base: (stretches) => {
      const all = countsOf(stretches, (each) => each.all);
      const fast = countsOf(stretches, (each) => each.all - each.bad);
      const growths = all.map((_, minute) => growthAt(all, minute, base, false));
      // All buckets of a histogram are extrapolated alike, by its count.
      const errors = growths.map((growth, minute) => {
        if (growth === undefined) return undefined;
        const { from, grown, factor } = growth;
        const good = ((fast[minute] ?? 0) - (fast[from] ?? 0)) * factor;
        return grown > 0 ? grown * factor * (1 - good / (grown * factor)) : 0;
      });
      return { events: growths.map((growth) => growth && growth.grown * growth.factor), errors };
    },
  };
}
