import { valueText } from '../../dashboards/preview/index.ts';
import { table } from '../output/table.ts';
import { marks } from '../output/terminal.ts';
import type { AlertSummary } from './alerts.ts';
import type { Status } from './status.ts';
import type { Summary } from './summary.ts';

const healthMarks = { healthy: marks.ok, degraded: marks.skipped, unhealthy: marks.failed, unknown: marks.skipped };

/** How a stack does, for people. */
export function statusText(name: string, { health, components, alerts, values }: Status): string {
  const { active, critical, warning, info } = alerts;
  const told = active === 0 ? 'no alert' : `${active} alerts: ${critical} critical, ${warning} warnings, ${info} notes`;
  const rows = values.flatMap(({ board, panel, unit, series }) =>
    series.length === 0
      ? [[board, panel, '', 'no data']]
      : series.map((each) => [board, panel, each.name, valueText(each.value, unit)]),
  );
  return [
    `${healthMarks[health]} ${name} is ${health}; ${told}`,
    table(
      ['', 'component', 'state', 'instances that answer'],
      components.map(({ name, state, instances, answering }) => [
        healthMarks[state],
        name,
        state,
        `${answering} of ${instances}`,
      ]),
    ),
    table(['board', 'value', 'series', 'now'], rows),
  ].join('\n\n');
}

/** What the values of a stack were, for people. */
export function summaryText(name: string, { hours, from, to, values, empty }: Summary): string {
  return [
    `${name} in the last ${hours === 1 ? 'hour' : `${hours} hours`}, ${from} to ${to}`,
    table(
      ['value', 'series', 'count', 'min', 'mean', 'median', 'max', 'std. dev.', 'last'],
      values.map(({ panel, series, unit, count, ...rest }) => {
        const text = (value: number) => valueText(value, unit);
        const { min, mean, median, max, stddev, last } = rest;
        return [panel, series, count, text(min), text(mean), text(median), text(max), text(stddev), text(last)];
      }),
    ),
    ...(empty.length > 0 ? [`no data in that time: ${empty.join(', ')}`] : []),
  ].join('\n\n');
}

/** What fires and has fired, for people. */
export function alertsText(name: string, { hours, active, bySeverity, history, counts }: AlertSummary): string {
  const { critical, warning, info } = bySeverity;
  const back = `in the last ${hours === 1 ? 'hour' : `${hours} hours`}`;
  const labels = (each: Readonly<Record<string, string>>) =>
    ['service', 'instance', 'job']
      .flatMap((label) => each[label] ?? [])
      .slice(0, 2)
      .join(' ');
  const now =
    active.length === 0
      ? `${marks.ok} ${name}: nothing fires`
      : `${marks.failed} ${name}: ${critical} critical, ${warning} warnings, ${info} notes\n\n${table(
          ['severity', 'alert', 'about', 'since', 'state', 'what'],
          active.map((each) => [each.severity, each.name, labels(each.labels), each.since, each.state, each.summary]),
        )}`;
  if (history.length === 0) return `${now}\n\nNothing has fired ${back}.`;
  const often = Object.entries(counts).map(([alert, times]) => `${alert} ${times}`);
  return [
    now,
    `Fired ${back}: ${often.join(', ')}`,
    table(
      ['from', 'to', 'severity', 'alert', 'about'],
      history.map((each) => [each.from, each.to ?? 'now', each.severity, each.name, labels(each.labels)]),
    ),
  ].join('\n\n');
}
