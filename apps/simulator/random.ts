/** A number that stands for a text, the same on every machine: FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * A number in [0, 1) that depends on its arguments alone, so that the value at a tick needs no values before it.
 * The mixing is the finaliser of MurmurHash3.
 */
export function noise(key: number, tick: number, draw = 0): number {
  let hash = key ^ Math.imul(tick + 1, 0x9e3779b1) ^ Math.imul(draw + 1, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A number with the normal distribution of mean 0 and deviation 1, by Box and Muller. */
export function normal(key: number, tick: number, draw: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - noise(key, tick, 2 * draw)));
  return radius * Math.cos(2 * Math.PI * noise(key, tick, 2 * draw + 1));
}

/** A whole number whose mean is `expected`: 0.2 gives a 1 in every fifth draw. */
export function countAround(expected: number, key: number, tick: number): number {
  const spread = expected * (0.7 + 0.6 * noise(key, tick, 1));
  return Math.floor(spread + noise(key, tick, 0));
}

/** A slow movement between -1 and 1, with its own rhythm of 2 to 10 minutes for each key. Ticks are seconds. */
export function wave(key: number, tick: number): number {
  const period = 120 + (key % 480);
  const phase = (key >>> 9) % 628;
  return Math.sin((2 * Math.PI * tick) / period + phase / 100);
}
