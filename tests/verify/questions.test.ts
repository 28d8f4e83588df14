import { describe, expect, it } from 'vitest';
import { receivers } from '../../scripts/verify/receivers.ts';
import { rules } from '../../scripts/verify/rules.ts';
import { targets } from '../../scripts/verify/targets.ts';
import { answerOf, type Since } from './prometheus.ts';

const long = { start: 3_600 };

describe('a declared target', () => {
  const job = { kind: 'scrape', name: 'redis', interval: '15s', targets: [{ instance: 'redis:9121' }] };
  const labels = { job: 'redis', instance: 'redis:9121' };
  const target = (health: string, lastError = '') => ({ labels, health, lastError });
  const asked = (live: readonly unknown[], since: Since) =>
    answerOf(targets, { jobs: [job] }, { activeTargets: live }, since);

  it('that is up is good', async () => {
    expect(await asked([target('up')], long)).toMatchObject({ good: '1 of 1 targets up', wrong: [], pending: [] });
  });

  it('that is down is awaited for two scrapes and half a minute after a start or a reload, then wrong', async () => {
    const line = 'redis: redis:9121 is down: connection refused';
    const down = [target('down', 'connection refused')];
    expect(await asked(down, { start: 50 })).toMatchObject({ wrong: [], pending: [line] });
    expect(await asked(down, { start: 3_600, reload: 50 })).toMatchObject({ wrong: [], pending: [line] });
    expect(await asked(down, { start: 70 })).toMatchObject({ wrong: [line], pending: [] });
  });

  it('that Prometheus does not know is awaited for twenty seconds', async () => {
    const line = 'redis: Prometheus does not know redis:9121';
    expect(await asked([], { start: 3_600, reload: 10 })).toMatchObject({ wrong: [], pending: [line] });
    expect(await asked([], { start: 30 })).toMatchObject({ wrong: [line], pending: [] });
  });
});

describe('the deliveries to a receiver', () => {
  const plan = { stack: { receivers: { oncall: {} }, prometheus: { interval: '15s' } } };
  const failed = { result: [{ metric: { receiver_name: 'oncall', integration: 'webhook' }, value: [0, '1.8'] }] };

  it('are wrong when they failed', async () => {
    const { wrong, pending } = await answerOf(receivers, plan, failed, long);
    expect(wrong).toEqual(["'oncall' cannot be reached by webhook: 2 failed tries in the last 3 minutes"]);
    expect(pending).toEqual([]);
  });

  it('may have failed while everything starts: that is awaited, over a shorter time', async () => {
    const { wrong, pending, asked } = await answerOf(receivers, plan, failed, { start: 100 });
    expect(wrong).toEqual([]);
    expect(pending).toEqual(["'oncall' cannot be reached by webhook: 2 failed tries in the last minute"]);
    expect(asked.at(-1)).toContain('[1m]');
    const seldom = { stack: { ...plan.stack, prometheus: { interval: '1m' } } };
    expect((await answerOf(receivers, seldom, failed, { start: 100 })).asked.at(-1)).toContain('[3m]');
  });
});

describe('the rules of a group', () => {
  const expected = { name: 'host', rules: [{ name: 'DiskFull' }, { name: 'DiskFull' }, { name: 'Down' }] };
  const plan = { groups: [expected], stack: { prometheus: { interval: '15s' } } };
  const asked = (live: readonly unknown[]) => answerOf(rules, plan, { groups: [{ name: 'host', rules: live }] }, long);
  const rule = (name: string, health = 'ok') => ({ name, health, lastError: health === 'err' ? 'many-to-many' : '' });

  it('are good when all of them are evaluated', async () => {
    const { good, wrong } = await asked([rule('DiskFull'), rule('DiskFull'), rule('Down')]);
    expect({ good, wrong }).toEqual({ good: '3 rules in 1 groups', wrong: [] });
  });

  it('are wrong when one of several with the same name fails', async () => {
    const { wrong } = await asked([rule('DiskFull'), rule('DiskFull', 'err'), rule('Down')]);
    expect(wrong).toEqual(['host: DiskFull fails: many-to-many']);
  });

  it('are wrong when one of several with the same name, or the only one, is not loaded', async () => {
    const { wrong } = await asked([rule('DiskFull')]);
    expect(wrong).toEqual(['host: DiskFull is loaded 1 times instead of 2', 'host: Down is not loaded']);
  });
});
