import type { StackDefinition } from '../definition.ts';
import { type Duration, milliseconds } from '../duration.ts';
import type { Problem } from '../problem.ts';
import type { ServiceMetrics } from '../service.ts';
import { serviceJobName } from '../service-job.ts';
import type { Stack } from '../stack.ts';
import { defaultTimeout } from '../timeout.ts';
import { duplicates } from './names.ts';

/** NX103: two jobs of one name. NX121: services that share a job and do not agree about it. NX108: a duration that is none. NX109: a timeout longer than its interval, which Prometheus refuses. */
export function checkJobs(stack: Stack, definition: StackDefinition): Problem[] {
  const services = Object.entries(stack.services).flatMap(([name, { metrics }]) =>
    metrics ? checkTiming(metrics, ['services', name, 'metrics']) : [],
  );
  const probes = Object.entries(stack.probes).flatMap(([name, probe]) => checkTiming(probe, ['probes', name]));
  const overrides = Object.entries(stack.jobs).flatMap(([name, override]) =>
    checkTiming(override, ['environments', stack.environment, 'jobs', name]),
  );
  const exporters = stack.exporters.flatMap((exporter, index) =>
    exporter
      .jobs(stack)
      .filter(({ kind }) => kind === 'metrics')
      .flatMap(({ interval }) => checkTiming({ interval }, ['exporters', index])),
  );
  return [
    ...duplicateJobs(stack),
    ...sharedJobs(stack),
    ...services,
    ...probes,
    ...exporters,
    ...batchJobs(stack),
    ...overrides,
    ...groupIntervals(stack, definition),
  ];
}

/** How often the stack's own rule groups are evaluated. */
function groupIntervals({ rules, environment }: Stack, { environments }: StackDefinition): Problem[] {
  return rules.flatMap(({ name, interval }, index) => {
    const overridden = environments?.[environment]?.groups?.[name]?.interval !== undefined;
    const path = overridden ? ['environments', environment, 'groups', name] : ['rules', index];
    return interval === undefined ? [] : checkTiming({ interval }, path);
  });
}

/** How often batch jobs run. */
function batchJobs({ exporters }: Stack): Problem[] {
  return exporters.flatMap(({ pushes = {} }, index) =>
    Object.entries(pushes).flatMap(([job, { every }]): Problem[] => {
      if ((milliseconds(every) ?? 0) > 0) return [];
      const path = ['exporters', index, 'pushes', job, 'every'];
      const fix = "write a number and a unit, like '1h' or '1d'";
      return [{ code: 'NX108', path, message: `'${every}' is not a duration`, fix }];
    }),
  );
}

/** Services may share a job; nothing else may. */
function duplicateJobs(stack: Stack): Problem[] {
  const taken = new Set(['prometheus', 'alertmanager', 'grafana']);
  const services = Object.entries(stack.services).flatMap(([name, service]): [string, Path][] => {
    const job = serviceJobName(name, service);
    return job === undefined ? [] : [[job, ['services', name, 'metrics', 'job']]];
  });
  const exporters = stack.exporters.flatMap((exporter, index) =>
    exporter
      .jobs(stack)
      .map((job): [string, Path] => [job.name, job.kind === 'probe' ? ['probes', job.name] : ['exporters', index]]),
  );
  return duplicates(
    [...new Map(services), ...exporters],
    taken,
    'scrape job',
    'rename the probe or the job of the service; each job is a job label of its own',
  );
}

/** A job has one interval, one path, one limit; a service that wants others needs a job of its own. */
function sharedJobs(stack: Stack): Problem[] {
  const first = new Map<string, [string, ServiceMetrics]>();
  return Object.entries(stack.services).flatMap(([name, service]) => {
    const { metrics } = service;
    const job = serviceJobName(name, service);
    if (metrics === undefined || job === undefined) return [];
    const [other, agreed] = first.get(job) ?? [name, metrics];
    first.set(job, [other, agreed]);
    return (['interval', 'timeout', 'path', 'sampleLimit'] as const)
      .filter((key) => metrics[key] !== agreed[key])
      .map(
        (key): Problem => ({
          code: 'NX121',
          path: ['services', name, 'metrics', key],
          message: `'${name}' shares the job '${job}' with '${other}', but not its ${key}`,
          fix: `use the same ${key}, or give it a job of its own`,
        }),
      );
  });
}

type Path = readonly (string | number)[];
type Timing = { readonly interval?: Duration; readonly timeout?: Duration };

function checkTiming(timing: Timing, path: Path): Problem[] {
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
