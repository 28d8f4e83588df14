/** The first dotted number in what a program prints about itself: `prometheus, version 3.5.3+ds1` gives `3.5.3`. */
export function readVersion(text: string): string | undefined {
  return /(?<![\d.])\d+(?:\.\d+)+/.exec(text)?.[0];
}

/** Whether `version` is `minimum` or newer; both are dotted numbers, missing parts count as 0. */
export function isAtLeast(version: string, minimum: string): boolean {
  const left = version.split('.').map(Number);
  const right = minimum.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
