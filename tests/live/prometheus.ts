import type { QueryData } from '../../scripts/live/ask-all.ts';
import type { Ask } from '../../scripts/verify/ask.ts';
import type { DashboardFile } from '../../stacks/model/index.ts';

/** What a Prometheus of tests answers. */
export interface Fake {
  /** The answer to a query; throws for what it refuses. */
  readonly answer: (expr: string, params: URLSearchParams) => QueryData;
  /** Values of labels. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** When it was started; long ago if it is not said. */
  readonly started?: Date;
  /** When it last read its configuration; when it was started if it is not said. */
  readonly reloaded?: Date;
  /** Recording rules that had no turn, with the seconds between two turns. */
  readonly waiting?: Readonly<Record<string, number>>;
}

/** A Prometheus that answers as it is told, and what it was asked. */
export function fakePrometheus(fake: Fake): { readonly ask: Ask; readonly asked: string[] } {
  const asked: string[] = [];
  const ask: Ask = async (_part, path) => {
    asked.push(path);
    try {
      return JSON.stringify({ status: 'success', data: answerTo(fake, new URL(path, 'http://prometheus')) });
    } catch (error) {
      return JSON.stringify({ status: 'error', error: String(error instanceof Error ? error.message : error) });
    }
  };
  return { ask, asked };
}

function answerTo({ answer, labels = {}, started = new Date(0), reloaded, waiting = {} }: Fake, url: URL): unknown {
  const label = /^\/api\/v1\/label\/(\w+)\/values$/.exec(url.pathname)?.[1];
  if (label !== undefined) return labels[label] ?? [];
  if (url.pathname.endsWith('/runtimeinfo'))
    return { startTime: started.toISOString(), lastConfigTime: (reloaded ?? started).toISOString() };
  if (url.pathname.endsWith('/rules')) {
    return {
      groups: Object.entries(waiting).map(([name, interval]) => ({
        interval,
        rules: [{ name, type: 'recording', health: 'unknown' }],
      })),
    };
  }
  return answer(url.searchParams.get('query') ?? '', url.searchParams);
}

/** Series of a range, each with these values. */
export function lines(...series: readonly (readonly string[])[]): QueryData {
  return { resultType: 'matrix', result: series.map((values) => ({ values: values.map((value) => [0, value]) })) };
}

/** A dashboard with one panel per query. */
export function board(
  queries: Readonly<Record<string, string>>,
  { variables = [], annotations = [], mayBeEmpty = {} }: Partial<BoardParts> = {},
): DashboardFile {
  const panels = Object.entries(queries).map(([title, expr], index) => ({
    ...{ id: index + 1, title, type: 'timeseries', gridPos: { w: 24 } },
    targets: [{ refId: 'A', expr, range: true }],
  }));
  return {
    ...{ uid: 'shop', title: 'shop overview', variables: [], queries: [], guards: [], mayBeEmpty },
    json: {
      uid: 'shop',
      title: 'shop overview',
      panels,
      templating: { list: variables },
      annotations: { list: annotations },
    },
  };
}

interface BoardParts {
  readonly variables: readonly Readonly<Record<string, unknown>>[];
  readonly annotations: readonly Readonly<Record<string, unknown>>[];
  readonly mayBeEmpty: DashboardFile['mayBeEmpty'];
}

/** A variable whose values are those of the label of its name; All stands for anything. */
export function labelVariable(name: string) {
  const query = { query: `label_values(up, ${name})` };
  return { name, type: 'query', query, multi: true, includeAll: true, allValue: '.+', sort: 7 };
}
