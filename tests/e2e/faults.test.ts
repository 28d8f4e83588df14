import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Injected } from '../../apps/index.ts';
import type { FaultName } from '../../apps/simulator/faults/kinds.ts';
import { faultToken } from '../../servers/index.ts';
import type { AlertOverride } from '../../stacks/index.ts';
import type { ServiceName } from '../../stacks/personai/metrics.ts';
import { personaiServices, serviceNames } from '../../stacks/personai/services.ts';
import personai from '../../stacks/personai.ts';
import { arrived, everySecond, hurried, type LocalStack, localStack } from './stack.ts';

let stack: LocalStack;

const atOnce: AlertOverride = { for: '0s', keepFiringFor: '0s' };
/** Of the last five seconds, and once a few have ended at all. */
const soon: AlertOverride = { ...atOnce, window: '5s', minimum: 1 };

const alerts: Readonly<Record<string, AlertOverride>> = {
  DatabaseUnavailable: { ...atOnce, window: '5s' },
  DeliveryFails: soon,
  InstanceDown: atOnce,
  ServiceLatencyHigh: { ...atOnce, window: '5s' },
  AudioGenerationFails: soon,
  // A usual process holds less than half of it.
  ProcessMemoryHigh: { ...atOnce, threshold: 3e8 },
  // Ten are usual.
  TooManyConnections: { ...atOnce, threshold: 100 },
  QueueBacklog: atOnce,
  ProbeFailed: atOnce,
};

/** Person.ai, read once a second, with alerts of seconds. */
const breakable = hurried(personai, {
  jobs: everySecond([...serviceNames, 'blackbox-health']),
  prometheus: { interval: '1s', resendDelay: '1s' },
  alerts,
});

beforeAll(async () => {
  stack = await localStack(breakable, 20_000);
  await stack.start();
});

afterAll(() => stack?.remove());

/** Knocks at the door of a service with the token of the stack. */
async function knock(service: ServiceName, method: string, fault: FaultName, body?: string): Promise<Response> {
  const workload = stack.plan.workloads.find(({ name }) => name === service);
  const secret = workload && faultToken(workload)?.name;
  const token = await readFile(join(stack.runFolder, 'secrets', secret ?? ''), 'utf8');
  const url = `${stack.at(personaiServices[service].port)}/faults/${fault}`;
  return fetch(url, { method, headers: { authorization: `Bearer ${token}` }, ...(body && { body }) });
}

/** A fault, and the alert that watches what it moves. */
interface Case {
  readonly service: ServiceName;
  readonly fault: FaultName;
  readonly alertname: string;
  /** A metric that it is said to move. */
  readonly moves: string;
  readonly says: RegExp;
}

/** Those that bear each other. */
const sideBySide: readonly Case[] = [
  {
    service: 'integration-controller',
    fault: 'database-failure',
    alertname: 'DatabaseUnavailable',
    moves: 'dependency_up',
    says: /integration-controller does not reach its database/,
  },
  {
    service: 'delivery-gateway',
    fault: 'expired-token',
    alertname: 'DeliveryFails',
    moves: 'messages_delivered_total',
    says: /Messages by \w+ are not delivered/,
  },
  {
    service: 'delivery-gateway',
    fault: 'latency',
    alertname: 'ServiceLatencyHigh',
    moves: 'http_request_duration_seconds',
    says: /requests to delivery-gateway take too long/,
  },
  {
    service: 'media-engine',
    fault: 'error-rate',
    alertname: 'AudioGenerationFails',
    moves: 'audio_generated_total',
    says: /Recordings cannot be generated/,
  },
  {
    service: 'media-engine',
    fault: 'stuck-queue',
    alertname: 'QueueBacklog',
    moves: 'queue_depth',
    says: /Work waits for media-engine/,
  },
  {
    service: 'integration-controller',
    fault: 'traffic-spike',
    alertname: 'TooManyConnections',
    moves: 'active_connections',
    says: /Many connections to integration-controller/,
  },
  {
    service: 'content-engine',
    fault: 'leak',
    alertname: 'ProcessMemoryHigh',
    moves: 'process_memory_usage_bytes',
    says: /content-engine takes more memory/,
  },
];

/** Those after which nothing else is known of a service. */
const alone: readonly Case[] = [
  {
    service: 'integration-controller',
    fault: 'network-partition',
    alertname: 'InstanceDown',
    moves: 'up',
    says: /integration-controller/,
  },
  {
    service: 'media-engine',
    fault: 'failing-probe',
    alertname: 'ProbeFailed',
    moves: 'probe_success',
    says: /media-engine/,
  },
];

/** Sees an alert fire while a fault lasts, and end after it. */
async function firesAndEnds({ service, fault, alertname, moves, says }: Case): Promise<void> {
  const begin = Date.now();
  const answer = await knock(service, 'POST', fault, JSON.stringify({ seconds: 120 }));
  expect(answer.status).toBe(200);
  expect(((await answer.json()) as Injected).moves).toContain(moves);
  const labels = { alertname, service };
  const { alert } = await arrived(stack, labels, 'firing', begin);
  expect(`${alert.annotations.summary}\n${alert.annotations.description}`).toMatch(says);
  expect((await knock(service, 'DELETE', fault)).status).toBe(204);
  await arrived(stack, labels, 'resolved', begin);
}

describe('a fault', { timeout: 100_000 }, () => {
  it.concurrent.each(sideBySide)('of the kind $fault is told as $alertname, until it ends', firesAndEnds);
});

describe('a service of which nothing else is known', { timeout: 60_000 }, () => {
  it.concurrent.each(alone)('is told as $alertname with the fault $fault, until it ends', firesAndEnds);

  it('that crashes is told as InstanceDown, until it runs again', async () => {
    const begin = Date.now();
    const labels = { alertname: 'InstanceDown', service: 'content-engine' };
    let goesOn = true;
    // It is started again at once, so that a single crash may fall between two scrapes.
    const crashes = (async () => {
      while (goesOn) {
        await knock('content-engine', 'POST', 'crash').catch(() => undefined);
        await sleep(100);
      }
    })();
    try {
      await arrived(stack, labels, 'firing', begin);
    } finally {
      goesOn = false;
      await crashes;
    }
    await arrived(stack, labels, 'resolved', begin);
  });

  it('ends by itself when its time is over', async () => {
    const begin = Date.now();
    expect((await knock('delivery-gateway', 'POST', 'failing-probe', '{"seconds":6}')).status).toBe(200);
    const labels = { alertname: 'ProbeFailed', service: 'delivery-gateway' };
    await arrived(stack, labels, 'firing', begin);
    await arrived(stack, labels, 'resolved', begin);
  });
});
