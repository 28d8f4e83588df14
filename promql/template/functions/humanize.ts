import { noFlags } from '../format/directive.ts';
import { formatFloat } from '../format/number.ts';
import { millisecondsOf, timeText } from '../time.ts';

// The functions of Prometheus that make numbers readable. Source of the steps: its template reference, checked against promtool.

const large = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const small = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];
const binary = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];

function fourDigits(value: number): string {
  return formatFloat(value, 'g', { ...noFlags, precision: 4 }) ?? '';
}

/** Divides step by step, for one division by the whole would round otherwise. */
function scaledDown(value: number, step: number, prefixes: readonly string[]): string {
  let rest = value;
  let prefix = '';
  for (const next of prefixes) {
    if (Math.abs(rest) < step) break;
    prefix = next;
    rest /= step;
  }
  return fourDigits(rest) + prefix;
}

function scaledUp(value: number): string {
  let rest = value;
  let prefix = '';
  for (const next of small) {
    if (Math.abs(rest) >= 1) break;
    prefix = next;
    rest *= 1000;
  }
  return fourDigits(rest) + prefix;
}

/** `1234567` is `1.235M`, `0.12` is `120m`. */
export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return fourDigits(value);
  return Math.abs(value) >= 1 ? scaledDown(value, 1000, large) : scaledUp(value);
}

/** `1048576` is `1Mi`. */
export function humanize1024(value: number): string {
  return Math.abs(value) <= 1 || !Number.isFinite(value) ? fourDigits(value) : scaledDown(value, 1024, binary);
}

/** `0.1234567` is `12.35%`. */
export function humanizePercentage(value: number): string {
  return `${fourDigits(value * 100)}%`;
}

/** `90061` seconds are `1d 1h 1m 1s`, `0.1` are `100ms`. */
export function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return fourDigits(value);
  if (value === 0) return `${fourDigits(value)}s`;
  if (Math.abs(value) < 1) return `${scaledUp(value)}s`;
  const sign = value < 0 ? '-' : '';
  const all = whole(Math.abs(value));
  const [seconds, minutes, hours, days] = [all % 60n, (all / 60n) % 60n, (all / 3600n) % 24n, all / 86_400n];
  if (days !== 0n) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`;
  if (hours !== 0n) return `${sign}${hours}h ${minutes}m ${seconds}s`;
  if (minutes !== 0n) return `${sign}${minutes}m ${seconds}s`;
  return `${sign}${fourDigits(Math.abs(value))}s`;
}

/** A float as 64 bits; one that does not fit becomes the least of them, as processors of Intel do it. */
function whole(value: number): bigint {
  const exact = BigInt(Math.trunc(value));
  return exact === BigInt.asIntN(64, exact) ? exact : -(2n ** 63n);
}

/** Seconds since 1970 as `2015-06-23 13:19:44.128 +0000 UTC`. */
export function humanizeTimestamp(value: number): string {
  return Number.isFinite(value) ? timeText(millisecondsOf(value)) : fourDigits(value);
}
