import { describe, expect, it } from 'vitest';
import { type BoardFacts, lintDashboard, type Ways } from '../../../dashboards/lint/index.ts';
import { become, chosen, context, graph, link, others, target, variable } from './breaches/support.ts';
import { goodBoard, type Loose } from './good.ts';

/** The rules that find something once the good dashboard is changed. */
function found(change: (board: Loose) => void): string[] {
  const board = goodBoard();
  change(board);
  return lintDashboard(board, { boards: others, complete: true }).findings.map(({ rule }) => rule);
}

const one = 'sum by (code) (up{job=~"$job", instance="$instance"})';
const loki = { type: 'loki', uid: 'logs' };
const influx = { type: 'influxdb', uid: 'influx' };

describe('a variable behind =', () => {
  const row = (changes: object) => ({
    id: 9,
    type: 'row',
    title: 'Each',
    gridPos: { x: 0, y: 3, w: 24, h: 1 },
    ...changes,
  });
  const repeated = (holder: object) => (board: Loose) => {
    Object.assign(graph(board), holder);
    target(board).expr = one;
  };

  it('is right where the panel is there once for each value', () => {
    expect(found(repeated({ repeat: 'instance' }))).not.toContain('variable-matcher');
    expect(found(repeated({}))).toContain('variable-matcher');
    expect(found(repeated({ repeat: 'job' }))).toContain('variable-matcher');
  });

  it('is right where the row is there once for each value: an open one above it, or a closed one around it', () => {
    const below = (changes: object) => (board: Loose) => {
      target(board).expr = one;
      board.panels.splice(1, 0, row({ collapsed: false, ...changes }));
    };
    const asked = (changes: object) =>
      found((board) => {
        repeated({})(board);
        below(changes)(board);
        board.panels[2].targets[0].expr = one;
      });
    expect(asked({ repeat: 'instance' })).not.toContain('variable-matcher');
    expect(asked({})).toContain('variable-matcher');
    expect(asked({ repeat: 'instance', collapsed: true, panels: [] })).toContain('variable-matcher');
    const within = (changes: object) =>
      found((board) => {
        Object.assign(board.panels[2], changes);
        board.panels[2].panels[0].targets[0].expr = one;
      });
    expect(within({ repeat: 'instance' })).not.toContain('variable-matcher');
    expect(within({})).toContain('variable-matcher');
  });
});

describe('variables and macros of other data sources', () => {
  const names = ['variable-undeclared', 'macro-unknown'];
  const speakers = (change: (board: Loose) => void) => found(change).filter((rule) => names.includes(rule));
  const asking = (query: object) => (board: Loose) => {
    graph(board).targets.push({ refId: 'B', ...query });
  };

  it('are nothing that these rules know', () => {
    expect(speakers(asking({ datasource: influx, query: 'SELECT x WHERE $timeFilter GROUP BY $tag_host' }))).toEqual(
      [],
    );
    expect(speakers(asking({ datasource: loki, expr: '{app="$app"}[$__auto_range]', legendFormat: '$x' }))).toEqual([]);
    expect(
      speakers((board) => {
        board.templating.list.push({ ...variable(board), name: 'host', datasource: influx, query: 'SHOW $timeFilter' });
        board.annotations.list.push({ name: 'Logs', datasource: loki, enable: true, expr: '{app="$app"}' });
      }),
    ).toEqual([]);
  });

  it('are looked at where Prometheus is asked, and outside of queries', () => {
    const datasource = target(goodBoard()).datasource;
    expect(speakers(asking({ datasource, expr: `rate(up{${chosen}}[$__auto_range])` }))).toEqual(['macro-unknown']);
    expect(speakers(asking({ datasource, expr: `up{${chosen}, app="$app"}` }))).toEqual(['variable-undeclared']);
    expect(speakers(asking({ datasource: { type: 'loki', uid: '$logs' }, expr: '{app="x"}' }))).toEqual([
      'variable-undeclared',
    ]);
    expect(speakers(link('/d/shop-db?var-job=$app'))).toEqual(['variable-undeclared']);
    expect(
      speakers((board) => {
        variable(board).query = 'label_values(up{app="$app"}, job)';
      }),
    ).toEqual(['variable-undeclared']);
  });
});

describe('what looks like a breach and is none', () => {
  it('is a name for the series of a table', () => {
    const named = (changes: object) => (board: Loose) =>
      Object.assign(target(board), { expr: `sum(up{${chosen}})`, legendFormat: '{{pod}}', ...changes });
    expect(found(named({ format: 'table' }))).not.toContain('target-legend-label');
    expect(found(named({}))).toContain('target-legend-label');
  });

  it.each([
    ['topk(5, rate(http_request_duration_seconds_bucket{%}[$__rate_interval]))', false],
    ['sum by ($job) (rate(http_request_duration_seconds_bucket{%}[$__rate_interval]))', false],
    ['sum by (code) (rate(http_request_duration_seconds_bucket{%}[$__rate_interval]))', true],
  ])('is a quantile of %s: %j', (buckets, is) => {
    const rules = found((board) => {
      target(board).expr = `histogram_quantile(0.9, ${buckets.replace('%', chosen)})`;
    });
    expect(rules.includes('target-quantile-le')).toBe(is);
  });

  it.each(['job', 'instance'])(
    'is a query that asks for no %s where none can be chosen: that is said once, of the board',
    (name) => {
      const rules = found((board) => {
        board.templating.list = board.templating.list.filter((each: Loose) => each.name !== name);
        for (const panel of [...board.panels.slice(0, 2), ...board.panels[2].panels])
          for (const each of panel.targets)
            each.expr = each.expr.replace(new RegExp(`(, )?${name}=~"\\$${name}"(, )?`), '');
      });
      expect(rules).toEqual([`template-${name}`]);
    },
  );

  it('is a data source of its own where none can be chosen: that is said once, of the board', () => {
    const rules = found((board) => {
      board.templating.list.shift();
      for (const panel of board.panels) panel.datasource = { type: 'prometheus', uid: '$' + '{DS_PROMETHEUS}' };
    });
    expect(rules).toContain('template-datasource');
    expect(rules).not.toContain('panel-datasource');
  });

  it.each([
    ['heatmap', false],
    ['state-timeline', false],
    ['stat', true],
  ])('is a query of a %s that says neither instant nor range, as before Grafana 8: %j', (type, is) => {
    const rules = found((board) => {
      graph(board).type = type;
      delete target(board).instant;
      delete target(board).range;
    });
    expect(rules.includes('target-kind')).toBe(is);
  });

  it.each([
    ['a menu of dashboards', (board: Loose) => board.links.push({ ...board.links[0], title: 'All', tags: [] })],
    [
      'a way to one by its name, as before Grafana 7',
      (board: Loose) => (graph(board).links = [{ type: 'dashboard', dashboard: 'Other' }]),
    ],
    ['an address that a label completes', link('https://wiki.example/' + '$' + '{__field.labels.code}')],
    ['an address of the same server', link('/alerting/list')],
  ])('is a link without an address that is %s', (_, change) => expect(found(change)).not.toContain('link-nowhere'));

  it('is a way there that has a way back: a link, or a menu in which this one stands', () => {
    const there = link(`/d/shop-db?${context}&var-job=$job`);
    const rules = (ways: Partial<Ways>) => {
      const board = goodBoard();
      there(board);
      const facts = { ways: new Map([['shop-db', { tags: [], to: [], menus: [], ...ways }]]) };
      return lintDashboard(board, facts).findings.map(({ rule }) => rule);
    };
    expect(rules({})).toEqual(['link-back']);
    expect(rules({ to: ['shop-api'] })).toEqual([]);
    expect(rules({ menus: [['shop']] })).toEqual([]);
    expect(rules({ menus: [[]] })).toEqual([]);
    expect(rules({ menus: [['shop', 'db']] })).toEqual(['link-back']);
  });

  it('is a ranking that is cut, or whose labels have few values', () => {
    const bars = (expr: string, changes: object = {}, facts: BoardFacts = {}) => {
      const board = goodBoard();
      become(board, 'bargauge', { reduceOptions: { calcs: ['lastNotNull'] } }, expr);
      Object.assign(graph(board), changes);
      return lintDashboard(board, facts).findings.map(({ rule }) => rule);
    };
    const pods = `sum by (pod) (up{${chosen}})`;
    expect(bars(pods)).toContain('target-series-limit');
    expect(bars(`topk(5, ${pods})`)).not.toContain('target-series-limit');
    expect(bars(pods, { transformations: [{ id: 'limit', options: { limitField: 10 } }] })).not.toContain(
      'target-series-limit',
    );
    expect(bars(pods, {}, { fewValued: new Set(['pod']) })).not.toContain('target-series-limit');
  });

  it('is a link into another Grafana', () => {
    expect(found(link('https://grafana.example.org/d/gone?var-pod=$job'))).not.toContain('link-target');
    expect(found(link('//grafana.example.org/d/shop-db?var-pod=$job'))).not.toContain('link-variable');
    expect(found(link('/grafana/d/gone'))).toContain('link-target');
  });
});
