/**
 * What `predict_linear` says of a value that is known once a minute: the line of least squares through the samples of a window that ends
 * at a minute, read some minutes ahead.
 */
export function predicted(value: (minute: number) => number, now: number, window: number, ahead: number): number {
  const times = Array.from({ length: Math.ceil(window) }, (_, back) => -back);
  const mean = (of: (time: number) => number) => times.reduce((sum, time) => sum + of(time), 0) / times.length;
  const at = (time: number) => value(now + time);
  const [time, height] = [mean((each) => each), mean(at)];
  const slope = mean((each) => (each - time) * (at(each) - height)) / mean((each) => (each - time) ** 2);
  return height + slope * (ahead - time);
}
