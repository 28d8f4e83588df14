import { datasources } from '../data-source.ts';
import { type JsonPath, texts } from '../json.ts';
import type { BoardView } from './view.ts';

/** What of a query only its data source understands. */
const asked = ['expr', 'legendFormat', 'interval', 'query'];

/**
 * The texts of a dashboard that stand under one of these keys, without the queries of other data sources than Prometheus: these have
 * variables and macros of their own.
 */
export function ownTexts(board: BoardView, keys: readonly string[]): (readonly [text: string, path: JsonPath])[] {
  const targets = new Set(board.panels.flatMap((panel) => panel.targets.map(({ path }) => path.join('/'))));
  const variables = board.variables.filter(({ type, query }) => type !== 'query' || query !== undefined);
  const isPrometheus = datasources(board.json);
  const annotations = board.annotations.filter(({ json }) => isPrometheus(json.datasource) !== false);
  const own = new Set([...targets, ...[...variables, ...annotations].map(({ path }) => path.join('/'))]);
  return texts(board.json).filter(([, path]) => {
    const key = String(path.at(-1));
    if (!keys.includes(key)) return false;
    const query = asked.includes(key) ? queryOf(path) : undefined;
    return query === undefined || own.has(query.join('/'));
  });
}

/** The query, variable or annotation of which a path is a part. */
function queryOf(path: JsonPath): JsonPath | undefined {
  const [first, second] = path;
  if ((first === 'templating' || first === 'annotations') && second === 'list') return path.slice(0, 3);
  const place = path.indexOf('targets');
  return place < 0 ? undefined : path.slice(0, place + 2);
}
