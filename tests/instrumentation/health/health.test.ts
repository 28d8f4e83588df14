import { afterEach, describe, expect, it } from 'vitest';
import {
  type CheckAnswer,
  createHealth,
  type Health,
  type HealthChange,
  type HealthCheck,
  type HealthOptions,
} from '../../../exporters/instrumentation/health/index.ts';
import { REDACTED } from '../../../exporters/instrumentation/redact.ts';
import { fakeClock, settled } from '../clock.ts';

const running: Health[] = [];
afterEach(() => {
  for (const health of running.splice(0)) health.close();
});

function start(checks: readonly HealthCheck[], options: Partial<HealthOptions> = {}) {
  const clock = fakeClock();
  const changes: HealthChange[] = [];
  const health = createHealth({
    service: 'shop',
    version: '1.2.3',
    checks,
    clock,
    system: async () => ({ memory: 0.655, cpu: 0.231, disk: 0.452 }),
    onChange: (change) => changes.push(change),
    ...options,
  });
  running.push(health);
  return { clock, changes, health };
}

/** A check that answers as it is told, and counts its calls. */
function told(name: string, settings: Partial<Omit<HealthCheck, 'scope' | 'liveness'>> = {}) {
  const component = { answer: true as CheckAnswer | Error, calls: 0 };
  const check: HealthCheck = {
    name,
    ...settings,
    check: () => {
      component.calls += 1;
      if (component.answer instanceof Error) throw component.answer;
      return component.answer;
    },
  };
  return { component, check };
}

describe('the checks', () => {
  it('run at once and then each at its interval, and requests between them ask nobody', async () => {
    const [fast, slow] = [told('fast', { interval: '10s' }), told('slow', { interval: '1m' })];
    const { clock, health } = start([fast.check, slow.check]);
    health.start();
    await clock.advance(0);
    expect([fast.component.calls, slow.component.calls]).toEqual([1, 1]);
    for (let request = 0; request < 50; request += 1) await health.handlers.health();
    expect([fast.component.calls, slow.component.calls]).toEqual([1, 1]);
    await clock.advance(60_000);
    expect([fast.component.calls, slow.component.calls]).toEqual([7, 2]);
  });

  it('run at the same time: the slowest is what all of them take', async () => {
    let clock = fakeClock();
    const check = (name: string, milliseconds: number): HealthCheck => ({
      name,
      check: () => new Promise<void>((resolve) => clock.after(milliseconds, resolve)),
    });
    const started = start([check('a', 300), check('b', 200), check('c', 250)]);
    clock = started.clock;
    const refreshed = started.health.refresh();
    await clock.advance(300);
    await refreshed;
    expect(started.health.components).toEqual({ a: 'healthy', b: 'healthy', c: 'healthy' });
    expect(started.health.history('a').map(({ seconds }) => seconds)).toEqual([0.3]);
  });

  it('are unhealthy after their time, with a signal to give up, when they never answer', async () => {
    let signal: AbortSignal | undefined;
    const check: HealthCheck = {
      name: 'silent',
      timeout: '5s',
      check: (context) => {
        signal = context.signal;
        return new Promise<void>(() => {});
      },
    };
    const { clock, health } = start([check]);
    health.start();
    await clock.advance(4_999);
    expect(health.components).toEqual({ silent: 'unknown' });
    expect(signal?.aborted).toBe(false);
    await clock.advance(1);
    expect(health.components).toEqual({ silent: 'unhealthy' });
    expect(signal?.aborted).toBe(true);
    expect(health.history('silent')[0]).toMatchObject({ message: 'no answer within 5 s', timedOut: true, seconds: 5 });
  });

  it('do not pile up behind a call that never comes back, and go on when it does', async () => {
    const waiting: (() => void)[] = [];
    const check: HealthCheck = {
      name: 'stuck',
      interval: '10s',
      timeout: '1s',
      recoveryThreshold: 1,
      check: () => new Promise<void>((resolve) => waiting.push(resolve)),
    };
    const { clock, health } = start([check]);
    health.start();
    await clock.advance(3_600_000);
    expect(waiting).toHaveLength(1);
    expect(health.history('stuck')).toHaveLength(100);
    expect(health.history('stuck').at(-1)?.message).toMatch(/^no answer for 3\d{3} s$/);
    // Only the call itself, which is lost, and the next turn.
    expect(clock.waiting).toBe(1);
    waiting[0]?.();
    await clock.advance(10_000);
    expect(waiting).toHaveLength(2);
    waiting[1]?.();
    await settled();
    expect(health.components).toEqual({ stuck: 'healthy' });
  });

  it('never run on top of themselves when they take longer than their interval', async () => {
    let [now, most] = [0, 0];
    let clock = fakeClock();
    const check: HealthCheck = {
      name: 'slow',
      interval: '1s',
      timeout: '20s',
      check: async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise<void>((resolve) => clock.after(3_500, resolve));
        now -= 1;
      },
    };
    const started = start([check]);
    clock = started.clock;
    started.health.start();
    await Promise.all([started.health.refresh(), clock.advance(35_000)]);
    expect(most).toBe(1);
    expect(started.health.history('slow')).toHaveLength(10);
  });

  it('become unhealthy after three failures and healthy after two successes, and tell of it', async () => {
    const { component, check } = told('database', { interval: '30s', failureThreshold: 3, recoveryThreshold: 2 });
    const { clock, health, changes } = start([check]);
    health.start();
    await clock.advance(0);
    component.answer = new Error('connect ECONNREFUSED 10.0.0.7:5432');
    await clock.advance(60_000);
    expect(health.components).toEqual({ database: 'healthy' });
    await clock.advance(30_000);
    expect(health.components).toEqual({ database: 'unhealthy' });
    component.answer = true;
    await clock.advance(30_000);
    expect(health.components).toEqual({ database: 'unhealthy' });
    await clock.advance(30_000);
    expect(health.components).toEqual({ database: 'healthy' });
    expect(changes.filter(({ check }) => check === 'database')).toEqual([
      { check: 'database', from: 'unknown', to: 'healthy', message: undefined },
      { check: 'database', from: 'healthy', to: 'unhealthy', message: 'connect ECONNREFUSED 10.0.0.7:5432' },
      { check: 'database', from: 'unhealthy', to: 'healthy', message: undefined },
    ]);
    expect(changes.filter(({ check }) => check === undefined).map(({ to }) => to)).toEqual([
      'healthy',
      'degraded',
      'healthy',
    ]);
  });

  it.each([
    [undefined, 'healthy', undefined],
    [true, 'healthy', undefined],
    [false, 'unhealthy', 'the check answered false'],
    ['degraded', 'degraded', undefined],
    [{ status: 'degraded', message: 'slow' }, 'degraded', 'slow'],
    ['fine', 'unhealthy', 'the check answered "fine", which is no status'],
    [{ status: 'toString' }, 'unhealthy', 'the check answered "toString", which is no status'],
    [null, 'unhealthy', 'the check answered a value of type object, which is no status'],
    [12n, 'unhealthy', 'the check answered a value of type bigint, which is no status'],
  ])('that answer %s are %s', async (answer, status, message) => {
    const { health } = start([{ name: 'x', check: () => answer as CheckAnswer }]);
    await health.refresh();
    expect(health.history('x')[0]?.status).toBe(status);
    expect(health.history('x')[0]?.message).toBe(message);
  });

  it('say why they failed, without passwords and addresses of people', async () => {
    const failure = new Error('fetch failed', {
      cause: new Error('cannot reach postgres://shop:hunter2@db:5432/shop as ann@example.com'),
    });
    const { health } = start([
      {
        name: 'x',
        check: () => {
          throw failure;
        },
      },
      { name: 'long', check: () => ({ status: 'degraded', message: 'y'.repeat(1e6) }) },
    ]);
    await health.refresh();
    expect(health.history('x')[0]?.message).toBe(`cannot reach ${REDACTED}db:5432/shop as ${REDACTED}`);
    expect(health.history('long')[0]?.message).toHaveLength(301);
  });

  it('are all closed though one of them cannot free what it holds', () => {
    let closed = 0;
    const { health } = start([
      {
        ...told('a').check,
        close: () => {
          throw new Error('gone already');
        },
      },
      {
        ...told('b').check,
        close: () => {
          closed += 1;
        },
      },
    ]);
    health.close();
    expect(closed).toBe(1);
  });

  it('end when they are closed: no timer is left, the running call is told, its answer is dropped', async () => {
    let signal: AbortSignal | undefined;
    let closed = 0;
    let resolve = () => {};
    const check: HealthCheck = {
      name: 'x',
      check: (context) => {
        signal = context.signal;
        return new Promise<void>((done) => {
          resolve = done;
        });
      },
      close: () => {
        closed += 1;
      },
    };
    const { clock, health, changes } = start([check, told('y').check]);
    health.start();
    await clock.advance(0);
    const before = changes.length;
    health.close();
    health.close();
    expect(signal?.aborted).toBe(true);
    resolve();
    await clock.advance(600_000);
    expect([clock.waiting, closed, changes.length]).toEqual([0, 1, before]);
    health.start();
    await health.refresh();
    expect(clock.waiting).toBe(0);
  });

  it('go on when the listener throws', async () => {
    const { component, check } = told('x', { interval: '1s' });
    const { clock, health } = start([check], {
      onChange: () => {
        throw new Error('the log is full');
      },
    });
    health.start();
    await clock.advance(5_000);
    expect(component.calls).toBe(6);
  });

  it('that are not enabled are left out', async () => {
    const off = told('off', { enabled: false });
    const { health } = start([off.check, told('on').check]);
    await health.refresh();
    expect(health.components).toEqual({ on: 'healthy' });
    expect(off.component.calls).toBe(0);
  });

  it('without start run when somebody asks, and again when their result is older than the interval', async () => {
    const { component, check } = told('x', { interval: '30s' });
    const { clock, health } = start([check]);
    await health.handlers.readiness();
    await clock.advance(29_999);
    await health.handlers.readiness();
    expect(component.calls).toBe(1);
    await clock.advance(1);
    await health.handlers.readiness();
    expect(component.calls).toBe(2);
    expect(clock.waiting).toBe(0);
  });
});

describe('mistakes in the checks', () => {
  it('are all listed with their fixes', () => {
    const check = () => true;
    const wrong = [
      { name: 'a', check, interval: 30 as unknown as '30s' },
      { name: 'a', check, timeout: '0s' },
      { name: '', check, failureThreshold: 0 },
      { name: 'b', check, recoveryThreshold: 1.5, interval: '100h' },
      { name: 'c', check, interval: '1000h' },
    ] as const;
    expect(() => start(wrong)).toThrow(
      /cannot run:\n {2}a: the interval is "30"[^\n]*\n {2}a: there is another check[^\n]*\n {2}a: the timeout is "0s"[^\n]*\n {2}a check has no name[^\n]*\n {2}: the failureThreshold is 0[^\n]*\n {2}b: the recoveryThreshold is 1\.5[^\n]*\n {2}c: the interval is "1000h"[^\n]*$/,
    );
  });

  it('a dependency cannot be made a reason to restart the process, by type and at run time', () => {
    const check: HealthCheck = { name: 'database', check: () => true };
    // @ts-expect-error liveness is for checks of the process
    const alive: HealthCheck = { name: 'database', check: () => true, liveness: true };
    expect(() => start([check])).not.toThrow();
    expect(() => start([alive])).toThrow('a dependency that fails must not have the process restarted');
  });
});
