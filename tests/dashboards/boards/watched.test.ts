import { describe, expect, it } from 'vitest';
import { thresholdSteps } from '../../../dashboards/guard.ts';
import { hasData } from '../../../dashboards/panels.ts';
import { declared } from '../../../dashboards/parts/declared.ts';
import type { AlertRule, Board, DataPanel, Definition, Scenario } from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { askPromtool, type Trial, tryWithPromtool } from '../promtool.ts';
import { allPanels, boardNamed, made, panelKeyed } from './stacks.ts';
import { varied } from './varied.ts';

/** Alerts whose panels have another way to tell, with the reason. */
const others: Readonly<Record<string, string>> = {
  ServiceMissing: 'what is missing has no value: the panel says so in words',
  TargetDown: 'its scenarios are about one job, the panels about the others',
  PrometheusDataDiskFilling: 'it is about the sum of what the panel shows part by part',
};

/** A query as Prometheus gets it when an alert is looked into: everything is chosen, and windows are those of the alert. */
function expanded(text: string, window: string): string {
  return text
    .replaceAll(/"\$\w+"/g, '".*"')
    .replaceAll('$__rate_interval', window)
    .replaceAll('$__range', window);
}

/** Whether a panel has the colour of an alert, as an expression that answers 1 if so. */
function coloured({ queries, guard }: DataPanel, bound: number, window: string): string {
  const [worst, beyond] = guard?.fires === 'below' ? ['min', '<'] : ['max', '>='];
  const each = queries.map(({ expr }) => `(${worst}(${expanded(expr.text, window)}) ${beyond} ${bound})`);
  return `count(${each.join(' or ')})`;
}

/** Where a panel first takes a colour because of an alert. */
function boundOf({ guard, counts }: DataPanel, { name }: AlertRule, alerts: ReadonlyMap<string, AlertRule>) {
  const alone = { ...(guard && { guard: { ...guard, alerts: [name] } }), ...(counts && { counts }) };
  return thresholdSteps(alone, alerts).find(({ value }) => value !== null)?.value ?? undefined;
}

/** When a scenario first says that the alert fires, in minutes of its own step. */
function firstFires({ expect }: Scenario): string | undefined {
  return Object.entries(expect).find(([, firing]) => firing.length > 0)?.[0];
}

function trials(board: Board, alerts: ReadonlyMap<string, AlertRule>): Trial[] {
  return allPanels(board).flatMap((panel) => {
    if (!hasData(panel)) return [];
    return (panel.guard?.alerts ?? []).flatMap((name): Trial[] => {
      const alert = alerts.get(name);
      const bound = alert && boundOf(panel, alert, alerts);
      const key = `${board.name}/${panel.key} of ${name}`;
      if (alert === undefined || bound === undefined || name in others) return [];
      const scenario = alert.scenarios.find(({ kind }) => kind === 'fires');
      const at = scenario && firstFires(scenario);
      if (scenario === undefined || at === undefined) throw new Error(`${name} has no scenario in which it fires`);
      const { production } = alert.environments;
      const window = 'off' in production || production.window === '0s' ? '5m' : production.window;
      return [
        { name: key, step: scenario.step ?? '1m', series: scenario.series, at, expr: coloured(panel, bound, window) },
      ];
    });
  });
}

const names = new Set<string>(Object.keys(declared));

describe.each([
  ['Sergas', sergas],
  ['a stack of many kinds of services', varied],
] as const satisfies readonly (readonly [string, Definition])[])(
  'the boards about what runs in %s',
  (_, definition) => {
    const { boards, alerts } = made(definition, 'production');
    const all = boards.filter(({ name }) => names.has(name)).flatMap((board) => trials(board, alerts));

    it('have the colour of an alert when it fires', { timeout: 180_000 }, async () => {
      expect(all.length).toBeGreaterThan(20);
      expect(await tryWithPromtool(all)).toEqual([]);
    });
  },
);

describe('an answer of these boards', { timeout: 120_000 }, () => {
  const { boards } = made(sergas, 'production');
  const query = (board: string, key: string, index = 0) =>
    expanded(panelKeyed(boardNamed(boards, board), key).queries[index]?.expr.text ?? '', '5m');

  it('says of each file system whether it can be written, and of one that does not answer only that', async () => {
    const on = (mountpoint: string) => `instance="h", device="d", fstype="ext4", mountpoint="${mountpoint}"`;
    await askPromtool({
      expr: query('hosts', 'filesystem-states'),
      series: {
        [`node_filesystem_readonly{${on('/')}}`]: '0x5',
        [`node_filesystem_readonly{${on('/cd')}}`]: '1x5',
        [`node_filesystem_device_error{${on('/')}}`]: '0x5',
        [`node_filesystem_device_error{${on('/far')}, device_error="timeout"}`]: '1x5',
      },
      answer: {
        '{instance="h", mountpoint="/"}': 0,
        '{instance="h", mountpoint="/cd"}': 1,
        '{instance="h", mountpoint="/far"}': 2,
      },
    });
  });

  it('says when a file system is full, and nothing of one that does not fill', async () => {
    const on = (mountpoint: string) => `instance="h", device="d", fstype="ext4", mountpoint="${mountpoint}"`;
    const expr = query('hosts', 'full-in');
    const series = {
      [`node_filesystem_avail_bytes{${on('/')}}`]: '13200-100x15',
      [`node_filesystem_avail_bytes{${on('/still')}}`]: '100x15',
    };
    const only = `sum(round(${expr}) == bool 70200) * count(${expr})`;
    const trial = { name: 'full in', step: '10m', series, expr: only };
    expect(await tryWithPromtool([{ ...trial, at: '2h30m' }])).toEqual([]);
    // Nothing can be foretold from so little.
    expect(await tryWithPromtool([{ ...trial, at: '1h' }])).toEqual(['full in']);
  });

  it('leaves out interfaces that never had a link', async () => {
    await askPromtool({
      expr: query('hosts', 'links'),
      series: {
        'node_network_up{instance="h", device="eth0"}': '1 1 1 1 0 0',
        'node_network_up{instance="h", device="eth1"}': '0x5',
        'node_network_up{instance="h", device="lo"}': '1x5',
      },
      answer: { '{instance="h", device="eth0"}': 0 },
    });
  });

  it('counts no container as gone where all are there', async () => {
    await askPromtool({
      expr: query('containers', 'gone'),
      series: {
        'container_last_seen{instance="h", name="web", id="/1"}': '9000+60x5',
        'container_start_time_seconds{instance="h", name="web", id="/1"}': '0x5',
      },
      answer: { '{}': 0 },
    });
  });

  it('compares a container with the processors that it may use', async () => {
    const of = 'instance="h", name="web", id="/1"';
    await askPromtool({
      expr: query('containers', 'cpu-share'),
      series: {
        [`container_cpu_usage_seconds_total{${of}, cpu="total"}`]: '0+15x5',
        [`container_spec_cpu_quota{${of}}`]: '50000x5',
        [`container_spec_cpu_period{${of}}`]: '100000x5',
      },
      answer: { '{instance="h", name="web"}': 0.5 },
    });
  });

  it('says that nobody waits for a lock, and that no transaction runs, where the server answers', async () => {
    const of = 'instance="p", datname="shop", state="idle"';
    await askPromtool({
      expr: query('postgres', 'lock-queue-most'),
      series: { [`pg_stat_activity_count{${of}}`]: '3x5' },
      answer: { '{}': 0 },
    });
    await askPromtool({
      expr: query('postgres', 'transaction-longest'),
      series: { [`pg_stat_activity_max_tx_duration{${of}}`]: '3x5' },
      answer: { '{}': 0 },
    });
  });

  it('counts only collectors that could measure before', async () => {
    await askPromtool({
      expr: query('hosts', 'collectors'),
      series: {
        'node_scrape_collector_success{instance="h", collector="cpu"}': '1 1 1 1 0 0',
        'node_scrape_collector_success{instance="h", collector="zfs"}': '0x5',
        'node_scrape_collector_success{instance="h", collector="stat"}': '1x5',
      },
      answer: { '{}': 1 },
    });
  });
});
