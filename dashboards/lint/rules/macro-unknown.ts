import { macroNames } from '../../expand/macros.ts';
import { ownTexts } from '../own-texts.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';
import { variableNames } from '../support.ts';

/** What Grafana replaces besides the macros of a query. Source: the documentation of its global variables. */
const others = [
  ...['__from', '__to', '__user', '__org', '__dashboard', '__name', '__timezone', '__timeFilter', '__all_variables'],
  ...['__url_time_range', '__url', '__data', '__field', '__series', '__value', '__cell', '__auto'],
  ...[
    '__timeGroup',
    '__timeGroupAlias',
    '__timeEpoch',
    '__unixEpochFilter',
    '__unixEpochGroup',
    '__searchFilter',
    '__all',
  ],
  ...['__cell_0', '__value_raw', '__field_name', '__field_labels', '__series_name', '__value_time'],
];

/** Where macros stand. In words a dollar may be a dollar. */
const places = ['expr', 'legendFormat', 'interval', 'url'];

/** `macro-unknown` */
export const macroUnknown: DashboardRule = {
  id: 'macro-unknown',
  severity: 'error',
  why: 'Grafana replaces the part of the name that it knows: of $__interval_s it makes 1m_s, and Prometheus refuses that.',
  sameAs: 'NX500',
  run: ofBoard((board): Fault[] =>
    ownTexts(board, places).flatMap(([value, at]) => {
      const wrong = variableNames(value).filter(
        (name) => name.startsWith('__') && !macroNames.includes(name) && !others.includes(name),
      );
      const fix = `Grafana has ${macroNames.map((name) => `$${name}`).join(', ')}`;
      return [...new Set(wrong)].map((name) => ({ at, message: `Grafana knows no $${name}`, fix }));
    }),
  ),
};
