import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Alert, Notification } from '../../apps/inbox/payload.ts';
import { down, localTarget, type RunState, runName, up } from '../../local/index.ts';
import { type Artifacts, type Definition, type Overrides, type Plan, resolveStack } from '../../stacks/model/index.ts';
import { planStack, synthesize } from '../../stacks/synthesize/index.ts';
import { bundle, bundlePage } from '../local/daemon-bundle.ts';

/** A stack in development as processes of this machine, in a folder of its own. */
export interface LocalStack {
  readonly plan: Plan;
  readonly artifacts: Artifacts;
  readonly runFolder: string;
  /** Where a part answers, by the port that its definition gives it. */
  readonly at: (port: number) => string;
  readonly start: () => Promise<RunState>;
  /** Ends whatever runs, and removes all files. */
  readonly remove: () => Promise<void>;
}

/**
 * Prepares a stack whose ports are shifted: far from the real ones, from those of other tests, and below those that the kernel hands out
 * for connections.
 */
export async function localStack(definition: Definition, portOffset: number): Promise<LocalStack> {
  const home = await mkdtemp(join(tmpdir(), 'narthex-local-'));
  try {
    return await prepared(definition, portOffset, home);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

async function prepared(definition: Definition, portOffset: number, home: string): Promise<LocalStack> {
  await chmod(home, 0o755);
  const apps = ['simulator', 'inbox', 'runbooks', 'preview'].map((name) => `apps/${name}/main.ts`);
  const [daemonEntry = '', simulator = '', inbox = '', runbooks = '', preview = ''] = await Promise.all(
    ['local/daemon.ts', ...apps].map((entry) => bundle(entry, home)),
  );
  const page = await bundlePage();
  const assets = {
    'simulator.mjs': await readFile(simulator, 'utf8'),
    'inbox.mjs': await readFile(inbox, 'utf8'),
    'runbooks.mjs': await readFile(runbooks, 'utf8'),
    'preview.mjs': await readFile(preview, 'utf8'),
    'preview.js': page.script,
    'preview.css': page.style,
  };
  const plan = planStack(resolveStack(definition, 'development'), assets);
  const artifacts = synthesize(plan, [localTarget({ portOffset })]);
  const runFolder = join(home, runName(plan));
  return {
    plan,
    artifacts,
    runFolder,
    at: (port) => `http://127.0.0.1:${port + portOffset}`,
    start: () => up({ artifacts, runFolder, daemonEntry }),
    remove: async () => {
      await down(runFolder);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The jobs of Sergas that can be in a hurry. */
const exporters = ['node', 'cadvisor', 'redis', 'pushgateway', 'blackbox-http', 'blackbox-tcp'];
const sergasJobs: NonNullable<Overrides['jobs']> = {
  ...everySecond(['sergas', 'prometheus', 'alertmanager', 'grafana', ...exporters]),
  // Its exporter tries for more than a second before it says that there is no server.
  postgres: { interval: '5s', timeout: '5s' },
};

/** Jobs that are read once a second. */
export function everySecond(jobs: readonly string[]): NonNullable<Overrides['jobs']> {
  return Object.fromEntries(jobs.map((job) => [job, { interval: '1s', timeout: '1s' }]));
}

/** A definition as it is, but in a hurry: nobody wants to wait minutes for an alert in a test. */
export function hurried({ stack, ...definition }: Definition, changes: Overrides = {}): Definition {
  const { development = {}, ...environments } = stack.environments ?? {};
  const quick: Overrides = {
    ...development,
    ...changes,
    services: { ...development.services, ...changes.services },
    jobs: changes.jobs ?? sergasJobs,
    prometheus: { ...development.prometheus, interval: '10s', resendDelay: '1s', ...changes.prometheus },
    routing: {
      groupWait: '1s',
      groupInterval: '1s',
      // A route may have a wait of its own.
      routes: stack.routing.routes.map(({ groupWait: _, ...route }) => route),
    },
  };
  return { ...definition, stack: { ...stack, environments: { ...environments, development: quick } } };
}

/** The answer of a server as JSON. */
export async function json<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}

/** Looks until something is there; the test's own time-out bounds it. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found !== undefined && found !== false) return found;
    await sleep(100);
  }
}

/** One series of the answer to a query. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** What Prometheus answers to an instant query. */
export async function query({ at }: LocalStack, promql: string): Promise<readonly Sample[]> {
  const { data } = await json<{ readonly data: { readonly result: readonly Sample[] } }>(
    `${at(9090)}/api/v1/query?query=${encodeURIComponent(promql)}`,
  );
  return data.result;
}

/** What has arrived in the inbox, the newest first. */
export function notifications({ at }: LocalStack): Promise<readonly Notification[]> {
  return json(`${at(9095)}/notifications`);
}

/** What must be true of the labels of an alert. */
export type Wanted = Readonly<Record<string, string>>;

/** The newest notification that tells since a moment of an alert with these labels; and what it says of it. */
export function arrived(
  stack: LocalStack,
  wanted: Wanted,
  status: Alert['status'],
  since: number,
): Promise<{ readonly notification: Notification; readonly alert: Alert }> {
  return until(async () => {
    for (const notification of await notifications(stack)) {
      if (Date.parse(notification.receivedAt) < since) continue;
      const alert = notification.payload.alerts.find((each) => each.status === status && hasLabels(each, wanted));
      if (alert !== undefined) return { notification, alert };
    }
    return undefined;
  });
}

/** Whether an alert has these labels. */
export function hasLabels({ labels }: Pick<Alert, 'labels'>, wanted: Wanted): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

/** The page to which the link of an alert leads, but for the ports that a test shifts. */
export async function runbookOf({ at }: LocalStack, { annotations }: Alert): Promise<Response> {
  const link = new URL(annotations.runbook_url ?? '');
  return fetch(`${at(Number(link.port))}${link.pathname}`);
}
