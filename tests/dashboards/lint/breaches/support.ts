import type { BoardFacts } from '../../../../dashboards/lint/index.ts';
import { type Loose, query } from '../good.ts';

/** What breaks a rule: a change of the good dashboard, and the rules that speak against it besides. */
export type Breach = readonly [
  rule: string,
  change: (board: Loose) => unknown,
  facts?: BoardFacts,
  besides?: readonly string[],
];

/** The graph of the good dashboard. */
export const graph = (board: Loose) => board.panels[1];
/** Its stat. */
export const stat = (board: Loose) => board.panels[0];
/** How the fields of the graph are shown. */
export const defaults = (board: Loose) => graph(board).fieldConfig.defaults;
/** The query of the graph. */
export const target = (board: Loose) => graph(board).targets[0];
/** The variable job. */
export const variable = (board: Loose) => board.templating.list[1];
/** Matchers for what is chosen. */
export const chosen = 'job=~"$job", instance=~"$instance"';
/** Turns the graph into a panel of another kind. */
export const become = (board: Loose, type: string, options: object, expr = `sum(up{${chosen}})`) => {
  const kept = { unit: 'percentunit', noValue: 'NO DATA: nothing' };
  const targets = [query(expr, { instant: true, range: false })];
  Object.assign(graph(board), { type, options, targets, fieldConfig: { defaults: kept, overrides: [] } });
};
/** Gives the fields of the graph a link. */
export const link = (url: string) => (board: Loose) => {
  defaults(board).links = [{ title: 'More', url }];
};
/** Variables of another dashboard. */
export const others = new Map([['shop-db', ['datasource', 'job']]]);
/** Where that other dashboard leads to: nowhere, by itself or by its menu of others. */
export const lost = new Map([['shop-db', { tags: ['db'], to: ['shop-gone'], menus: [['db']] }]]);
/** What keeps the time range in a link. */
export const context = '$' + '{__url_time_range}';
