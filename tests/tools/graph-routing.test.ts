import { describe, expect, it } from 'vitest';
import { compose } from '../../compose/index.ts';
import { amtoolRoutes } from '../../local/tools/index.ts';
import { receiversOf } from '../../servers/index.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';
import { realTools } from './programs.ts';

const tools = await realTools('the routing tree of the graph against amtool');

const { team } = smallest.receivers;
const definition = shop({
  receivers: { root: team, oncall: team, shop: team, databases: team, late: team, heartbeat: team },
  routing: {
    ...smallest.routing,
    receiver: 'root',
    watchdog: 'heartbeat',
    routes: [
      { match: { severity: 'critical' }, receiver: 'oncall', continue: true },
      {
        match: { team: ['shop', 'st.re'] },
        receiver: 'shop',
        routes: [
          { match: { service: /db-.*/ }, receiver: 'databases', continue: true },
          { match: { service: /.*-orders/, region: '' }, receiver: 'late' },
        ],
      },
      { match: { severity: /crit.*/ }, receiver: 'late' },
    ],
  },
});

const values = {
  alertname: ['X', 'Watchdog'],
  severity: ['', 'critical', 'crit', 'acritical'],
  team: ['', 'shop', 'st.re', 'store'],
  service: ['', 'db-api', 'db-orders', 'web-orders'],
};

/** Every combination of these values; an empty one is a label that is missing. */
const alerts = Object.entries(values).reduce<Record<string, string>[]>(
  (all, [label, each]) =>
    all.flatMap((labels) => each.map((value) => (value === '' ? labels : { ...labels, [label]: value }))),
  [{}],
);

describe.skipIf(tools === undefined)('the routing tree of the graph', () => {
  it('decides every combination of labels as amtool does', async () => {
    const plan = planOf(definition);
    const text = compose.render(plan).get('compose/alertmanager/alertmanager.yml') ?? '';
    const path = 'alertmanager.yml';
    const amtool = tools?.amtool ?? { path: 'amtool' };
    const said = await amtoolRoutes(amtool, { artifact: path, text }, alerts);
    expect(said).toHaveLength(alerts.length);
    expect(alerts.map((labels) => ({ labels, receivers: receiversOf(labels, plan.stack.routing) }))).toEqual(said);
  });
});
