import { describe, expect, it } from 'vitest';
import { checked, places } from './support.ts';

const panel = (changes: object) => ({
  id: 3,
  title: 'Memory',
  type: 'timeseries',
  datasource: { type: 'prometheus', uid: 'x' },
  ...changes,
});
const query = (expr: string, changes: object = {}) => ({ refId: 'A', expr, ...changes });
const board = (changes: object) => JSON.stringify({ title: 'Host', panels: [], ...changes }, null, 2);
const mistake = 'rate(node_memory_MemFree_bytes[5m])';
const one = panel({ targets: [query(mistake)] });

/** What is found in a dashboard. */
async function found(changes: object) {
  const { findings, report } = await checked({ 'd.json': board(changes) });
  return { ...report, codes: findings.map(({ code }) => code), findings };
}

describe('a dashboard', () => {
  it('is checked panel by panel, each finding with its place', async () => {
    const { findings } = await found({ panels: [one] });
    expect(places(findings)).toEqual(['d.json:15:25 NX504']);
    expect(findings[0]?.message).toMatch(/^panel 'Memory' \(id 3\), query A: rate\(\) is for counters/);
  });

  it('shows alerts of rule files that nobody brought', async () => {
    const alerts = panel({ targets: [query('count by (alertname, severity) (ALERTS{alertstate="firing"})')] });
    const { findings } = await checked({ 'd.json': board({ panels: [alerts] }) }, { closed: true });
    expect(findings).toEqual([]);
  });

  it('has its rows opened, old and new', async () => {
    const row = { type: 'row', panels: [one] };
    expect((await found({ panels: [row], rows: [{ panels: [one] }] })).codes).toEqual(['NX504', 'NX504']);
  });

  it.each([
    ['as the API exports it', (text: string) => `{"meta": {}, "dashboard": ${text}}`],
    ['in a list', (text: string) => `[${text}]`],
    ['as a resource', (text: string) => `{"apiVersion": "dashboard.grafana.app/v1", "spec": ${text}}`],
  ])('is found %s', async (_, wrap) => {
    const { findings } = await checked({ 'd.json': wrap(board({ panels: [one] })) });
    expect(findings.map(({ code, line }) => [code, line])).toEqual([['NX504', 15]]);
  });

  it.each([
    ['{"a": 1}', 'NX853', 'this is no dashboard'],
    ['[]', 'NX853', 'this is no dashboard'],
    ['{"a": ', 'NX853', 'this is no JSON'],
    ['{"spec": {"elements": {}}}', 'NX853', 'newer schema'],
  ])('is told from %s', async (text, code, message) => {
    const { findings } = await checked({ 'd.json': text });
    expect(findings.map((each) => [each.code, each.message])).toEqual([[code, expect.stringContaining(message)]]);
  });
});

describe('a mistake in JSON', () => {
  it.each([
    ['{\n  "title": "a",\n  "panels": [}\n}', 3],
    ['{\n  "title": "a",\n  "panels": [],\n}', 4],
    ['{\n  "title": "a"', 2],
  ])('is told with its line: %j', async (text, line) => {
    const [found] = (await checked({ 'd.json': text })).findings;
    expect(found).toMatchObject({ code: 'NX853', line });
    expect(found?.message).toMatch(/^this is no JSON: [^"]+$/);
  });
});

describe('the data source of a query', () => {
  const variable = { name: 'source', type: 'datasource', query: 'prometheus' };
  const loki = { name: 'logs', type: 'datasource', query: 'loki' };
  const input = { name: 'DS_X', pluginId: 'prometheus' };

  it.each([
    ['that of the panel', { type: 'prometheus', uid: 'x' }, undefined],
    ['the default', undefined, undefined],
    ['the default, written', null, null],
    ['one by a name that says nothing', 'Main', undefined],
    ['a variable', '$source', undefined],
    ['a variable in braces', { uid: `\${source}` }, undefined],
    ['an input', `\${DS_X}`, undefined],
    ['its own in a mixed panel', { uid: '-- Mixed --', type: 'datasource' }, { type: 'prometheus' }],
  ])('may be %s', async (_, ofPanel, ofQuery) => {
    const targets = [query(mistake, { datasource: ofQuery })];
    const panels = [panel({ datasource: ofPanel, targets })];
    const { codes } = await found({ panels, templating: { list: [variable, loki] }, __inputs: [input] });
    expect(codes).toEqual(['NX504']);
  });

  it.each([[{ type: 'loki', uid: 'x' }], ['$logs'], [{ type: 'cloudwatch' }], ['Loki']])(
    'is another one and counted: %j',
    async (datasource) => {
      const panels = [panel({ datasource, targets: [query('{app="x"} |= "error"')] })];
      const { codes, skipped } = await found({ panels, templating: { list: [variable, loki] } });
      expect({ codes, skipped }).toEqual({ codes: [], skipped: 1 });
    },
  );

  it('is not counted where Grafana computes itself', async () => {
    const targets = [{ refId: 'B', type: 'math', datasource: { type: '__expr__', uid: '__expr__' } }];
    expect(await found({ panels: [panel({ targets })] })).toMatchObject({ codes: [], skipped: 0 });
  });
});

describe('the use of a query', () => {
  const bytes = query('node_memory_MemFree_bytes');
  const defaults = { defaults: { unit: 's' } };
  const over = (matcher: object) => ({
    ...defaults,
    overrides: [{ matcher, properties: [{ id: 'unit', value: 'bytes' }] }],
  });

  it.each([
    ['the unit of the panel', { fieldConfig: defaults }, ['NX544']],
    ['the axis of an old graph', { type: 'graph', yaxes: [{ format: 's' }, { format: 'short' }] }, ['NX544']],
    ['the format of an old single number', { type: 'singlestat', format: 's' }, ['NX544']],
    ['an override for the query', { fieldConfig: over({ id: 'byFrameRefID', options: 'A' }) }, []],
    ['an override for another', { fieldConfig: over({ id: 'byFrameRefID', options: 'B' }) }, ['NX544']],
    ['an override for some name', { fieldConfig: over({ id: 'byName', options: 'x' }) }, []],
    ['a second axis', { type: 'graph', yaxes: [{ format: 's' }, {}], seriesOverrides: [{ yaxis: 2 }] }, []],
    ['what is shown of it', { fieldConfig: defaults, options: { reduceOptions: { calcs: ['diffperc'] } } }, []],
    ['a transformation', { fieldConfig: defaults, transformations: [{ id: 'calculateField' }] }, []],
  ])('is judged by %s', async (_, changes, codes) => {
    expect((await found({ panels: [panel({ targets: [bytes], ...changes })] })).codes).toEqual(codes);
  });

  it('is judged by whether it is drawn over time', async () => {
    const targets = [query('node_context_switches_total')];
    expect((await found({ panels: [panel({ targets })] })).codes).toEqual(['NX507']);
    expect((await found({ panels: [panel({ targets, type: 'stat' })] })).codes).toEqual([]);
    const instant = [query('node_context_switches_total', { instant: true })];
    expect((await found({ panels: [panel({ targets: instant })] })).codes).toEqual([]);
  });

  it('is judged by its legend, unless Grafana chooses it', async () => {
    const of = (legendFormat: string) => [panel({ targets: [query('sum by (job) (up)', { legendFormat })] })];
    expect((await found({ panels: of('{{instance}}') })).codes).toEqual(['NX531']);
    expect((await found({ panels: of('{{job}} of $site') })).codes).toEqual([]);
    expect((await found({ panels: of('__auto') })).codes).toEqual([]);
  });
});

describe('variables and annotations', () => {
  it('stand for what somebody chooses', async () => {
    const list = [{ name: 'job', type: 'query', query: { query: 'label_values(up, job)', refId: 'x' } }];
    const expr = `rate(node_context_switches_total{job=~"$job",instance=~"\${instance:regex}"}[$__rate_interval])`;
    expect((await found({ panels: [panel({ targets: [query(expr)] })], templating: { list } })).codes).toEqual([]);
    const replaced = 'label_replace(up, "a", "$1", "job", "(.*)-$job")';
    expect((await found({ panels: [panel({ targets: [query(replaced)] })], templating: { list } })).codes).toEqual([]);
  });

  it('are checked themselves', async () => {
    const list = [{ name: 'free', type: 'query', query: `query_result(${mistake})` }];
    const annotations = {
      list: [
        { name: 'drops', expr: mistake, datasource: 'Main' },
        { builtIn: 1, type: 'dashboard' },
      ],
    };
    const { findings } = await found({ templating: { list }, annotations });
    expect(findings.map(({ message }) => message.split(':')[0]).sort()).toEqual(['annotation drops', 'variable free']);
  });

  it('may have their labels checked', async () => {
    const list = [{ name: 'x', type: 'query', query: 'label_values(job:ups:sum, instance)' }];
    const rules = "groups: [{name: a, rules: [{record: 'job:ups:sum', expr: sum by (job) (up)}]}]";
    const { findings } = await checked({ 'd.json': board({ templating: { list } }), 'r.yml': rules });
    expect(findings.map(({ code }) => code)).toEqual(['NX531']);
  });
});

describe('a comment in a query', () => {
  it('says that a finding is meant', async () => {
    const of = (comment: string) => ({
      panels: [panel({ targets: [query(`# narthex ignore ${comment}\n${mistake}`)] })],
    });
    expect((await found(of('NX504: it counts'))).codes).toEqual([]);
    expect((await found(of('NX504'))).codes.sort()).toEqual(['NX504', 'NX549']);
  });
});
