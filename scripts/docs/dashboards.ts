import type { DashboardFile, Plan } from '../../stacks/model/index.ts';
import { cell, generated, table } from './markdown.ts';

/** A panel as Grafana's JSON has it, as far as this page shows it. */
interface PanelText {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  /** Of a row that is closed: what is in it. */
  readonly panels: readonly PanelText[];
}

/** `dashboards.md`: every dashboard of the first stack, and those of the others that it does not have. */
export function dashboardsPage(plans: readonly Plan[]): string {
  const known = new Set<string>();
  const sections = plans.map(({ stack, dashboards }) => {
    const own = dashboards.filter((each) => !known.has(shortName(each, stack.name)));
    for (const each of own) known.add(shortName(each, stack.name));
    return `## Dashboards of ${stack.name}\n\n${own.map((each) => dashboard(each, stack.name)).join('\n')}`;
  });
  const [first] = plans;
  return `${generated('the dashboards')}

# Dashboards

Every dashboard of the stacks of this repository in ${first?.stack.environment ?? 'production'}, with the panels on it and what each shows. What another stack has
as well is listed once. Why a stack has them, and one of your own: [dashboards](../dashboards.md).

${sections.join('\n')}`;
}

/** The name of a board without its stack: `services` of `sergas-services`. */
export function shortName({ uid }: Pick<DashboardFile, 'uid'>, stack: string): string {
  return uid.replace(new RegExp(`^${stack}-`), '');
}

function dashboard(file: DashboardFile, stack: string): string {
  const { description } = file.json;
  const rows = panelsIn(file.json.panels).flatMap((each): (readonly string[])[] => {
    if (each.type !== 'row') return [panelRow(each)];
    return [[`**${cell(each.title)}**`, '', ''], ...each.panels.map(panelRow)];
  });
  const about = typeof description === 'string' ? `${description}\n\n` : '';
  return `### ${shortName(file, stack)}: ${file.title}\n\n${about}${table(['panel', 'kind', 'what it shows'], rows)}\n`;
}

const panelRow = ({ title, type, description }: PanelText) => [
  cell(title),
  type,
  cell(description.split('\n\n')[0] ?? ''),
];

/** The panels in a list of Grafana's JSON. */
export function panelsIn(list: unknown): PanelText[] {
  if (!Array.isArray(list)) return [];
  return list.map((each: Readonly<Record<string, unknown>>) => ({
    type: textOf(each.type),
    title: textOf(each.title),
    description: textOf(each.description),
    panels: panelsIn(each.panels),
  }));
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
