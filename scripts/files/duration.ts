const units = { y: 31_536_000, w: 604_800, d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 };
const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** The length of a duration in seconds, as Prometheus reads it in files: `1h30m`, the larger unit first, or `0`; `undefined` for anything else. */
export function durationSeconds(text: string): number | undefined {
  if (text === '0') return 0;
  const match = text === '' ? null : pattern.exec(text);
  if (match === null) return undefined;
  return Object.values(units).reduce((sum, size, index) => sum + size * Number(match[index + 1] ?? 0), 0);
}
