import { expression } from '../../promql/index.ts';
import type { Annotation, Board, Duration, Row } from '../../stacks/model/index.ts';
import { stateColors } from '../../stacks/model/index.ts';
import { datasources } from '../files/dashboard-facts.ts';
import { at, type JsonRecord, list, records, text } from '../files/json.ts';
import { colorOf } from './colors.ts';
import { type Carried, linesOf, rowsOf, type SourceRow } from './layout.ts';
import type { Losses } from './losses.ts';
import { keyOf, Names } from './names.ts';
import { panelOf } from './panel.ts';
import type { BoardFacts } from './targets.ts';
import { variablesOf } from './variables.ts';

/** A dashboard of Grafana as a board of ours. What it cannot carry over, and what is missing, goes to `losses`. */
export function boardOf(json: JsonRecord, losses: Losses): Board {
  const where = 'the dashboard';
  const title = text(json.title)?.trim() || losses.write(where, 'a title');
  const variables = variablesOf(json, losses);
  const facts = { isPrometheus: datasources(json), variables, losses };
  const rows = boardRows(rowsOf(json), facts);
  boardLosses(json, where, losses);
  return {
    name: keyOf(title, 'board').slice(0, 39).replace(/-$/, ''),
    title,
    description: text(json.description)?.trim() || losses.write(where, 'what it is for, and who owns it'),
    from: timeRange(json, where, losses),
    variables: variables.carried,
    annotations: annotationsOf(json, facts),
    rows,
  };
}

function boardRows(sources: readonly SourceRow[], facts: BoardFacts): Row[] {
  const panelNames = new Names();
  const rowNames = new Names();
  let resized = 0;
  const rows = sources.flatMap((source): Row[] => {
    const name = `row '${source.title ?? 'without a title'}'`;
    if (source.repeat !== undefined)
      facts.losses.lost(name, `it repeats for each ${source.repeat}: it is there once, and shows all that are chosen`);
    const carried = source.panels.flatMap((place): Carried[] => {
      const panel = panelOf(
        place.json,
        panelNames.unique(text(place.json.title) || text(place.json.type) || 'panel'),
        facts,
      );
      return panel === undefined ? [] : [{ panel, place }];
    });
    if (carried.length === 0) {
      if (source.panels.length > 0) facts.losses.lost(name, 'it holds no panel that is carried over');
      return [];
    }
    const made = linesOf(carried);
    resized += made.resized;
    const { title, collapsed } = source;
    const key = rowNames.unique(title ?? 'first');
    return [
      {
        key,
        ...(title !== undefined && { title: facts.variables.inQuery(title) }),
        ...(collapsed && { collapsed }),
        lines: made.lines,
      },
    ];
  });
  if (resized > 0) {
    const panels = resized === 1 ? '1 panel has' : `${resized} panels have`;
    const reason = 'those side by side fill the line, and are equally high';
    facts.losses.lost('the layout', `${panels} another size: ${reason}`);
  }
  return rows;
}

/** What stands for the whole dashboard. */
function boardLosses(json: JsonRecord, where: string, losses: Losses): void {
  const tags = list(json.tags).map(String);
  if (tags.length > 0) losses.lost(where, `tags (${tags.join(', ')}): a board has the name of its stack`);
  if (list(json.links).length > 0)
    losses.lost(where, 'links at its top: those to the other boards of the stack follow by themselves');
  if (json.snapshot !== undefined) losses.lost(where, 'the data of a snapshot');
}

function timeRange(json: JsonRecord, where: string, losses: Losses): Duration {
  const [from, to] = [text(at(json, 'time', 'from')) ?? 'now-6h', text(at(json, 'time', 'to')) ?? 'now'];
  const range = /^now-(\d+[smhdw])$/.exec(from)?.[1];
  if (range === undefined || to !== 'now')
    losses.lost(where, `the time range ${from} to ${to}; it looks back from now`);
  return (range ?? '6h') as Duration;
}

function annotationsOf(board: JsonRecord, { isPrometheus, variables, losses }: BoardFacts): Annotation[] {
  return records(at(board, 'annotations', 'list')).flatMap((each): Annotation[] => {
    if (each.builtIn === 1) return [];
    const name = text(each.name) ?? 'untitled';
    const where = `annotation '${name}'`;
    const expr = (text(each.expr) ?? text(at(each, 'target', 'expr')))?.trim();
    if (!expr || isPrometheus(each.datasource) === false) {
      losses.lost(where, 'it asks no Prometheus');
      return [];
    }
    const color = colorOf(each.iconColor);
    if (color === undefined && text(each.iconColor))
      losses.lost(where, `its colour ${text(each.iconColor)}; it is blue`);
    if (each.enable === false) losses.lost(where, 'it was off, and is on now');
    if (each.useValueForTime === true) losses.lost(where, 'the value of its series as the time of a mark');
    const tags = (text(each.tagKeys) ?? '').split(',').map((tag) => tag.trim());
    return [
      {
        name,
        expr: expression(variables.inQuery(expr)),
        title: text(each.titleFormat) || name,
        text: text(each.textFormat) ?? '',
        tags: tags.filter((tag) => tag !== ''),
        color: color ?? stateColors.info,
      },
    ];
  });
}
