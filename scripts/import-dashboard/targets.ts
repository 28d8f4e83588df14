import { expression, PromqlError, tryParse, withoutVariables } from '../../promql/index.ts';
import { milliseconds, type Query } from '../../stacks/model/index.ts';
import type { datasources } from '../files/dashboard-facts.ts';
import { isRecord, type JsonRecord, records, text } from '../files/json.ts';
import type { Losses } from './losses.ts';
import type { Variables } from './variables.ts';

/** What reading a panel needs to know of its dashboard. */
export interface BoardFacts {
  readonly isPrometheus: ReturnType<typeof datasources>;
  readonly variables: Variables;
  readonly losses: Losses;
}

/** The queries of a panel that Prometheus answers and that are seen. All others are lost. */
export function queriesOf(panel: JsonRecord, where: string, facts: BoardFacts): Query[] {
  return records(panel.targets).flatMap((target) => queryOf(target, panel, where, facts) ?? []);
}

function queryOf(target: JsonRecord, panel: JsonRecord, where: string, facts: BoardFacts): Query | undefined {
  const { losses, variables } = facts;
  const name = `query ${text(target.refId) ?? ''}`.trim();
  const reason = unusable(target, panel, facts);
  if (reason !== undefined) {
    losses.lost(where, `${name}: ${reason}`);
    return undefined;
  }
  const query = variables.inQuery(text(target.expr) ?? '').trim();
  const tree = tryParse(withoutVariables(query).text);
  if (tree instanceof PromqlError) {
    losses.lost(where, `${name}: this is no PromQL: ${tree.message}: ${query}`);
    return undefined;
  }
  if (target.exemplar === true) losses.lost(where, `${name}: its exemplars`);
  // An empty one is a choice: all labels.
  const legend = text(target.legendFormat)?.trim() ?? '__auto';
  return { expr: expression(query), legend: variables.inQuery(legend) };
}

/** Why a query is not carried over; `undefined` if it is. */
function unusable(target: JsonRecord, panel: JsonRecord, { isPrometheus }: BoardFacts): string | undefined {
  const { datasource } = target;
  const id = isRecord(datasource) ? (text(datasource.uid) ?? text(datasource.type)) : text(datasource);
  if (id === '__expr__') return 'an expression of Grafana over other queries; write it in PromQL';
  if (id === '-- Dashboard --') return 'it takes the answers of another panel; repeat the query here';
  if (isPrometheus(datasource, panel.datasource) === false) return 'it asks another data source than Prometheus';
  if (!text(target.expr)?.trim()) return 'it has no PromQL';
  return target.hide === true ? 'it is hidden' : undefined;
}

/** The least interval of a panel or its queries, where it is a duration. */
export function intervalOf(panel: JsonRecord): string | undefined {
  const given = [panel.interval, ...records(panel.targets).map(({ interval }) => interval)].map(
    (each) => text(each) ?? '',
  );
  return given
    .map((each) => each.replace(/^>=?\s*/, ''))
    .find((each) => milliseconds(each) !== undefined && /^\d+[a-z]+$/.test(each));
}
