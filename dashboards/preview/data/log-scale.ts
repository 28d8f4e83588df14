// Axes on which each step is as many times as much as the one before. Zero and less have no place there.

/** How values are spread over an axis. */
export type Distribution =
  | { readonly kind: 'linear' }
  | { readonly kind: 'log'; readonly base: 2 | 10 }
  /** Logarithmic on both sides of zero, and linear between the thresholds, which lie so far from zero. */
  | { readonly kind: 'symlog'; readonly base: 2 | 10; readonly threshold: number };

/** The distribution that `custom.scaleDistribution` of a field asks for. */
export function distributionOf(type: string | undefined, log: number | undefined, threshold = 1): Distribution {
  const base = log === 10 ? 10 : 2;
  if (type === 'log') return { kind: 'log', base };
  return type === 'symlog' ? { kind: 'symlog', base, threshold: threshold > 0 ? threshold : 1 } : { kind: 'linear' };
}

const power = (base: 2 | 10, exponent: number) => (base === 10 ? Number(`1e${exponent}`) : 2 ** exponent);
const positive = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

/**
 * The ends of a logarithmic axis: the powers of the base around the data, or what is set. Always above zero and rising, whatever the data
 * are: without data above zero it goes from 1 to the base.
 */
export function logRange(
  data: readonly [least: number | null, most: number | null],
  base: 2 | 10,
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined } = {},
): [number, number] {
  const exponent = base === 10 ? Math.log10 : Math.log2;
  const [least, most] = data;
  const high = positive(most) ? most : positive(least) ? least : 1;
  const low = positive(least) ? Math.min(least, high) : high;
  const from = positive(min) ? min : power(base, Math.floor(exponent(low)));
  const to = positive(max) ? max : power(base, Math.ceil(exponent(high)));
  return [from, to > from ? to : from * base];
}
