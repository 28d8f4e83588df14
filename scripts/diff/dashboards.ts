import { at, items, textOf, type Value } from '../check/yaml-value.ts';
import type { Change, Detail } from './change.ts';
import { queryDiffers } from './expression.ts';
import { pair } from './pair.ts';
import { movedDetails, panelsDiffer } from './panels.ts';
import { differByKey, differInNames, differs, isObject, valueText } from './values.ts';

/** What differs in the dashboards, by their uid. Takes the content of all dashboard files. */
export function dashboardsDiffer(before: readonly Value[], after: readonly Value[]): Change[] {
  const { both, added, removed } = pair(before, after, [uidOf]);
  return [
    ...added.map((board) => ({ ...change(board, 'added', []), about: sizeText(board) })),
    ...removed.map((board) => ({ ...change(board, 'removed', []), about: sizeText(board) })),
    ...both.flatMap(([a, b]) => boardDiffers(a, b)),
  ];
}

function uidOf(board: Value): string {
  return textOf(at(board, 'uid')) ?? titleOf(board);
}

function titleOf(board: Value): string {
  return textOf(at(board, 'title')) ?? 'untitled';
}

function sizeText(board: Value): string {
  const panels = items(at(board, 'panels')).flatMap((panel) => [panel, ...items(at(panel, 'panels'))]);
  const count = panels.filter((panel) => at(panel, 'type') !== 'row').length;
  return count === 1 ? '1 panel' : `${count} panels`;
}

function change(board: Value, sign: Change['sign'], details: readonly Detail[]): Change {
  return { subject: 'dashboards', thing: 'dashboard', name: titleOf(board), sign, details };
}

function boardDiffers(before: Value, after: Value): Change[] {
  const details = [...boardDetails(before, after), ...movedDetails(before, after)];
  const within = titleOf(after);
  return [
    ...(details.length > 0 ? [change(after, 'changed', details)] : []),
    ...panelsDiffer(before, after, within),
    ...parts('variable', within, list(before, 'templating'), list(after, 'templating'), variableDetails),
    ...parts('annotation', within, list(before, 'annotations'), list(after, 'annotations'), annotationDetails),
  ];
}

function list(board: Value, key: string): readonly Value[] {
  return items(at(board, key, 'list'));
}

/** What is not looked at: what Grafana counts, and what is told elsewhere. */
const ignored = [
  'id',
  'uid',
  'version',
  'schemaVersion',
  'panels',
  'rows',
  'templating',
  'annotations',
  'tags',
  'time',
];

function boardDetails(before: Value, after: Value): Detail[] {
  const range = (board: Value) => [valueText(at(board, 'time', 'from')), valueText(at(board, 'time', 'to'))];
  const tags = (board: Value) => items(at(board, 'tags')).map(String);
  return [
    ...differs('time range', range(before).join(' to '), range(after).join(' to ')),
    ...differInNames('tags', tags(before), tags(after)),
    ...differByKey('', before, after, ignored),
  ];
}

function nameOf(part: Value): string {
  return textOf(at(part, 'name')) ?? '';
}

function parts(
  thing: string,
  within: string,
  before: readonly Value[],
  after: readonly Value[],
  detailsOf: (a: Value, b: Value) => Detail[],
): Change[] {
  const { both, added, removed } = pair(before, after, [nameOf]);
  const change = (part: Value, sign: Change['sign'], details: readonly Detail[]): Change => {
    const about = sign === 'changed' ? undefined : queryText(part);
    return {
      subject: 'dashboards',
      thing,
      name: nameOf(part),
      within,
      sign,
      ...(about !== undefined && { about }),
      details,
    };
  };
  return [
    ...added.map((part) => change(part, 'added', [])),
    ...removed.map((part) => change(part, 'removed', [])),
    ...both.flatMap(([a, b]) => {
      const details = detailsOf(a, b);
      return details.length > 0 ? [change(b, 'changed', details)] : [];
    }),
  ];
}

/** A variable has its query as text or within an object; an annotation as `expr`. */
function queryText(part: Value): string | undefined {
  const query = at(part, 'query');
  return (
    textOf(isObject(query) ? query.query : query) ?? textOf(at(part, 'expr')) ?? textOf(at(part, 'target', 'expr'))
  );
}

function variableDetails(before: Value, after: Value): Detail[] {
  return [
    ...differs('query', queryText(before), queryText(after)),
    ...differByKey('', before, after, ['name', 'query', 'definition', 'current', 'options', 'skipUrlSync']),
  ];
}

function annotationDetails(before: Value, after: Value): Detail[] {
  return [
    ...queryDiffers('query', queryText(before), queryText(after)),
    ...differByKey('', before, after, ['name', 'expr', 'target']),
  ];
}
