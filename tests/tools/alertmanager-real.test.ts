import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensurePrograms, ProgramError } from '../../local/index.ts';
import { alertmanagerConfig } from '../../servers/index.ts';
import { inhibitedBy } from '../../stacks/graph/inhibition.ts';
import { mutedBy } from '../../stacks/graph/mute-times.ts';
import {
  defaultInhibitions,
  type Inhibition,
  inhibitWithin,
  isNot,
  type Labels,
  type MuteTime,
  yaml,
} from '../../stacks/model/index.ts';
import { type Bench, freePort, openBench, untilAnswers } from '../catalogs/running.ts';
import { couldNotRun } from '../support/could-not-run.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

const program = await ensurePrograms(['alertmanager']).then(
  (found) => found.get('alertmanager')?.path,
  (error) => {
    if (!(error instanceof ProgramError)) throw error;
    couldNotRun('inhibitions and mute times against Alertmanager', error.message);
    return undefined;
  },
);

const both = { alertname: ['One', 'Two'], level: /.+/ };
/** Each alert is compared with those of its own world only. */
const inhibitions: readonly Inhibition[] = [
  ...defaultInhibitions,
  inhibitWithin('datacenter', 'One', { level: isNot(['a', 'c']) }),
  { source: both, target: both, equal: ['host'] },
  { source: { level: /a|b/ }, target: { level: isNot(/a|b/) }, equal: ['host', 'instance'] },
  { source: { alertname: 'HostDown', host: '' }, target: { alertname: 'Two', level: '' }, equal: [] },
].map((each) => ({ ...each, equal: [...each.equal, 'world'] }));

const values = {
  alertname: ['One', 'Two', 'HostDown', 'InstanceDown', 'ProbeFailed', 'Watchdog'],
  level: ['', 'a', 'b', 'c'],
  host: ['', 'x', 'y'],
  instance: ['', 'x'],
  service: ['', 's'],
  datacenter: ['', 'd'],
};

/** Always the same: each alert has the values that its number gives. */
const worlds = Array.from({ length: 60 }, (_, world) =>
  Array.from({ length: 4 }, (_, index): Labels => {
    let number = (world * 4 + index) * 2_654_435_761;
    const picked = Object.entries(values).map(([name, all]) => {
      number = (number * 1_103_515_245 + 12_345) % 2_147_483_648;
      return [name, all[Math.floor(number / 7) % all.length] ?? ''] as const;
    });
    return {
      ...Object.fromEntries(picked.filter(([, value]) => value !== '')),
      world: String(world),
      index: String(index),
    };
  }),
);

const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland'];
const halves: MuteTime[] = [
  { times: [{ from: '00:00', to: '12:00' }] },
  { weekdays: [{ from: 'monday', to: 'wednesday' }] },
  { weekdays: [{ from: 'saturday', to: 'monday' }] },
  { daysOfMonth: [{ from: 1, to: 15 }] },
  { daysOfMonth: [{ from: -10, to: -1 }] },
  { months: [{ from: 'november', to: 'april' }] },
  { years: [{ from: 2000, to: 2025 }, 2027] },
  { times: [{ from: '06:00', to: '18:00' }], weekdays: ['monday', 'tuesday', { from: 'thursday', to: 'saturday' }] },
];
const muteTimes = Object.fromEntries(
  halves.flatMap((half, index) =>
    zones.map((timeZone, zone) => [`t${index}-${zone}`, [{ ...half, timeZone }]] as const),
  ),
);

/** A branch that is muted by each, and one that is active in each only. */
const branches: readonly { readonly time: string; readonly mute?: string[]; readonly activeOnly?: string[] }[] =
  Object.keys(muteTimes).flatMap((name) => [
    { time: `mute ${name}`, mute: [name] },
    { time: `active ${name}`, activeOnly: [name] },
  ]);

describe.skipIf(program === undefined)('a real Alertmanager', () => {
  let bench: Bench;
  let url: string;

  beforeAll(async () => {
    bench = await openBench();
    const port = await freePort();
    const folder = await bench.folder('alertmanager');
    const routes = branches.map(({ time, ...timed }) => ({
      ...{ match: { time }, receiver: 'team', groupBy: ['time'], groupWait: '0s' as const },
      ...timed,
    }));
    const routing = { ...smallest.routing, routes };
    const { stack } = planOf(shop());
    const quiet = { ...stack, muteTimes, routing, inhibitions, receivers: { team: { nowhere: 'a test' } } };
    const config = alertmanagerConfig(quiet, { file: String, secret: String, address: String } as never);
    await writeFile(join(folder, 'alertmanager.yml'), yaml(config));
    url = `http://127.0.0.1:${port}`;
    const running = bench.start(program ?? '', [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ]);
    await untilAnswers(running, `${url}/-/ready`);
  });
  afterAll(() => bench?.close());

  /** Sends alerts, and says what is made of each. */
  async function send(alerts: readonly Labels[]) {
    const body = JSON.stringify(alerts.map((labels) => ({ labels })));
    const { status } = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(200);
    return async () => (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly Sent[];
  }

  interface Sent {
    readonly labels: Labels;
    readonly status: { readonly inhibitedBy: readonly string[]; readonly mutedBy: readonly string[] };
  }

  it('mutes the alerts that the inhibitions of the graph mute, and no others', async () => {
    const muted = worlds.flatMap((alerts) =>
      alerts.filter((alert) => inhibitedBy(alert, alerts, inhibitions) !== undefined),
    );
    const keys = (alerts: readonly Labels[]) => alerts.map(({ world, index }) => `${world}/${index}`).sort();
    const said = await send(worlds.flat());
    expect(muted.length).toBeGreaterThan(20);
    await vi.waitFor(
      async () => {
        const all = (await said()).filter(({ labels }) => labels.world !== undefined);
        expect(all).toHaveLength(worlds.flat().length);
        const found = all.filter(({ status }) => status.inhibitedBy.length > 0);
        expect(keys(found.map(({ labels }) => labels))).toEqual(keys(muted));
      },
      { timeout: 30_000, interval: 100 },
    );
  });

  it('mutes at this moment the branches that the graph says', async () => {
    const now = () => {
      const at = new Date();
      return branches.map(({ time, mute = [], activeOnly = [] }) => [
        time,
        mutedBy({ mute, activeOnly }, muteTimes, at),
      ]);
    };
    await send(branches.map(({ time }) => ({ alertname: 'Timed', time })));
    expect(new Set(now().map(([, name]) => name === undefined)).size).toBe(2);
    await vi.waitFor(
      async () => {
        const groups = (await (await fetch(`${url}/api/v2/alerts/groups`)).json()) as readonly {
          alerts: readonly Sent[];
        }[];
        const alerts = groups.flatMap((group) => group.alerts).filter(({ labels }) => labels.time !== undefined);
        const found = new Map(alerts.map(({ labels, status }) => [labels.time, status.mutedBy[0]]));
        expect(branches.map(({ time }) => [time, found.get(time)])).toEqual(now());
      },
      { timeout: 30_000, interval: 100 },
    );
  });
});
