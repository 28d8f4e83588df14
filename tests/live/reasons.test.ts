import { describe, expect, it } from 'vitest';
import { inspect } from '../../scripts/live/inspect.ts';
import type { DashboardFile } from '../../stacks/model/index.ts';
import { board, type Fake, fakePrometheus, labelVariable, lines } from './prometheus.ts';

const now = Date.parse('2026-01-01T12:09:07Z');
const data = () => lines(['1']);
const nothing = () => lines();

function look(dashboards: DashboardFile | readonly DashboardFile[], fake: Partial<Fake> = {}) {
  const { ask } = fakePrometheus({ answer: data, ...fake });
  return inspect({ ask, dashboards: [dashboards].flat(), timeInterval: '15s' }, () => {}, { now });
}

describe('what comes and goes', () => {
  const dashboard = board({ Alerts: 'x' }, { mayBeEmpty: { 1: 'nothing fires' } });

  it('may be empty, and is still said to be', async () => {
    const { good, ...rest } = await look(dashboard, { answer: nothing });
    expect(rest).toMatchObject({ wrong: [], pending: [], notes: [] });
    expect(good).toBe('0 of 1 panels show data, 3 queries asked: 1 EMPTY');
  });

  it('is never wrong for its data, but where they were there all week that is told', async () => {
    expect(await look(dashboard)).toMatchObject({
      wrong: [],
      notes: [
        'has data over every range, although it may be empty: look whether the reason still holds: shop overview / Alerts',
      ],
    });
    // A stack that has not run for a week does not know what is usual.
    const young = await look(dashboard, { started: new Date(now - 6 * 86_400_000) });
    expect(young).toMatchObject({ wrong: [], notes: [] });
    const lately = board({ Alerts: 'rate(x[$__rate_interval])' }, { mayBeEmpty: { 1: 'nothing fires' } });
    const answer: Fake['answer'] = (expr) => (expr.includes('10m15s') ? lines() : data());
    expect(await look(lately, { answer })).toMatchObject({ wrong: [], notes: [] });
  });

  it('may not be wrong in another way', async () => {
    const answer = () => {
      throw new Error('no');
    };
    expect((await look(dashboard, { answer })).wrong).toHaveLength(1);
  });
});

describe('what this stack never has', () => {
  const never = { never: 'everything runs on one host' };
  const dashboard = board({ Replicas: 'rate(x[$__rate_interval])' }, { mayBeEmpty: { 1: never } });

  it('is empty', async () => {
    expect(await look(dashboard, { answer: nothing })).toMatchObject({ wrong: [], pending: [], notes: [] });
  });

  it('is wrong as soon as there are data, even zeros, over one range', async () => {
    const answer: Fake['answer'] = (expr) => (expr.includes('10m15s') ? lines(['0']) : lines());
    const { wrong } = await look(dashboard, { answer });
    expect(wrong).toEqual([
      'shop overview / Replicas: ZERO over 7d, All: it has data, so the reason is not true, take it away: never, because everything runs on one host: rate(x[10m15s])',
    ]);
  });

  it('is wrong while Prometheus is young as well', async () => {
    expect((await look(dashboard, { started: new Date(now - 30_000) })).wrong).toHaveLength(1);
  });
});

describe('what a machine may lack', () => {
  const psi = { lacking: 'a kernel without PSI tells nothing of pressure' };
  const swap = { lacking: 'hosts without swap have nothing to show' };
  const dashboard = board({ CPU: 'psi_cpu', IO: 'psi_io', Swap: 'swap' }, { mayBeEmpty: { 1: psi, 2: psi, 3: swap } });

  it('is all empty together', async () => {
    expect(await look(dashboard, { answer: nothing })).toMatchObject({ wrong: [], pending: [], notes: [] });
  });

  it('is all there together, which is no contradiction', async () => {
    expect(await look(dashboard)).toMatchObject({ wrong: [], pending: [], notes: [] });
  });

  it('is wrong where only one panel of those that lack the same has data: the reason cannot be true of the other', async () => {
    const answer: Fake['answer'] = (expr) => (expr === 'psi_cpu' ? data() : lines());
    expect((await look(dashboard, { answer })).wrong).toEqual([
      'shop overview / IO: EMPTY over 1h, All (and 2 more): another panel has data that would lack the same, so the reason is not true: a kernel without PSI tells nothing of pressure: psi_io',
    ]);
  });

  it('holds across dashboards', async () => {
    const one = board({ CPU: 'psi_cpu' }, { mayBeEmpty: { 1: psi } });
    const other = { ...board({ IO: 'psi_io' }, { mayBeEmpty: { 1: psi } }), uid: 'other' };
    const renamed = { ...other, json: { ...other.json, uid: 'other', title: 'other' } };
    const answer: Fake['answer'] = (expr) => (expr === 'psi_cpu' ? data() : lines());
    expect((await look([one, renamed], { answer })).wrong).toEqual([expect.stringMatching(/^other \/ IO: EMPTY/)]);
  });

  it('is awaited like everything else in a stack that has just started', async () => {
    const rates = board({ CPU: 'psi_cpu', IO: 'rate(psi_io[$__rate_interval])' }, { mayBeEmpty: { 1: psi, 2: psi } });
    const answer: Fake['answer'] = (expr) => (expr === 'psi_cpu' ? data() : lines());
    expect(await look(rates, { answer, started: new Date(now - 30_000) })).toMatchObject({
      wrong: [],
      pending: [expect.stringContaining('IO: EMPTY')],
    });
  });

  it('may be lacking for a single choice: one host has it, another has not', async () => {
    const some = board(
      { CPU: 'psi_cpu{job=~"$job"}', IO: 'psi_io{job=~"$job"}' },
      { variables: [labelVariable('job')], mayBeEmpty: { 1: psi, 2: psi } },
    );
    const answer: Fake['answer'] = (expr) => (expr.includes('.+') || expr.startsWith('psi_cpu') ? data() : lines());
    expect(await look(some, { labels: { job: ['a', 'b'] }, answer })).toMatchObject({ wrong: [], notes: [] });
  });
});
