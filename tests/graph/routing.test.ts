import { describe, expect, it } from 'vitest';
import { receiversOf } from '../../servers/index.ts';
import { canAgree, canMatch, type KnownLabels } from '../../stacks/graph/labels.ts';
import { outcomes } from '../../stacks/graph/routing.ts';
import { isNot, type Routing } from '../../stacks/model/index.ts';
import { smallest } from '../support/stacks.ts';

const tree: Routing = {
  ...smallest.routing,
  receiver: 'root',
  watchdog: 'heartbeat',
  routes: [
    { match: { severity: 'critical' }, receiver: 'oncall', continue: true },
    {
      match: { team: ['shop', 'store'] },
      receiver: 'shop',
      routes: [{ match: { service: /db-.*/ }, receiver: 'databases' }],
    },
    { match: { severity: /crit.*/ }, receiver: 'late' },
  ],
};

const stack = { routing: tree, muteTimes: {} };

function known(labels: Readonly<Record<string, readonly string[] | 'any' | 'maybe'>>, closed = true): KnownLabels {
  const facts = Object.entries(labels).map(([name, values]) => {
    if (values === 'any' || values === 'maybe') return [name, { always: values === 'any' }] as const;
    return [name, { always: true, values: new Set(values) }] as const;
  });
  return { labels: new Map(facts), closed };
}

describe('the routing tree', () => {
  it.each([
    ['nobody takes it', {}, ['root']],
    ['a branch takes it, and another after `continue`', { severity: 'critical', team: 'shop' }, ['oncall', 'shop']],
    ['a branch below a branch takes it', { team: 'store', service: 'db-orders' }, ['databases']],
    ['a regular expression has to match the whole value', { severity: 'acritical' }, ['root']],
    ['the last branch takes it', { severity: 'crit' }, ['late']],
    ['it is the watchdog', { alertname: 'Watchdog', severity: 'critical', team: 'shop' }, ['heartbeat']],
  ])('is followed as Alertmanager does when %s', (_, labels, receivers) => {
    expect(receiversOf(labels, tree)).toEqual(receivers);
  });

  it('is followed for every value that a label may have', () => {
    const alert = known({ alertname: ['X'], team: ['shop'], service: ['api', 'db-orders'], severity: ['warning'] });
    expect(outcomes(alert, stack)).toEqual([
      { labels: { service: 'api' }, receivers: ['shop'], muted: [] },
      { labels: { service: 'db-orders' }, receivers: ['databases'], muted: [] },
    ]);
  });

  it('is followed for values that nobody knows, those that routes name among them', () => {
    const alert = known({ alertname: ['X'], team: ['shop'], service: 'maybe', severity: ['warning'] });
    expect(outcomes(alert, stack).map(({ receivers }) => receivers)).toEqual([['databases'], ['shop']]);
  });

  it('says nothing of labels that cannot be there', () => {
    expect(outcomes(known({ alertname: ['X'], severity: ['warning'] }), stack)).toEqual([
      { labels: {}, receivers: ['root'], muted: [] },
    ]);
  });
});

describe('a matcher, looking at an alert of which not all is known', () => {
  it.each([
    ['may meet one of the values that are known', { a: 'x' }, { a: ['x', 'y'] }, true],
    ['does not meet values that are all others', { a: 'z' }, { a: ['x', 'y'] }, false],
    ['may meet a value that nobody knows', { a: /.+/ }, { a: 'any' as const }, true],
    ['may meet another value than one that is refused', { a: isNot('x') }, { a: ['x', 'y'] }, true],
    ['does not meet the only value, which is refused', { a: isNot(['x', 'z']) }, { a: ['x'] }, false],
    ['meets a missing label where it refuses a value', { a: isNot('x') }, {}, true],
    ['does not meet a missing label where it refuses the empty one', { a: isNot('') }, {}, false],
    ['does not meet a label that cannot be there', { a: /.+/ }, {}, false],
    ['meets a missing label where it asks for an empty one', { a: '' }, { b: ['x'] }, true],
    ['does not meet one that is always there where it asks for an empty one', { a: '' }, { a: 'any' as const }, false],
  ])('%s', (_, match, labels, expected) => {
    expect(canMatch(match, known(labels))).toBe(expected);
  });

  it('may meet anything where labels are not known', () => {
    expect(canMatch({ a: 'z', b: /db-\d+/ }, known({}, false))).toBe(true);
  });
});

describe('two alerts', () => {
  it.each([
    ['agree in a value that both can have', { a: ['x', 'y'] }, { a: ['y'] }, true],
    ['do not agree in values that differ', { a: ['x'] }, { a: ['y'] }, false],
    ['agree where both lack the label', {}, {}, true],
    ['do not agree where one lacks it', { a: ['x'] }, {}, false],
    ['agree where one may lack it, as the other does', { a: 'maybe' as const }, {}, true],
    ['may agree in values that nobody knows', { a: 'any' as const }, { a: ['x'] }, true],
  ])('%s', (_, one, other, expected) => {
    expect(canAgree(known(one), known(other), 'a')).toBe(expected);
  });
});
