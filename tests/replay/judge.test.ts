import { describe, expect, it } from 'vitest';
import type { AlertHistory, Episode } from '../../scripts/replay/evaluate.ts';
import type { Incident } from '../../scripts/replay/incidents.ts';
import { judge } from '../../scripts/replay/judge.ts';
import type { Severity } from '../../stacks/model/index.ts';
import { planOf, shop } from '../support/stacks.ts';

const minute = 60_000;
const end = 1000 * minute;

/** An alert that fired from one minute to another, so many times. */
function history(name: string, severity: Severity, ...times: readonly (readonly [number, number?])[]): AlertHistory {
  const [some] = planOf(shop()).groups.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert'));
  if (some?.kind !== 'alert') throw new Error('the smallest stack has no alert');
  return {
    rule: { ...some, name, severity },
    step: minute,
    failed: { count: 0, reasons: [] },
    episodes: times.map(([from, to]): Episode => {
      const resolved = to === undefined ? {} : { resolvedAt: to * minute };
      return { alert: name, severity, labels: {}, pendingAt: from * minute, firedAt: from * minute, ...resolved };
    }),
  };
}

function incident(changes: Partial<Incident> = {}): Incident {
  const times = { from: 100 * minute, to: 160 * minute, within: 10 * minute };
  return { name: 'outage', ...times, expects: ['Down'], also: [], ...changes };
}

describe('an incident', () => {
  it.each([
    ['is caught by an expected alert that fires in time', 110, {}, 'caught', true],
    ['is caught late by one that fires after its objective', 111, {}, 'late', false],
    ['is missed if the alert fires after both its end and its objective', 161, {}, 'missed', false],
    ['is missed by an alert that fired before it', 99, {}, 'missed', false],
    [
      'is caught by an alert that fires after its end and within its objective',
      108,
      { to: 105 * minute },
      'caught',
      true,
    ],
    ['is missed by an alert that it does not expect', 105, { expects: ['Slow'] }, 'missed', false],
  ] as const)('%s', (_, minuteFired, changes, outcome, well) => {
    const found = judge([history('Down', 'warning', [minuteFired, 170])], [incident(changes)], end);
    expect(found.incidents[0]?.outcome).toBe(outcome);
    expect(found.well).toBe(well);
  });

  it('is caught by the one of its alerts that fires first', () => {
    const alerts = [history('Slow', 'warning', [104, 120]), history('Down', 'critical', [103, 120])];
    const found = judge(alerts, [incident({ expects: ['Slow', 'Down'] })], end);
    expect(found.incidents[0]).toMatchObject({ caughtBy: 'Down', after: 3 * minute, fired: ['Down', 'Slow'] });
  });

  it('in which nothing may page bears a warning, and no page that it does not name', () => {
    const quiet = incident({ expects: [], within: 0 });
    expect(judge([history('Busy', 'warning', [105, 110])], [quiet], end)).toMatchObject({ well: true });
    const paging = history('Busy', 'critical', [105, 110]);
    expect(judge([paging], [quiet], end)).toMatchObject({ well: false, incidents: [{ outcome: 'paged' }] });
    expect(judge([paging], [{ ...quiet, also: ['Busy'] }], end)).toMatchObject({ well: true });
  });
});

describe('a page', () => {
  it('without an incident is a false one', () => {
    const found = judge([history('Down', 'critical', [105, 110], [300, 310])], [incident()], end);
    expect(found.falsePages.map(({ firedAt }) => firedAt / minute)).toEqual([300]);
    expect(found.well).toBe(false);
  });

  it('during an incident that does not name its alert is a false one too', () => {
    const alerts = [history('Down', 'critical', [105, 110]), history('Full', 'critical', [106, 110])];
    expect(judge(alerts, [incident()], end).falsePages.map(({ alert }) => alert)).toEqual(['Full']);
    expect(judge(alerts, [incident({ also: ['Full'] })], end).falsePages).toEqual([]);
  });

  it('is not judged where no incidents are given', () => {
    expect(judge([history('Down', 'critical', [105, 110])], undefined, end)).toMatchObject({
      well: true,
      falsePages: [],
    });
  });
});

describe('an alert', () => {
  it('is measured: how often, how long, how short, how often again at once, how often for nothing', () => {
    const [found] = judge(
      [history('Down', 'warning', [105, 110], [125, 127], [300, 340], [990])],
      [incident()],
      end,
    ).alerts;
    expect(found).toMatchObject({ episodes: 4, firing: 57 * minute, shortest: 2 * minute, flaps: 1, outside: 2 });
  });

  it('does not flap where other labels fire', () => {
    const one = history('Down', 'warning', [105, 110], [112, 115]);
    const episodes = one.episodes.map((episode, index) => ({ ...episode, labels: { instance: `${index}` } }));
    expect(judge([{ ...one, episodes }], undefined, end).alerts[0]?.flaps).toBe(0);
  });
});
