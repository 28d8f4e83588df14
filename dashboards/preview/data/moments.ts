// Times and durations in words.

const two = (value: number) => String(Math.floor(value)).padStart(2, '0');

/** A moment, in milliseconds since 1970, in the time of this machine: `2026-06-01 08:00:00`. */
export function dateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return 'no date';
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

const sizes: readonly (readonly [seconds: number, name: string])[] = [
  [31_536_000, 'year'],
  [2_592_000, 'month'],
  [604_800, 'week'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
  [0.001, 'millisecond'],
];

/** A duration in words: `2 hours, 5 minutes`. After the largest unit stand as many more as there are decimals. */
export function durationText(seconds: number, decimals = 0): string {
  if (seconds === 0) return '0 seconds';
  if (seconds < 0) return `${durationText(-seconds, decimals)} ago`;
  if (!Number.isFinite(seconds)) return Number.isNaN(seconds) ? 'NaN' : '∞';
  const start = sizes.findIndex(([size]) => seconds >= size);
  let rest = seconds;
  return sizes
    .slice(start === -1 ? sizes.length - 1 : start)
    .slice(0, decimals + 1)
    .map(([size, name]) => {
      const count = Math.floor(rest / size + 1e-9);
      rest -= count * size;
      return `${count} ${name}${count === 1 ? '' : 's'}`;
    })
    .join(', ');
}

/** Hours, minutes and seconds as a clock shows them; with days in front, if wanted: `1 d 02:03:04`. */
export function clockText(seconds: number, days: boolean): string {
  if (!Number.isFinite(seconds)) return Number.isNaN(seconds) ? 'NaN' : '∞';
  if (seconds < 0) return `${clockText(-seconds, days)} ago`;
  const hours = seconds / 3600;
  const clock = `${two(days ? hours % 24 : hours)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  return days ? `${Math.floor(hours / 24)} d ${clock}` : clock;
}

/** Up to so many seconds, one of them is so many seconds, and called so. */
const distances: readonly (readonly [below: number, size: number, name: string])[] = [
  [45, 0, 'a few seconds'],
  [90, 0, 'a minute'],
  [2700, 60, 'minutes'],
  [5400, 0, 'an hour'],
  [79_200, 3600, 'hours'],
  [129_600, 0, 'a day'],
  [2_246_400, 86_400, 'days'],
  [3_974_400, 0, 'a month'],
  [27_648_000, 2_629_800, 'months'],
  [47_260_800, 0, 'a year'],
  [Number.POSITIVE_INFINITY, 31_557_600, 'years'],
];

/** How long ago a moment was, in milliseconds since 1970: `5 minutes ago`, `in an hour`. */
export function agoText(milliseconds: number, now: number): string {
  if (!Number.isFinite(milliseconds)) return 'no date';
  const seconds = Math.abs(now - milliseconds) / 1000;
  const [, size, name] = distances.find(([below]) => seconds < below) ?? [0, 0, 'long'];
  const words = size === 0 ? name : `${Math.round(seconds / size)} ${name}`;
  return milliseconds <= now ? `${words} ago` : `in ${words}`;
}
