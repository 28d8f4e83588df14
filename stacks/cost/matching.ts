import { anchoredPattern, type LabelMatcher, type VectorSelector } from '../../promql/index.ts';
import type { LabelCount } from './cardinality.ts';
import type { Readable } from './readable.ts';

/** What a selector reads of series of one source; `undefined` where it reads none of them. */
export function selected(selector: VectorSelector, readable: Readable): Readable | undefined {
  const named = (matcher: LabelMatcher) => matcher.name === '__name__';
  // The name first: almost everything is of another.
  if (selector.matchers.some((matcher) => named(matcher) && !matches(matcher, readable.name))) return undefined;
  const labels = new Map(readable.labels);
  let { series } = readable;
  for (const matcher of selector.matchers) {
    if (named(matcher)) continue;
    const label = labels.get(matcher.name);
    if (label === undefined) {
      // A label that is not there is the same as an empty one.
      if (!matches(matcher, '')) return undefined;
      continue;
    }
    const left = narrowed(label, matcher);
    if (left.count === 0) return undefined;
    series *= left.count / label.count;
    labels.set(matcher.name, left);
  }
  return { ...readable, series, labels };
}

/** The values of a label that are left: counted where they are listed, else estimated. */
function narrowed({ count, values }: LabelCount, matcher: LabelMatcher): LabelCount {
  if (values !== undefined) {
    const left = values.filter((value) => matches(matcher, value));
    return { count: left.length, values: left };
  }
  switch (matcher.operator) {
    case '=':
      return { count: Math.min(count, matcher.value === '' ? 0 : 1) };
    case '=~':
      // A plain list of words takes as many; of any other pattern, all may be meant.
      return {
        count: /^[\w:-]+(\|[\w:-]+)*$/.test(matcher.value) ? Math.min(count, matcher.value.split('|').length) : count,
      };
    default:
      return { count };
  }
}

/** Whether a value passes. A pattern that JavaScript cannot read lets everything pass. */
function matches({ operator, value: wanted }: LabelMatcher, value: string): boolean {
  switch (operator) {
    case '=':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '=~':
      return anchoredPattern(wanted)?.test(value) ?? true;
    case '!~':
      return !(anchoredPattern(wanted)?.test(value) ?? false);
  }
}
