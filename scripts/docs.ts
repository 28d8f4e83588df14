// The pages of docs/reference/, written from the code. tests/docs/reference.test.ts compares them with what is committed.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MetricDefinition, MetricSet } from '@narthex/instrumentation';
import { build, type Plugin } from 'esbuild';
import { type DashboardRule, dashboardRules, upstreamRules } from '../dashboards/lint/index.ts';
import type { AlertRule, Plan } from '../stacks/model/index.ts';
import { cell, generated } from './docs/markdown.ts';

export { checksReferencePage } from './docs/checks.ts';
export { componentsPage } from './docs/components.ts';
export { configurationPage } from './docs/configuration.ts';
export { dashboardsPage } from './docs/dashboards.ts';

/** Metrics that belong together: a category of an application, an exporter. */
export interface Catalog {
  readonly title: string;
  readonly metrics: MetricSet;
}

/** `alerts.md`: every alert of a stack in one environment, by rule group. */
export function alertsPage({ stack, groups }: Plan): string {
  const sections = groups.map(({ name, rules }) => {
    const alerts = rules.filter((rule) => rule.kind === 'alert');
    return `## ${name}\n\n${alerts.map(alertEntry).join('\n\n')}\n`;
  });
  return `${generated('the rules')}

# Alerts of ${stack.name}

What follows from the definition of \`stacks/${stack.name}.ts\` in ${stack.environment}. Each has a runbook in
\`dist/${stack.name}/${stack.environment}/runbooks/\` and unit tests in \`tests/\`. How to change or leave out one of them:
[the definition](../definition.md#change-or-leave-out-a-built-in-alert).

${sections.join('\n')}`;
}

/** `alerts-of-other-stacks.md`: the alerts of stacks that the first one does not have; each is listed once. */
export function otherAlertsPage(first: Plan, others: readonly Plan[]): string {
  const known = new Set(alertsOf(first).map(({ name }) => name));
  const sections = others.map((plan) => {
    const { stack } = plan;
    const own = alertsOf(plan).filter(({ name }) => !known.has(name));
    for (const { name } of own) known.add(name);
    return `## Alerts of ${stack.name}\n\n${stack.summary}\n\n${own.map(alertEntry).join('\n\n')}\n`;
  });
  return `${generated('the rules')}

# Alerts of the other stacks

What the other stacks of this repository have in ${first.stack.environment} besides [the alerts of ${first.stack.name}](alerts.md).

${sections.join('\n')}`;
}

/** Every alert of a plan, in the order of its groups. */
export function alertsOf({ groups }: Plan): AlertRule[] {
  return groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'alert'));
}

function alertEntry(alert: AlertRule): string {
  const threshold = alert.threshold === undefined ? '' : `, threshold ${alert.threshold}`;
  return `### ${alert.name}

${alert.severity}, ${alert.for === '0s' ? 'at once' : `after ${alert.for}`}${threshold}. ${alert.summary}

\`\`\`promql
${alert.expr.text}
\`\`\``;
}

/** `metrics.md`: the metrics of an application, then what the stack reads of exporters and servers. */
export function metricsPage(stack: string, application: readonly Catalog[], read: readonly Catalog[]): string {
  const count = application.reduce((sum, { metrics }) => sum + Object.keys(metrics).length, 0);
  return `${generated('the catalogs')}

# Metrics

Labels in brackets are enumerated; \`≤ n\` keeps at most n values and counts the rest under \`__other__\`; \`any\` has no limit.

## The ${count} metrics of ${stack}

${application.map((catalog) => catalogSection(catalog, '###')).join('\n')}
## What the stack reads of exporters and servers

An exporter exposes more than this. Prometheus stores what rules and dashboards read, and drops the rest on arrival.

${read.map((catalog) => catalogSection(catalog, '###')).join('\n')}`;
}

function catalogSection({ title, metrics }: Catalog, heading: string): string {
  const rows = Object.values<MetricDefinition>(metrics).map(
    (metric) => `| \`${metric.name}\` | ${metric.type} | ${labelsText(metric)} | ${cell(metric.help)} |`,
  );
  return `${heading} ${title}\n\n| metric | type | labels | meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function labelsText({ labels }: MetricDefinition): string {
  const texts = Object.entries(labels).map(([name, spec]) => {
    if (!('kind' in spec)) return `\`${name}\` (${spec.join(', ')})`;
    return spec.kind === 'bounded' ? `\`${name}\` (≤ ${spec.limit})` : `\`${name}\` (any)`;
  });
  return texts.join(', ');
}

/** `dashboard-rules.md`: every rule that dashboards are held against. */
export function dashboardRulesPage(): string {
  const upstream = dashboardRules.slice(0, upstreamRules);
  const own = dashboardRules.slice(upstreamRules);
  return `${generated('the rules for dashboards')}

# Rules for dashboards

\`narthex check\` holds the ${dashboardRules.length} rules against every dashboard of a stack (NX612), and against those of files (NX856):
[check rules and dashboards of your own](../check-files.md#rules-for-dashboards). An error shows nothing, or what is wrong; a warning misleads or wastes.

Where a finding is meant: on a panel or board of a definition \`ignore: [{ rule: 'panel-units', reason: '…' }]\`; in a file a line
[in the description](../check-files.md#rules-for-dashboards).

## Those of dashboard-linter

Grafana's [dashboard-linter](https://github.com/grafana/dashboard-linter) has them under these names. Dashboards that are made from a stack are spared \`template-job\`, \`template-instance\`,
\`target-job\` and \`target-instance\`: which jobs a panel reads is known there, and a board has the variables that narrow something.

${ruleTable(upstream)}
## Others

${ruleTable(own)}`;
}

function ruleTable(rules: readonly DashboardRule[]): string {
  const rows = rules.map(({ id, severity, why, sameAs }) => {
    const same = sameAs === undefined ? '' : ` As ${sameAs}.`;
    return `| \`${id}\` | ${severity} | ${cell(why)}${same} |`;
  });
  return `| rule | severity | why |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/** `commands.md`: what `narthex help` prints, for each command. `root` is the repository's folder. */
export async function commandsPage(root: string): Promise<string> {
  const help = await helpTexts(root);
  const sections = [...help].map(([name, text]) => `## narthex ${name}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
  return `${generated('the help texts')}

# Commands

In a checkout of Narthex: \`npx narthex <command>\`. Exit codes: 0 done, 1 something is wrong with the stack or its surroundings,
2 wrong use of the command.

${sections.join('\n')}`;
}

/** The help text of every command, by its name. */
export async function helpTexts(root: string): Promise<ReadonlyMap<string, string>> {
  const parent = join(root, '.narthex', 'tmp');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'help-'));
  try {
    const program = join(folder, 'narthex.mjs');
    await build({
      absWorkingDir: root,
      entryPoints: ['scripts/narthex.ts'],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      plugins: [lazyCommands],
      logLevel: 'silent',
    });
    const names = [...(await help(program)).matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name = '']) => name);
    return new Map(await Promise.all(names.map(async (name) => [name, await help(program, name)] as const)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Help needs no command's own code. */
const lazyCommands: Plugin = {
  name: 'lazy-commands',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/commands\// }, ({ path }) => ({ path, external: true })),
};

async function help(program: string, ...args: readonly string[]): Promise<string> {
  // The default of --project is the working folder, which is another one on every machine.
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'help', ...args], { cwd: '/' });
  return stdout.trimEnd().replace(/\(default:\s+"\/"\)/, '(default: here)');
}
