import { describe, expect, it } from 'vitest';
import { amtoolRoutes } from '../../local/tools/index.ts';
import { alertmanagerConfig, takenBy } from '../../servers/index.ts';
import { isNot, type Labels, type Match, type Route, type Routing, yaml } from '../../stacks/model/index.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';
import { realTools } from './programs.ts';

const tools = await realTools('random routing trees against amtool');

const receivers = ['root', 'one', 'two', 'three', 'heartbeat'];
const names = ['severity', 'job', 'team', 'path'];
const values = ['', 'a', 'b', 'a.b', 'ab', 'a|b', 'x"y\\z', 'a\nb', 'critical'];
const patterns = [/a.*/, /.+/, /.*/, /a\.b|b/, /(a|b)+/, /[^a]*/, /a\nb/];

/** Numbers from a seed, always the same (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function randomTree(seed: number): Routing {
  const next = numbers(seed);
  const one = <V>(list: readonly [V, ...V[]] | readonly V[]): V => list[next(list.length)] as V;
  const condition = (): Match[string] => {
    const wanted = one([() => one(values), () => [one(values), one(values)], () => one(patterns)])();
    return next(3) === 0 ? isNot(wanted) : wanted;
  };
  const match = (): Match =>
    Object.fromEntries(Array.from({ length: 1 + next(2) }, () => [one(names), condition()] as const));
  const route = (depth: number): Route => ({
    match: match(),
    receiver: one(receivers),
    ...(next(3) === 0 && { continue: true }),
    ...(next(4) === 0 && { escalate: [{ after: '15m', to: one(receivers) }] }),
    ...(depth > 0 && next(2) === 0 && { routes: Array.from({ length: 1 + next(3) }, () => route(depth - 1)) }),
  });
  const routes = Array.from({ length: 2 + next(3) }, () => route(2));
  return { ...smallest.routing, receiver: 'root', watchdog: 'heartbeat', routes };
}

function randomLabels(seed: number): Labels {
  const next = numbers(seed);
  const given = names.map((name) => [name, values[next(values.length)] ?? ''] as const);
  const alertname = next(9) === 0 ? 'Watchdog' : 'X';
  return { alertname, ...Object.fromEntries(given.filter(([, value]) => value !== '')) };
}

describe.skipIf(tools === undefined)('the routing tree of the graph', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('sends any alert where amtool sends it, in the random tree %i', async (seed) => {
    const routing = randomTree(seed);
    // The stack itself would refuse some of these trees; Alertmanager does not.
    const { stack } = planOf(shop());
    const all = Object.fromEntries(receivers.map((name) => [name, { nowhere: 'a test' }]));
    const file = { ...stack, routing, receivers: all };
    const text = yaml(alertmanagerConfig(file, { file: String, secret: String, address: String } as never));
    const alerts = Array.from({ length: 24 }, (_, index) => randomLabels(seed * 1000 + index));
    const said = await amtoolRoutes(
      tools?.amtool ?? { path: 'amtool' },
      { artifact: 'alertmanager.yml', text },
      alerts,
    );
    expect(said).toEqual(
      alerts.map((labels) => ({ labels, receivers: takenBy(labels, routing).map(({ receiver }) => receiver) })),
    );
  });
});
