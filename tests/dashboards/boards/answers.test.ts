import { describe, it } from 'vitest';
import { alertsByName } from '../../../dashboards/guard.ts';
import { boardsOf } from '../../../dashboards/index.ts';
import { hasData } from '../../../dashboards/panels.ts';
import { ruleGroups } from '../../../rules/index.ts';
import { resolveStack } from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { askPromtool, parseWithPromtool } from '../promtool.ts';
import { allPanels, boardNamed, panelKeyed } from './stacks.ts';

const stack = resolveStack(sergas, 'production');
const boards = boardsOf(stack, alertsByName(ruleGroups(stack)));

/** A query as Prometheus gets it: everything is chosen, and the board shows the last five minutes. */
function expanded(text: string): string {
  return text
    .replaceAll(/"\$\w+"/g, '".+"')
    .replaceAll('$__rate_interval', '5m')
    .replaceAll('$__range', '5m');
}

const query = (board: string, panel: string): string =>
  expanded(panelKeyed(boardNamed(boards, board), panel).queries[0]?.expr.text ?? '');

const firing = (name: string, severity: string) =>
  `ALERTS{alertname="${name}", alertstate="firing", severity="${severity}"}`;
const since = (name: string, severity: string) => `ALERTS_FOR_STATE{alertname="${name}", severity="${severity}"}`;

describe('queries of every board', { timeout: 180_000 }, () => {
  it('are all read by the parser of Prometheus', async () => {
    const queries = boards.flatMap((board) =>
      allPanels(board).flatMap((panel) => (hasData(panel) ? panel.queries.map(({ expr }) => expanded(expr.text)) : [])),
    );
    await parseWithPromtool([...new Set(queries)]);
  });
});

describe('an answer', { timeout: 120_000 }, () => {
  it.each([
    ['nothing but a note fires', firing('Note', 'info'), 0],
    ['a warning fires', firing('Warn', 'warning'), 1],
    ['a critical alert fires', firing('Crit', 'critical'), 2],
  ])('of the first board, when %s', async (_, series, state) => {
    const all = { [series]: '1x5', [firing('Watchdog', 'info')]: '1x5' };
    await askPromtool({ expr: query('home', 'state'), series: all, answer: { '{}': state } });
  });

  it('of the first board is none while nobody would know', async () => {
    const series = { [firing('Note', 'info')]: '1x5' };
    await askPromtool({ expr: query('home', 'state'), series, answer: {} });
  });

  it('of the first board is that of the worst', async () => {
    const series = { [firing('Warn', 'warning')]: '1x5', [firing('Crit', 'critical')]: '1x5' };
    await askPromtool({ expr: query('home', 'state'), series, answer: { '{}': 2 } });
  });

  it('counts how often what fired began, and leaves out what was only pending', async () => {
    await askPromtool({
      expr: query('alerts', 'most-often'),
      series: {
        [since('Flaps', 'warning')]: '100 100 _ 200 _ 300',
        [firing('Flaps', 'warning')]: '_ 1 _ _ _ 1',
        [since('Stays', 'critical')]: '100x5',
        [firing('Stays', 'critical')]: '1x5',
        [since('Waits', 'warning')]: '100 200 300 400 500 600',
      },
      answer: {
        '{alertname="Flaps", severity="warning"}': 3,
        '{alertname="Stays", severity="critical"}': 1,
      },
    });
  });

  it('counts the time in which at least one instance of an alert fired', async () => {
    await askPromtool({
      expr: query('alerts', 'longest'),
      series: {
        'ALERTS{alertname="Down", alertstate="firing", severity="critical", instance="a"}': '_ 1 1 1 stale stale',
        'ALERTS{alertname="Down", alertstate="firing", severity="critical", instance="b"}': '_ _ 1 stale stale 1',
      },
      answer: { '{alertname="Down", severity="critical"}': 240 },
    });
  });

  it('shows the worst that an alert is', async () => {
    await askPromtool({
      expr: query('alerts', 'timeline'),
      series: {
        'ALERTS{alertname="Down", alertstate="pending", severity="critical", instance="a"}': '1x5',
        'ALERTS{alertname="Down", alertstate="firing", severity="critical", instance="b"}': '1x5',
        'ALERTS{alertname="Slow", alertstate="pending", severity="warning", instance="a"}': '1x5',
        'ALERTS{alertname="Watchdog", alertstate="firing", severity="info"}': '1x5',
      },
      answer: { '{alertname="Down"}': 4, '{alertname="Slow"}': 1 },
    });
  });

  it('says in how many days a budget is gone: half of thirty days at twice the pace are seven and a half', async () => {
    await askPromtool({
      expr: query('slo-api-availability', 'lasts'),
      series: {
        'slo:budget_left:ratio{slo="api-availability"}': '0.5x5',
        'slo:errors:ratio_rate1h{slo="api-availability"}': '0.002x5',
      },
      answer: { '{}': 7.5 },
    });
  });

  it('counts promises that are broken', async () => {
    await askPromtool({
      expr: query('slos', 'promises-broken'),
      series: {
        'slo:budget_left:ratio{slo="a"}': '0.5x5',
        'slo:budget_left:ratio{slo="b", route="/"}': '0.5x5',
        'slo:budget_left:ratio{slo="b", route="/pay"}': '-0.1x5',
      },
      answer: { '{}': 1 },
    });
  });

  it('counts levels outside of their band, and those of which too little is known', async () => {
    const series = {
      'anomaly:level{anomaly="a"}': '10x5',
      'anomaly:upper_band{anomaly="a"}': '8x5',
      'anomaly:lower_band{anomaly="a"}': '2x5',
      'anomaly:expected{anomaly="a"}': '5x5',
      'anomaly:level{anomaly="b"}': '10x5',
    };
    await askPromtool({ expr: query('anomalies', 'outside'), series, answer: { '{}': 1 } });
    await askPromtool({ expr: query('anomalies', 'learning'), series, answer: { '{}': 1 } });
  });
});
