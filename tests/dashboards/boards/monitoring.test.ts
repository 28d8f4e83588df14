import { describe, expect, it } from 'vitest';
import { thresholdSteps } from '../../../dashboards/guard.ts';
import { type Board, bytes, severityColors } from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { shop } from '../../support/stacks.ts';
import { sergasWith } from '../boards.ts';
import { allPanels, boardNamed, made, panelKeyed } from './stacks.ts';

const { boards, alerts, stack } = made(sergas, 'production');
/** Where the colour of a panel first changes. */
const firstLine = (board: string, panel: string) =>
  thresholdSteps(panelKeyed(boardNamed(boards, board), panel), alerts)[1]?.value;
const rowKeys = ({ rows }: Board) => rows.map(({ key }) => key);

describe('the board about Prometheus', () => {
  it('draws the lines at the numbers of the alerts: the budget of series, the time of rules, the room on the disk', () => {
    expect(firstLine('prometheus', 'series-against-budget')).toBe(stack.budget.series);
    expect(firstLine('prometheus', 'rule-groups-busy')).toBe(alerts.get('PrometheusSlowRules')?.threshold);
    expect(firstLine('prometheus', 'storage-size')).toBe(0.95 * (bytes(stack.prometheus.volume) ?? 0));
    expect(firstLine('prometheus', 'queries-under-way')).toBe(alerts.get('PrometheusHighQueryLoad')?.threshold);
  });

  it('has no line for a budget that the stack does not have', () => {
    const few = made(shop());
    const panel = panelKeyed(boardNamed(few.boards, 'prometheus'), 'series-against-budget');
    expect(thresholdSteps(panel, few.alerts)).toHaveLength(1);
  });

  it('shows other storages only where it writes to some', () => {
    expect(rowKeys(boardNamed(boards, 'prometheus'))).not.toContain('remote-write');
    const other = made(
      shop({ prometheus: { remoteWrite: [{ name: 'archive', url: 'https://archive.example/api/v1/write' }] } }),
    );
    expect(rowKeys(boardNamed(other.boards, 'prometheus'))).toContain('remote-write');
  });

  it('follows a change of how often Prometheus is read', () => {
    const { environments } = sergas.stack;
    const slow = made(
      sergasWith({ environments: { ...environments, staging: { jobs: { prometheus: { interval: '1m' } } } } }),
      'staging',
    );
    expect(panelKeyed(boardNamed(slow.boards, 'prometheus'), 'samples-stored').interval).toBe('1m');
  });
});

describe('the board about Alertmanager', () => {
  it('shows its peers where there are some, and how many of them there should be', () => {
    expect(rowKeys(boardNamed(boards, 'alertmanager'))).toContain('cluster');
    expect(panelKeyed(boardNamed(boards, 'alertmanager'), 'members').guard?.bound).toBe(3);
    const alone = boardNamed(made(sergas, 'development').boards, 'alertmanager');
    expect(rowKeys(alone)).not.toContain('cluster');
    expect(allPanels(alone).map(({ key }) => key)).not.toContain('members');
  });

  it('calls a channel that fails by the number of its alert', () => {
    expect(firstLine('alertmanager', 'notifications-failed')).toBe(
      alerts.get('AlertmanagerFailedToSendAlerts')?.threshold,
    );
  });
});

describe('the board about Grafana', () => {
  it('draws its lines at the numbers of the alerts', () => {
    expect(firstLine('grafana', 'errors')).toBe(alerts.get('GrafanaRequestErrors')?.threshold);
    expect(firstLine('grafana', 'data-source-errors')).toBe(alerts.get('GrafanaDataSourceFailing')?.threshold);
  });
});

describe('the board about anomalies', () => {
  const board = boardNamed(boards, 'anomalies');
  const bands = allPanels(board).filter(({ key }) => key.startsWith('band-'));

  it('has a band for each anomaly that is watched for, and is not there without any', () => {
    expect(bands.map(({ title }) => title)).toEqual(['Request rate', 'Task duration', 'Acceptance']);
    expect(made(shop()).boards.map(({ name }) => name)).not.toContain('anomalies');
  });

  it('shows what is measured, what is expected, and the bounds in the colour of the alert', () => {
    const panel = panelKeyed(board, 'band-task-duration');
    expect(panel.queries.map(({ expr }) => expr.text)).toEqual(
      ['level', 'expected', 'upper_band', 'lower_band'].map((rule) => `anomaly:${rule}{anomaly="task-duration"}`),
    );
    expect(panel.queries[0]?.legend).toBe('measured {{job}} {{service}}');
    expect(panel).toMatchObject({ colors: { '/usual/': severityColors.warning } });
    expect(panel.guard?.alerts).toEqual(['TaskDurationAnomaly']);
  });

  it('tells the lines of an anomaly apart by the labels that it has, however its level is asked for', () => {
    for (const { legend } of panelKeyed(board, 'band-request-rate').queries)
      expect(legend).toMatch(/ \{\{job\}\} \{\{service\}\}$/);
  });

  it('shows zero where a level that is gone means zero, as its alert does', () => {
    const zero = 'anomaly:level{anomaly="request-rate"} or 0 * anomaly:expected{anomaly="request-rate"}';
    expect(panelKeyed(board, 'band-request-rate').queries[0]?.expr.text).toBe(zero);
    expect(alerts.get('RequestRateAnomaly')?.expr.text).toContain(`(${zero})`);
    const all = '(anomaly:level or 0 * anomaly:expected{anomaly="request-rate"})';
    expect(panelKeyed(board, 'outside').queries[0]?.expr.text).toBe(
      `sum((${all} > bool anomaly:upper_band) + (${all} < bool anomaly:lower_band))`,
    );
    expect(panelKeyed(board, 'distance').queries[0]?.expr.text).toContain(`(${all} - anomaly:expected)`);
  });

  it('looks as often as anomalies are evaluated', () => {
    expect(panelKeyed(board, 'band-request-rate').interval).toBe('4m');
  });
});
