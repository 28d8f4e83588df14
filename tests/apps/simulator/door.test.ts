import { describe, expect, it, vi } from 'vitest';
import type { AuditDocument } from '../../../exporters/instrumentation/audit/index.ts';
import type { HealthDocument } from '../../../exporters/instrumentation/health/index.ts';
import personai from '../../../stacks/personai.ts';
import { specOf, started } from './services.ts';

const spec = specOf(personai, 'media-engine');
const token = 'open-sesame';

interface Told {
  readonly injected: readonly { readonly fault: string; readonly until: string | null }[];
  readonly overrides: readonly unknown[];
  readonly refused: Readonly<Record<string, number>>;
}

async function withDoor(crash: () => void = () => undefined) {
  const url = await started(spec, { token, crash });
  const knock = (method: string, path = '', body?: string, secret = token) =>
    fetch(`${url}/faults${path}`, { method, headers: { authorization: `Bearer ${secret}` }, ...(body && { body }) });
  const told = async () => (await (await knock('GET')).json()) as Told;
  return { url, knock, told };
}

describe('the door of whoever knows the token', () => {
  it('begins a fault for a time, says what it moves, and ends it', async () => {
    const { url, knock, told } = await withDoor();
    const health = async () => {
      const answer = await fetch(`${url}/health`);
      return [answer.status, ((await answer.json()) as HealthDocument).status];
    };
    const begun = await knock('POST', '/failing-probe', '{"seconds":300}');
    expect(await begun.json()).toMatchObject({ fault: 'failing-probe', moves: ['probe_success'] });
    expect(await health()).toEqual([503, 'unhealthy']);
    expect((await told()).injected).toMatchObject([{ fault: 'failing-probe', until: expect.any(String) }]);
    expect((await knock('DELETE', '/failing-probe')).status).toBe(204);
    expect(await health()).toEqual([200, 'healthy']);
    expect((await knock('DELETE', '/failing-probe')).status).toBe(404);
  });

  it('writes into the audit trail what was done to the service', async () => {
    const { url, knock } = await withDoor();
    await knock('POST', '/leak', '{"seconds":300}');
    await knock('DELETE');
    const { events } = (await (await fetch(`${url}/audit?type=fault_injected,fault_removed`)).json()) as AuditDocument;
    expect(events).toMatchObject([
      {
        event_type: 'fault_injected',
        user_id: 'operator',
        resource_id: 'leak',
        details: { until: expect.any(String) },
      },
      { event_type: 'fault_removed', user_id: 'operator', resource_id: 'leak' },
    ]);
  });

  it('makes the service unhealthy and its database false while the database fails', async () => {
    const { url, knock } = await withDoor();
    await knock('POST', '/database-failure');
    const body = await vi.waitFor(
      async () => {
        const answer = await fetch(`${url}/health`);
        expect(answer.status).toBe(503);
        return (await answer.json()) as HealthDocument;
      },
      { timeout: 15_000, interval: 200 },
    );
    expect(body).toMatchObject({ status: 'unhealthy', dependencies: { database: false } });
  });

  it('lets nobody but itself answer while the network is partitioned', async () => {
    const { url, knock } = await withDoor();
    await knock('POST', '/network-partition');
    for (const path of ['/metrics', '/health', '/audit', '/audio'])
      await expect(fetch(url + path)).rejects.toThrow(/fetch failed/);
    expect((await knock('DELETE')).status).toBe(204);
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
  });

  it('lets the process crash once', async () => {
    const crash = vi.fn();
    const { knock } = await withDoor(crash);
    expect((await knock('POST', '/crash')).status).toBe(202);
    await vi.waitFor(() => expect(crash).toHaveBeenCalledTimes(1));
  });

  it('refuses what is no fault, no time, and a fault that the service has nothing for', async () => {
    const { url, knock } = await withDoor();
    const refused = async (path: string, body?: string) => {
      const answer = await knock('POST', path, body);
      return [answer.status, await answer.text()] as const;
    };
    expect(await refused('/flood')).toEqual([
      404,
      expect.stringMatching(/There is no such fault\. There are database-f/),
    ]);
    expect(await refused('/toString')).toEqual([404, expect.any(String)]);
    for (const seconds of ['0', '-1', '1e9', '"5m"', 'null'])
      expect(await refused('/leak', `{"seconds":${seconds}}`)).toEqual([400, expect.stringMatching(/^seconds: give/)]);
    expect(await refused('/leak', '{')).toEqual([400, 'The body is no JSON.']);
    expect(await refused('/leak', '[1]')).toEqual([400, expect.stringMatching(/^Give an object/)]);
    expect(url).toMatch(/^http:\/\/127/);
    const poor = await started(
      { service: 'rooms', seed: 1, metrics: spec.metrics.filter(({ name }) => name === 'disk_usage_ratio') },
      { token },
    );
    const answer = await fetch(`${poor}/faults/stuck-queue`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect([answer.status, await answer.text()]).toEqual([409, 'rooms has no metric that stuck-queue would move.']);
  });

  it('counts ten thousand bad requests, changes nothing by them, and keeps none of them', async () => {
    const { url, knock, told } = await withDoor();
    await knock('POST', '/leak');
    const large = 'x'.repeat(70_000);
    const bad: readonly (() => Promise<Response>)[] = [
      () => knock('POST', '/leak', undefined, 'guessed'),
      () => fetch(`${url}/faults`, { method: 'DELETE' }),
      () => fetch(`${url}/faults`, { headers: { authorization: 'Basic b3Blbg==' } }),
      () => knock('PUT', '', '{"no":"list"}'),
      () => knock('PUT', '', '[{"metric":"none","value":1}]'),
      () => knock('POST', '/nothing'),
      () => knock('DELETE', '/latency'),
      () => knock('PUT', '', large),
      () => knock('POST', '/latency', '{"seconds":1e99}'),
      () => knock('POST', '/latency', '{{'),
    ];
    const round = async (times: number) => {
      for (let index = 0; index < times; index += 1) {
        const answers = await Promise.all(bad.map((send) => send()));
        await Promise.all(answers.map((answer) => answer.arrayBuffer()));
        expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 400, 400, 404, 404, 413, 400, 400]);
      }
    };
    await round(100);
    const before = process.memoryUsage().arrayBuffers;
    await round(900);
    expect((await told()).refused).toEqual({
      unauthorized: 3_000,
      invalid: 4_000,
      impossible: 2_000,
      too_large: 1_000,
    });
    expect((await told()).injected.map(({ fault }) => fault)).toEqual(['leak']);
    expect((await told()).overrides).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  }, 120_000);

  it('stops reading a body that says nothing of its length when it is too large', async () => {
    const { knock, url } = await withDoor();
    const chunk = new TextEncoder().encode('x'.repeat(10_000));
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        if (sent > 1_000) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const answer = await fetch(`${url}/faults`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}` },
      body,
      duplex: 'half',
    } as RequestInit).catch((error: unknown) => error);
    if (answer instanceof Response) expect(answer.status).toBe(413);
    expect((await knock('GET')).status).toBe(200);
  });
});
