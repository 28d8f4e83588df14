import { isHelper } from '../../dashboards/data-source.ts';
import type { JsonPath } from '../../dashboards/json.ts';
import { waysOf } from '../../dashboards/lint/index.ts';
import { expression, type Usage } from '../../promql/index.ts';
import { annotationUsage, datasources, legendOf, panelUnit, showsChange, variableText } from './dashboard-facts.ts';
import type { FileContent, FileExpression, FileProblem } from './file-expression.ts';
import { at, isRecord, type Json, type JsonRecord, list, records, text } from './json.ts';
import { jsonPlace } from './json-place.ts';
import type { FilePlace } from './lines.ts';
import { lintFindings } from './lint.ts';
import { suppressionComments, suppressionForm } from './suppression.ts';

/** What reading dashboards needs to know. */
export interface DashboardFileSettings {
  /** How often metrics are scraped, in seconds: Grafana fills in its windows by it. */
  readonly scrapeInterval: number;
}

/**
 * Reads Grafana dashboards in classic JSON: one, a list of them, or as Grafana's API exports one (`{ "dashboard": … }`). A text that is
 * none gives one problem, with its line. Queries of other data sources than Prometheus are counted as skipped.
 */
export function readDashboardFile(file: string, source: string, settings: DashboardFileSettings): FileContent {
  let json: Json;
  try {
    json = JSON.parse(source) as Json;
  } catch (error) {
    const { message, offset } = syntaxMistake(error, source);
    const place = offset === undefined ? {} : jsonPlace(source).line(offset);
    const problem = { code: 'NX853', file, ...place, message: `this is no JSON: ${message}`, fix: 'correct the JSON' };
    return { expressions: [], problems: [problem as FileProblem], skipped: 0 };
  }
  const boards = dashboardsIn(json, []);
  if (boards.length === 0) {
    const newer = isRecord(json) && isRecord(at(json, 'spec', 'elements') ?? json.elements);
    const message = newer ? 'this dashboard has the newer schema (v2)' : 'this is no dashboard: it has no panels';
    const fix = newer ? 'export it as classic JSON' : 'give the JSON of a dashboard, as Grafana exports it';
    return { expressions: [], problems: [{ code: 'NX853', file, line: 1, message, fix }], skipped: 0 };
  }
  // Places are wanted for findings alone, and looking for them takes longer than all the rest.
  let places: ReturnType<typeof jsonPlace> | undefined;
  const place = (path: JsonPath, offset: number): FilePlace | undefined => {
    places ??= jsonPlace(source);
    return places.of(path, offset);
  };
  const read = boards.map(([board, path]) => new BoardReader(file, board, path, settings, place).read());
  return {
    expressions: read.flatMap(({ expressions }) => expressions),
    problems: read.flatMap(({ problems }) => problems),
    boards: boards.map(([board, path]) => ({
      uid: text(board.uid),
      variables: records(at(board, 'templating', 'list')).map(({ name }) => text(name) ?? ''),
      ways: waysOf(board),
      lint: (facts, today) =>
        lintFindings({ file, board, place: (inner) => place([...path, ...inner], 0) }, facts, today),
    })),
    skipped: read.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** What `JSON.parse` found, and where: it tells the offset, or only the text around an unexpected character, ten to each side. */
function syntaxMistake(
  error: unknown,
  source: string,
): { readonly message: string; readonly offset: number | undefined } {
  const whole = error instanceof Error ? error.message : String(error);
  const message = whole.replace(/ (?:in JSON )?at position \d+.*$|, (?:\.\.\.)?".*$/s, '');
  const position = / at position (\d+)/.exec(whole)?.[1];
  if (position !== undefined) return { message, offset: Number(position) };
  if (/end of JSON input/.test(whole)) return { message, offset: source.length };
  const [, cut, around = ''] = /, (\.\.\.)?"(.*)"(?:\.\.\. | )is not valid JSON$/s.exec(whole) ?? [];
  const at = around === '' ? -1 : source.indexOf(around);
  const told = at >= 0 && source.indexOf(around, at + 1) < 0;
  return { message, offset: told ? at + (cut === undefined ? 0 : 10) : undefined };
}

function dashboardsIn(json: Json | undefined, path: JsonPath): [JsonRecord, JsonPath][] {
  if (Array.isArray(json)) return json.flatMap((each, index) => dashboardsIn(each, [...path, index]));
  if (!isRecord(json)) return [];
  if (Array.isArray(json.panels) || Array.isArray(json.rows)) return [[json, path]];
  return ['dashboard', 'spec'].flatMap((key) => dashboardsIn(json[key], [...path, key]));
}

/** Reads one dashboard. */
class BoardReader {
  readonly expressions: FileExpression[] = [];
  readonly problems: FileProblem[] = [];
  skipped = 0;
  readonly file: string;
  readonly board: JsonRecord;
  readonly path: JsonPath;
  readonly place: (path: JsonPath, offset: number) => FilePlace | undefined;
  readonly grafana: { readonly scrapeInterval: number; readonly names: ReadonlySet<string> };
  readonly isPrometheus: ReturnType<typeof datasources>;

  constructor(
    file: string,
    board: JsonRecord,
    path: JsonPath,
    { scrapeInterval }: DashboardFileSettings,
    place: BoardReader['place'],
  ) {
    this.file = file;
    this.board = board;
    this.path = path;
    this.place = place;
    const variables = records(at(board, 'templating', 'list')).map(({ name }) => text(name) ?? '');
    const inputs = records(board.__inputs).map(({ name }) => text(name) ?? '');
    const always = ['__dashboard', '__user', '__org', '__name', '__timezone', '__data', '__field', '__value'];
    this.grafana = { scrapeInterval, names: new Set([...variables, ...inputs, ...always]) };
    this.isPrometheus = datasources(board);
  }

  read(): FileContent {
    for (const [index, variable] of records(at(this.board, 'templating', 'list')).entries())
      this.variable(variable, [...this.path, 'templating', 'list', index]);
    for (const [index, annotation] of records(at(this.board, 'annotations', 'list')).entries())
      this.annotation(annotation, [...this.path, 'annotations', 'list', index]);
    this.panels(this.board, this.path);
    return { expressions: this.expressions, problems: this.problems, skipped: this.skipped };
  }

  /** The panels of a dashboard, of a row (both as they were before and are since Grafana 5). */
  private panels(holder: JsonRecord, path: JsonPath): void {
    for (const key of ['panels', 'rows']) {
      for (const [index, each] of list(holder[key]).entries()) {
        if (!isRecord(each)) continue;
        const own = [...path, key, index];
        if (key === 'panels') this.targets(each, own);
        this.panels(each, own);
      }
    }
  }

  private targets(panel: JsonRecord, path: JsonPath): void {
    for (const [index, target] of records(panel.targets).entries()) {
      const query = text(target.expr) ?? '';
      const type = this.isPrometheus(target.datasource, panel.datasource);
      if (type === false || (type === undefined && typeof target.expr !== 'string')) {
        if (type === false && !isHelper(target)) this.skipped++;
        continue;
      }
      if (query.trim() === '') continue;
      const title = text(panel.title)?.trim() || text(panel.type) || 'untitled';
      const id = typeof panel.id === 'number' ? ` (id ${panel.id})` : '';
      const refId = text(target.refId);
      const unit = panelUnit(panel, refId);
      const legend = legendOf(target);
      this.add(query, `panel '${title}'${id}${refId ? `, query ${refId}` : ''}`, [...path, 'targets', index, 'expr'], {
        kind: 'panel',
        name: `${text(this.board.title) ?? this.file} / ${title}`,
        overTime: showsChange(panel, target),
        ...(legend !== undefined && { legend }),
        ...(unit !== undefined && { unit }),
      });
    }
  }

  private variable(variable: JsonRecord, path: JsonPath): void {
    if (text(variable.type) !== 'query') return;
    const query = variableText(variable);
    const type = this.isPrometheus(variable.datasource);
    if (type === false) this.skipped++;
    // A variable without a data source asks the default one, which may be any.
    if (type === false || query === undefined || query.text.trim() === '') return;
    if (type === undefined && !/^\s*(?:label_values|label_names|metrics|query_result)\s*\(/.test(query.text)) return;
    const name = `variable ${text(variable.name) ?? ''}`;
    this.add(query.text, name, [...path, ...query.path], { kind: 'variable', name });
  }

  private annotation(annotation: JsonRecord, path: JsonPath): void {
    const nested = isRecord(annotation.target) && typeof annotation.target.expr === 'string';
    const query = nested ? text(at(annotation, 'target', 'expr')) : text(annotation.expr);
    if (query === undefined || query.trim() === '') return;
    if (this.isPrometheus(annotation.datasource) === false) {
      this.skipped++;
      return;
    }
    const name = `annotation ${text(annotation.name) ?? ''}`;
    const usage = annotationUsage(annotation, name);
    this.add(query, name, [...path, ...(nested ? ['target', 'expr'] : ['expr'])], usage);
  }

  private add(query: string, where: string, path: JsonPath, usage: Usage): void {
    const comments = suppressionComments(query);
    for (const { offset, suppressions } of comments) {
      if (suppressions !== undefined) continue;
      const fix = `write it in a line of its own: ${suppressionForm}`;
      const line = this.place(path, offset);
      this.problems.push({ code: 'NX549', file: this.file, ...line, message: `${where}: this is no suppression`, fix });
    }
    this.expressions.push({
      file: this.file,
      expression: {
        where,
        expression: expression(query),
        ignore: comments.flatMap(({ suppressions }) => suppressions ?? []),
        usage,
        grafana: this.grafana,
      },
      placeOf: ({ span, at: part }) => this.place(path, part === undefined ? span.from : 0),
    });
  }
}
