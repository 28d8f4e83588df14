import { describe, expect, it } from 'vitest';
import { goodBoard } from '../dashboards/lint/good.ts';
import { checked, textAt } from './support.ts';

const ignore = { ignore: ['NX543'] };
const text = (board: unknown) => JSON.stringify(board, null, 2);

describe('a dashboard that somebody brought', () => {
  it('is looked at with every rule, each finding with its line', async () => {
    const board = goodBoard();
    board.panels[1].options.legend.showLegend = false;
    const source = text(board);
    const { findings, passed } = await checked({ 'd.json': source }, ignore);
    expect(findings).toMatchObject([
      {
        code: 'NX856',
        rule: 'panel-legend',
        severity: 'warning',
        message: expect.stringMatching(/^panel 'Requests': .*\(panel-legend\)$/),
      },
    ]);
    expect(findings.map((each) => textAt(source, each))).toEqual([expect.stringContaining('legend')]);
    expect(passed).toBe(true);
  });

  it('tells the line of the part in which something stands without a value', async () => {
    const board = goodBoard();
    board.templating.list[1].allValue = null;
    const source = text(board);
    const { findings } = await checked({ 'd.json': source }, ignore);
    expect(findings.map(({ rule }) => rule).sort()).toEqual(['template-job', 'variable-all-value']);
    for (const each of findings)
      expect(
        source
          .split('\n')
          .slice((each.line ?? 0) - 1, (each.line ?? 0) + 1)
          .join(),
      ).toContain('"name": "job"');
  });

  it('knows where other files lead: a dashboard without a way back', async () => {
    const [board, other] = [goodBoard(), goodBoard()];
    const context = '$' + '{__url_time_range}';
    board.panels[1].fieldConfig.defaults.links = [{ title: 'More', url: `/d/shop-db?${context}&var-job=$job` }];
    Object.assign(other, { uid: 'shop-db', links: [{ ...other.links[0], tags: ['db'] }] });
    const { findings } = await checked({ 'd.json': text(board), 'o.json': text(other) }, ignore);
    expect(findings.map(({ rule }) => rule)).toEqual(['link-back']);
  });

  it('fails for a mistake, and not for style', async () => {
    const board = goodBoard();
    board.panels[1].id = 1;
    const { findings, passed } = await checked({ 'd.json': text(board) }, ignore);
    expect(findings.map(({ rule }) => rule)).toEqual(['panel-id-unique']);
    expect(passed).toBe(false);
  });

  it('can be spared a rule, or all of them', async () => {
    const board = goodBoard();
    board.graphTooltip = 0;
    for (const rule of ['dashboard-crosshair', 'NX856'])
      expect((await checked({ 'd.json': text(board) }, { ignore: [rule] })).findings).toEqual([]);
  });

  it('says itself what is meant', async () => {
    const board = goodBoard();
    board.graphTooltip = 0;
    board.description += '\nnarthex ignore dashboard-crosshair: every panel has a time of its own';
    expect((await checked({ 'd.json': text(board) }, ignore)).findings).toEqual([]);
    board.graphTooltip = 1;
    const { findings } = await checked({ 'd.json': text(board) }, ignore);
    expect(findings).toMatchObject([{ code: 'NX549', line: 4 }]);
  });

  it('is told once what a check of expressions tells as well', async () => {
    const board = goodBoard();
    board.panels[1].targets[0].expr = 'sum by (code) (up{job=~"$job", instance=~"$instance"}';
    const { findings } = await checked({ 'd.json': text(board) }, ignore);
    expect(findings.map(({ code }) => code)).toEqual(['NX500']);
  });

  it('is compared with the other files: variables of dashboards, numbers of alerts', async () => {
    const board = goodBoard();
    board.panels[1].description += ' Alerts: TooMany.';
    board.panels[1].fieldConfig.defaults.links = [{ title: 'More', url: '/d/other?from=now-1h&var-pod=$job' }];
    const other = { ...goodBoard(), uid: 'other' };
    const rules =
      'groups: [{ name: a, rules: [{ alert: TooMany, expr: "sum by (job) (rate(http_requests_total[5m])) > 250", for: 5m }] }]';
    const { findings } = await checked({ 'd.json': text(board), 'o.json': text(other), 'r.yml': rules }, ignore);
    expect(findings.flatMap(({ rule }) => rule ?? [])).toEqual(['panel-threshold-of-alert', 'link-variable']);
  });
});
