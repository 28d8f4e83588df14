import { format, PromqlError, tryParse } from '../promql/index.ts';
import { takenBy } from '../servers/index.ts';
import {
  type AlertInEnvironment,
  type AlertRule,
  environmentNames,
  type RuleGroup,
  type Stack,
} from '../stacks/model/index.ts';
import { alertLabels } from './rule-file.ts';

/** The runbook of an alert as Markdown: what the person reads who was just woken by it. */
export function runbookPage(alert: AlertRule, group: Pick<RuleGroup, 'name'>, stack: Stack): string {
  const { meaning, impact, mitigation } = alert.runbook;
  const sections: readonly (readonly [title: string, text: string])[] = [
    ['Meaning', meaning],
    ['Impact', impact],
    ['Diagnosis', diagnosis(alert, stack)],
    ['Mitigation', mitigation],
    ['The rule', rule(alert, stack)],
    ['Thresholds', thresholds(alert)],
    ['Where it goes', route(alert, stack)],
    ['Tests', tests(alert)],
  ];
  const { team } = stack;
  return `# ${alert.name}

Severity: **${alert.severity}** · Group: ${group.name} · Team: ${team}

${sections.map(([title, text]) => `## ${title}\n\n${text.trim()}\n`).join('\n')}`;
}

function diagnosis({ runbook, dashboardUrl, name }: AlertRule, stack: Stack): string {
  const asks = (runbook.queries ?? []).map(({ ask, expr }) => `- [${ask}](${queryUrl(expr.text, stack)})`);
  const links = [
    ...(dashboardUrl === undefined ? [] : [`- [The panel that shows it](${dashboardUrl})`]),
    `- [Since when, and where, it fires](${queryUrl(`ALERTS{alertname="${name}"}`, stack)})`,
  ];
  return `${runbook.diagnosis}\n\n${[...asks, ...links].join('\n')}`;
}

/** Where Prometheus answers a query as a graph. */
function queryUrl(text: string, { prometheus }: Stack): string {
  const base = prometheus.url.replace(/\/$/, '');
  // Parentheses would end the link in Markdown.
  const query = encodeURIComponent(text).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${base}/query?g0.expr=${query}&g0.tab=graph`;
}

function rule(alert: AlertRule, stack: Stack): string {
  const labels = Object.entries(alertLabels(alert, stack)).map(([label, value]) => `\`${label}="${value}"\``);
  const keeps = alert.keepFiringFor === undefined ? '' : `, and for ${alert.keepFiringFor} after it has ended`;
  const when = alert.for === '0s' ? 'at once' : `when this holds for ${alert.for}`;
  return `It fires ${when}${keeps}, with the labels ${labels.join(', ')} and those of the result.

\`\`\`promql
${readable(alert.expr.text)}
\`\`\``;
}

/** As `narthex` formats PromQL; as it is written, if it cannot be parsed. */
function readable(text: string): string {
  const expr = tryParse(text);
  return expr instanceof PromqlError ? text : format(expr);
}

const columns = ['severity', 'for', 'keepFiringFor', 'threshold', 'window', 'horizon', 'minimum'] as const;
const titles: Readonly<Record<(typeof columns)[number], string>> = {
  severity: 'severity',
  for: 'for',
  keepFiringFor: 'keeps firing for',
  threshold: 'threshold',
  window: 'window',
  horizon: 'looks ahead',
  minimum: 'minimum',
};

/** The numbers by environment, without those that the alert does not have. */
function thresholds({ environments }: AlertRule): string {
  const used = columns.filter((column) =>
    environmentNames.some((name) => cell(environments[name], column) !== undefined),
  );
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['environment', ...used.map((column) => titles[column])]),
    row(['---', ...used.map(() => '---')]),
    ...environmentNames.map((name) => {
      const numbers = environments[name];
      const cells = 'off' in numbers ? used.map(() => '') : used.map((column) => cell(numbers, column) ?? '');
      return row([name, ...('off' in numbers ? [`left out: ${numbers.off}`, ...cells.slice(1)] : cells)]);
    }),
  ].join('\n');
}

function cell(numbers: AlertInEnvironment, column: (typeof columns)[number]): string | undefined {
  if ('off' in numbers) return undefined;
  const value = numbers[column];
  return (typeof value === 'number' && Number.isNaN(value)) || value === '0s' ? undefined : String(value);
}

/** Whom Alertmanager tells, as far as the labels say it that the alert always has. */
function route(alert: AlertRule, stack: Stack): string {
  const { name, environment, prometheus, routing, receivers } = stack;
  const labels = {
    stack: name,
    environment,
    ...prometheus.externalLabels,
    ...alertLabels(alert, stack),
    alertname: alert.name,
  };
  const taken = takenBy(labels, routing);
  return [...taken]
    .sort((a, b) => Number(a.later ?? false) - Number(b.later ?? false))
    .map(({ receiver, later, groupWait }) => {
      const when = later === undefined ? '' : `, if it still fires after ${groupWait}`;
      const to = receivers[receiver];
      const nowhere = to !== undefined && 'nowhere' in to ? ` (delivers nothing: ${to.nowhere})` : '';
      return `- \`${receiver}\`${nowhere}${when}`;
    })
    .join('\n');
}

function tests({ name, scenarios }: AlertRule): string {
  return scenarios.map(({ title }) => `- ${name} ${title}.`).join('\n');
}
