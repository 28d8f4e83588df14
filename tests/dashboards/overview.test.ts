import { describe, expect, it } from 'vitest';
import { columns } from '../../dashboards/layout.ts';
import { ruleGroups } from '../../rules/index.ts';
import { dataSourceUid } from '../../servers/index.ts';
import { environmentNames, resolveStack } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { shop } from '../support/stacks.ts';
import { type BoardJson, everything, overviewOf, panelOf, panelsOf, sergasWith } from './boards.ts';

const { board, file } = overviewOf(everything);
const all = panelsOf(board);
const titles = (of: BoardJson) => panelsOf(of).map(({ title }) => title);

describe('the overview', () => {
  it('is a classic dashboard that nobody edits by hand, with one cursor over all graphs', () => {
    expect(file.json).toMatchObject({
      uid: 'sergas-overview',
      schemaVersion: 42,
      editable: false,
      graphTooltip: 1,
      refresh: '30s',
      timezone: 'browser',
      time: { from: 'now-3h', to: 'now' },
    });
    expect(file.uid).toBe(board.uid);
    expect(board.tags).toEqual(['narthex', 'sergas']);
  });

  it('answers first whether the system is healthy', () => {
    const first = board.panels.filter(({ gridPos }) => gridPos.y === 0);
    expect(first.map(({ title }) => title)).toEqual([
      'Services down',
      'Critical alerts',
      'Warnings',
      'Failing probes',
      'Databases',
      'Alerting',
    ]);
    expect(first.every(({ type }) => type === 'stat')).toBe(true);
  });

  it('says of every panel what it shows, what to do, in which unit, and why there may be no data', () => {
    for (const panel of all) {
      expect(panel.description, panel.title).toMatch(/^[^\n]{10,}\n\n\*\*What to do\*\*: [^\n]{10,}/);
      expect(panel.fieldConfig.defaults.unit, panel.title).not.toBe('');
      expect(panel.fieldConfig.defaults.noValue.length, panel.title).toBeGreaterThan(5);
    }
  });

  it('fills each line of the grid', () => {
    for (const list of [board.panels, ...board.panels.map(({ panels = [] }) => panels)]) {
      const used = new Map<number, number>();
      for (const { gridPos } of list) used.set(gridPos.y, (used.get(gridPos.y) ?? 0) + gridPos.w);
      expect([...used.values()].filter((width) => width !== columns)).toEqual([]);
    }
  });

  it('shows at most twenty panels before somebody opens a row', () => {
    expect(board.panels.filter(({ type }) => type !== 'row').length).toBeLessThanOrEqual(20);
  });

  it('asks stats and tables for the newest value, everything else for a range', () => {
    for (const { type, targets } of all) {
      const newest = type === 'stat' || type === 'table';
      expect(targets.length).toBeGreaterThan(0);
      expect(targets.every(({ instant, range }) => instant === newest && range !== newest)).toBe(true);
    }
  });

  it('tells states by words, and never shows missing data in the colour of health', () => {
    for (const { fieldConfig, type, title } of all.filter((panel) => panel.type === 'stat')) {
      const { mappings, noValue, thresholds } = fieldConfig.defaults;
      const missing = mappings.find((mapping) => mapping.type === 'special')?.options;
      expect(missing, `${type} ${title}`).toMatchObject({
        match: 'null+nan',
        result: { text: noValue, color: 'purple' },
      });
      expect(thresholds.steps[0]?.value).toBeNull();
    }
    expect(panelOf(board, 'Databases').fieldConfig.defaults.mappings[0]?.options).toMatchObject({
      0: { text: 'DOWN', color: 'red' },
      1: { text: 'UP', color: 'dark-green' },
    });
  });

  it('lets one choose data source, service and host, with everything chosen at first', () => {
    const [dataSource, ...queries] = board.templating.list;
    expect(dataSource).toMatchObject({
      name: 'datasource',
      label: 'Data source',
      query: 'prometheus',
      current: { value: dataSourceUid },
    });
    expect(queries.map(({ name }) => name)).toEqual(['job', 'instance']);
    for (const variable of queries)
      expect(variable).toMatchObject({
        multi: true,
        includeAll: true,
        allValue: '.+',
        refresh: 2,
        current: { value: ['$__all'] },
      });
  });

  it('marks firing alerts, restarts and deploys over all graphs', () => {
    expect(board.annotations.list.map(({ name }) => name)).toEqual([
      'Critical alerts',
      'Warnings',
      'Restarts',
      'Deploys',
    ]);
  });

  it('widens the windows of what is scraped more rarely than the rest', () => {
    expect(panelOf(board, 'Redis clients').interval).toBe('30s');
    expect(panelOf(board, 'Processors busy').interval).toBeUndefined();
    const slow = overviewOf(
      sergasWith({ environments: { ...sergas.stack.environments, staging: { jobs: { node: { interval: '1m' } } } } }),
      'staging',
    );
    expect(panelOf(slow.board, 'Processors busy').interval).toBe('1m');
  });

  it('leaves out the same file systems as the alerts about disks', () => {
    const rules = ruleGroups(resolveStack(everything, 'production')).flatMap((group) => group.rules);
    const alert = rules.find(({ name }) => name === 'HostDiskFull')?.expr.text ?? '';
    const [ignored = 'none'] = /fstype!~"[^"]+"/.exec(alert) ?? [];
    expect(panelOf(board, 'Disk room used').targets[0]?.expr).toContain(ignored);
  });

  it('is guarded only by alerts that exist', () => {
    const names = ruleGroups(resolveStack(everything, 'production')).flatMap(({ rules }) =>
      rules.map(({ name }) => name),
    );
    const guarding = all.flatMap(({ description }) => /\n\nAlerts: (.+)\.$/.exec(description)?.[1]?.split(', ') ?? []);
    expect(names).toEqual(expect.arrayContaining(guarding));
    expect(guarding.length).toBeGreaterThan(10);
  });

  it('is the same to the byte for the same stack', () => {
    for (const environment of environmentNames) {
      const [one, other] = [overviewOf(sergas, environment), overviewOf(sergas, environment)];
      expect(JSON.stringify(one.file.json)).toBe(JSON.stringify(other.file.json));
    }
  });
});

describe('the ids of panels', () => {
  it('are different from one another', () => {
    const ids = board.panels.flatMap((panel) => [panel.id, ...(panel.panels ?? []).map(({ id }) => id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stay when other panels come, go, or move', () => {
    const before = new Map(all.map(({ title, id }) => [title, id]));
    const after = panelsOf(
      overviewOf(sergasWith({ exporters: [...sergas.stack.exporters].reverse(), probes: {}, slos: {} })).board,
    );
    expect(after.length).toBeLessThan(all.length);
    for (const { title, id } of after) expect(id).toBe(before.get(title));
  });
});

describe('the overview of a stack that declares little', () => {
  it('has no panels about what it does not have', () => {
    const { board } = overviewOf(shop());
    expect(titles(board)).toEqual([
      'Critical alerts',
      'Warnings',
      'Alerting',
      'Firing alerts',
      'Blind spots',
      'Configuration',
      'Failed rule evaluations',
      'Alerts lost',
      'Samples stored',
      'Series in memory',
      'Failed notifications',
    ]);
    expect(board.templating.list.map(({ name }) => name)).toEqual(['datasource']);
  });

  it('shows certificates only where a probe sees them', () => {
    expect(titles(overviewOf(sergas).board)).not.toContain('Certificates end in');
    expect(titles(board)).toContain('Certificates end in');
  });

  it('has no tile for a watchdog that is left out', () => {
    const { board } = overviewOf(shop({ alerts: { Watchdog: { off: 'another system watches Prometheus' } } }));
    expect(titles(board)).not.toContain('Alerting');
  });

  it('watches every target where no service is scraped', () => {
    expect(panelOf(overviewOf(shop()).board, 'Blind spots').targets[0]?.expr).toBe('sum(1 - up)');
  });
});
