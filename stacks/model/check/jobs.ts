import { type Duration, milliseconds } from '../duration.ts';
import type { Problem } from '../problem.ts';
import type { Stack } from '../stack.ts';
import { defaultTimeout } from '../timeout.ts';

/** NX108: a duration that is none. NX109: a timeout longer than its interval, which Prometheus refuses. */
export function checkJobs(stack: Stack): Problem[] {
  const services = Object.entries(stack.services).flatMap(([name, { metrics }]) =>
    metrics ? checkTiming(metrics, ['services', name, 'metrics']) : [],
  );
  const probes = Object.entries(stack.probes).flatMap(([name, probe]) => checkTiming(probe, ['probes', name]));
  const overrides = Object.entries(stack.jobs).flatMap(([name, override]) =>
    checkTiming(override, ['environments', stack.environment, 'jobs', name]),
  );
  return [...services, ...probes, ...overrides];
}

type Timing = { readonly interval?: Duration; readonly timeout?: Duration };

function checkTiming(timing: Timing, path: readonly (string | number)[]): Problem[] {
  const bad = (['interval', 'timeout'] as const).flatMap((key): Problem[] => {
    const value = timing[key];
    if (value === undefined || (milliseconds(value) ?? 0) > 0) return [];
    return [
      {
        code: 'NX108',
        path: [...path, key],
        message: `'${value}' is not a duration`,
        fix: "write a number and a unit, like '15s' or '5m'",
      },
    ];
  });
  if (bad.length > 0 || timing.interval === undefined || timing.timeout === undefined) return bad;
  if ((milliseconds(timing.timeout) ?? 0) <= (milliseconds(timing.interval) ?? 0)) return [];
  return [
    {
      code: 'NX109',
      path: [...path, 'timeout'],
      message: `the timeout ${timing.timeout} is longer than the interval ${timing.interval}`,
      fix: `use at most ${timing.interval}, or leave it out for ${defaultTimeout(timing.interval)}`,
    },
  ];
}
