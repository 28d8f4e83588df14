import type { Terminal } from '../output/terminal.ts';
import { queryAlerts } from '../query/alerts.ts';
import type { QuestionName } from '../query/names.ts';
import { queryStatus } from '../query/status.ts';
import { querySummary } from '../query/summary.ts';
import { alertsText, statusText, summaryText } from '../query/text.ts';
import { type Elsewhere, runningStack } from './running.ts';
import { synthesizeOne, type UpOptions } from './up.ts';

/** Options of `narthex query`. */
export interface QueryOptions extends Omit<UpOptions, 'target'>, Elsewhere {
  readonly what: QuestionName;
  /** How many hours `summary` and `alerts` look back. */
  readonly hours: number;
}

/** Asks the Prometheus and the Alertmanager of a running stack, and prints what they say. Throws a `NarthexError` where they are silent. */
export async function query(options: QueryOptions, terminal: Terminal): Promise<void> {
  const { what, hours, json } = options;
  const { plan } = await synthesizeOne(options, ['compose']);
  const { ask } = await runningStack(options, plan);
  const { name, environment } = plan.stack;
  const title = `${name} (${environment})`;
  const print = <T>(answer: T, text: (title: string, answer: T) => string) =>
    terminal.result(json ? JSON.stringify({ stack: name, environment, ...answer }) : text(title, answer));
  switch (what) {
    case 'status':
      return print(await queryStatus(plan, ask), statusText);
    case 'summary':
      return print(await querySummary(plan, ask, hours), summaryText);
    case 'alerts':
      return print(await queryAlerts(ask, hours), alertsText);
  }
}
