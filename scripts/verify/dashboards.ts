import { type Plan, seconds } from '../../stacks/model/index.ts';
import { askPrometheus } from './ask.ts';
import type { Question, Running } from './question.ts';

/** Queries asked at the same time. */
const atOnce = 4;

interface PanelQuery {
  readonly dashboard: string;
  readonly panel: string;
  readonly expr: string;
}

/** Every query of every panel is answered by Prometheus. An empty answer is no error, but is counted. */
export const dashboardQueries: Question = {
  id: 'dashboards',
  title: 'every dashboard query is answered',
  answer: async (running) => {
    const queries = running.plan.dashboards.flatMap(({ title, json }) => panelQueries(title, json));
    const wrong: string[] = [];
    const empty: string[] = [];
    const queue = [...queries];
    const worker = async () => {
      for (let query = queue.shift(); query !== undefined; query = queue.shift()) {
        const { dashboard, panel, expr } = query;
        try {
          if ((await resultSize(running, expr)) === 0) empty.push(panel);
        } catch (error) {
          wrong.push(`${dashboard} / ${panel}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const notes = empty.length > 0 ? [`without data now: ${[...new Set(empty)].sort().join(', ')}`] : [];
    return { good: `${queries.length - wrong.length} of ${queries.length} queries answered`, wrong, notes };
  },
};

async function resultSize({ ask, plan }: Running, expr: string): Promise<number> {
  const query = encodeURIComponent(expandMacros(expr, plan));
  const { result } = await askPrometheus<{ readonly result: readonly unknown[] }>(ask, `/api/v1/query?query=${query}`);
  return result.length;
}

/** The queries of all panels, those in rows included. */
function panelQueries(dashboard: string, json: Readonly<Record<string, unknown>>): PanelQuery[] {
  const panels = (json.panels ?? []) as readonly Readonly<Record<string, unknown>>[];
  return panels.flatMap((panel) => {
    const targets = (panel.targets ?? []) as readonly { readonly expr?: string }[];
    const own = targets.flatMap(({ expr }) =>
      expr ? [{ dashboard, panel: String(panel.title ?? 'untitled'), expr }] : [],
    );
    return [...own, ...panelQueries(dashboard, panel)];
  });
}

/**
 * What Grafana puts in place of its variables, for one hour at full width: the rate window is four scrape intervals, and a
 * variable stands for all its values.
 */
export function expandMacros(expr: string, { stack }: Plan): string {
  const interval = seconds(stack.prometheus.interval);
  return expr
    .replace(/\$\{?__rate_interval\}?/g, `${interval * 4}s`)
    .replace(/\$\{?__interval\}?/g, `${interval}s`)
    .replace(/\$\{?__range\}?/g, '1h')
    .replace(/\$\{?(?!__)[a-zA-Z]\w*(?::\w+)?\}?/g, '.+');
}
