/**
 * Intervals below the first number become the second, in milliseconds. Source: `roundInterval` of @grafana/data and of the Go package
 * `gtime`, which have the same table.
 */
const rounding: readonly (readonly [below: number, rounded: number])[] = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1_500, 1_000],
  [3_500, 2_000],
  [7_500, 5_000],
  [12_500, 10_000],
  [17_500, 15_000],
  [25_000, 20_000],
  [45_000, 30_000],
  [90_000, 60_000],
  [210_000, 120_000],
  [450_000, 300_000],
  [750_000, 600_000],
  [1_050_000, 900_000],
  [1_500_000, 1_200_000],
  [2_700_000, 1_800_000],
  [5_400_000, 3_600_000],
  [9_000_000, 7_200_000],
  [16_200_000, 10_800_000],
  [32_400_000, 21_600_000],
  [86_400_000, 43_200_000],
  [604_800_000, 86_400_000],
  [1_814_400_000, 604_800_000],
  [3_628_800_000, 2_592_000_000],
];
const year = 31_536_000_000;

/**
 * An interval as Grafana shows and uses it. Milliseconds. The browser and the backend differ where a bound is hit exactly: the browser
 * goes up, the backend down.
 */
export function roundInterval(milliseconds: number, where: 'browser' | 'backend'): number {
  const isBelow = (bound: number) => (where === 'browser' ? milliseconds < bound : milliseconds <= bound);
  return rounding.find(([bound]) => isBelow(bound))?.[1] ?? year;
}

const units: Readonly<Record<string, number>> = {
  ...{ ms: 1, s: 1_000, m: 60_000, h: 3_600_000 },
  ...{ d: 86_400_000, w: 604_800_000, M: 2_592_000_000, y: year },
};

/**
 * `15s`, `1m`, `500ms`, `1h30m`, a bare number of seconds, with `>` before it as old dashboards write it, in milliseconds. Throws an Error
 * for anything else: Grafana refuses the query then.
 */
export function intervalMilliseconds(text: string): number {
  const plain = text.trim().replace(/^>=?\s*/, '');
  if (/^\d+(\.\d+)?$/.test(plain)) return Number(plain) * 1000;
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdwMy]))+$/.test(plain)) throw new Error(`'${text}' is no interval such as '30s'`);
  return [...plain.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwMy])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}

/** What steps and windows follow from. Intervals as text, such as `30s`. */
export interface IntervalSettings {
  /** Length of the time range, in milliseconds. */
  readonly range: number;
  /** Points that fit: what the panel sets, else its width in pixels. */
  readonly maxDataPoints: number;
  /** The data source's scrape interval. Grafana takes 15 s where none is set. */
  readonly timeInterval?: string | undefined;
}

const defaultTimeInterval = '15s';

/**
 * `$__interval` as the browser works it out, in milliseconds: the range over the points, rounded, but not below the panel's least interval,
 * else the data source's. Source: `SceneQueryRunner` of @grafana/scenes and `rangeUtil.calculateInterval` of @grafana/data.
 */
export function browserInterval(
  { range, maxDataPoints, timeInterval }: IntervalSettings,
  panelInterval?: string | undefined,
): number {
  const least = intervalMilliseconds(panelInterval || timeInterval || defaultTimeInterval);
  return Math.max(roundInterval(range / maxDataPoints, 'browser'), least);
}

/** What the backend puts in place of macros, in milliseconds. */
export interface BackendIntervals {
  /** Distance of points, and `$__interval`. */
  readonly step: number;
  /** `$__rate_interval` */
  readonly rateInterval: number;
}

/** Prometheus refuses more points than this. */
const mostPoints = 11_000;

/** As many points as the backend assumes where nobody says. */
const defaultPoints = 1_500;

/**
 * The step of a query and its rate window. `intervalMs` is the browser's, 0 if there is none; `minStep` the query's own least step, which
 * may itself be `$__interval` or `$__rate_interval`. Source: `Parse`, `calculatePrometheusInterval` and `calculateRateInterval` of
 * promlib, Grafana 13; tested against its vectors.
 */
export function backendIntervals(
  { range, maxDataPoints, timeInterval: scrape }: IntervalSettings,
  { intervalMs = 0, minStep = '', intervalFactor = 1 }: BackendOptions = {},
): BackendIntervals {
  const timeInterval = intervalMilliseconds(scrape || defaultTimeInterval);
  const macro = /^\$\{?(__(?:rate_)?interval(?:_ms)?)\}?$/.exec(minStep.trim())?.[1];
  const written = macro === undefined && minStep.trim() !== '' ? intervalMilliseconds(minStep) : 0;
  const least = written || intervalMs || timeInterval;
  const raw = range / (maxDataPoints || defaultPoints);
  const calculated = raw < least ? least : roundInterval(raw, 'backend');
  const adjusted = Math.max(calculated, roundInterval(range / mostPoints, 'backend'));
  if (macro?.startsWith('__rate')) {
    const step = rate(adjusted, timeInterval);
    return { step, rateInterval: step };
  }
  const step = adjusted * (intervalFactor || 1);
  const scraped = written || (macro === undefined ? timeInterval : step);
  return { step, rateInterval: rate(intervalMs || adjusted, scraped) };
}

/** What a single query adds. */
interface BackendOptions {
  readonly intervalMs?: number;
  readonly minStep?: string | undefined;
  readonly intervalFactor?: number | undefined;
}

/** A window that holds four samples, and one more scrape than the distance of points, so that no increase falls between two windows. */
function rate(interval: number, scrape: number): number {
  return Math.max(interval + scrape, 4 * scrape);
}
