import { legend } from '../../dashboards/expand/index.ts';
import type { Plan, Severity } from '../../stacks/model/index.ts';
import type { Ask } from '../verify/ask.ts';
import { activeAlerts, countBySeverity } from './alerts.ts';
import { instant } from './ask.ts';
import { type ComponentState, type Health, healthOf } from './health.ts';
import { readingsOf } from './readings.ts';

/** A service of the stack, and how many of its instances answer. */
export interface Component {
  readonly name: string;
  readonly state: ComponentState;
  readonly instances: number;
  readonly answering: number;
}

/** A value that the stack shows, of each series. */
export interface Value {
  readonly board: string;
  readonly panel: string;
  readonly unit: string;
  /** Empty where Prometheus has nothing to say. */
  readonly series: readonly { readonly name: string; readonly value: number }[];
}

/** How a stack does now. */
export interface Status {
  readonly health: Health;
  readonly components: readonly Component[];
  readonly alerts: Readonly<Record<Severity, number>> & { readonly active: number };
  readonly values: readonly Value[];
}

/** Asks Prometheus and Alertmanager how a stack does. Throws a `NarthexError` (NX703) where one of them does not answer. */
export async function queryStatus(plan: Plan, ask: Ask): Promise<Status> {
  const [components, alerts] = await Promise.all([componentsOf(plan, ask), activeAlerts(ask)]);
  const values: Value[] = [];
  for (const { board, panel, unit, queries } of readingsOf(plan)) {
    const answers = await Promise.all(queries.map(({ expr }) => instant(ask, expr)));
    const series = answers.flatMap((found, index) =>
      found.flatMap(({ metric, values: [sample] }) =>
        sample === undefined ? [] : [{ name: nameOf(metric, queries[index]), value: sample[1] }],
      ),
    );
    values.push({ board, panel, unit, series });
  }
  const telling = alerts.filter(({ state }) => state === 'active');
  return {
    health: healthOf(components.map(({ state }) => state)),
    components,
    alerts: { active: telling.length, ...countBySeverity(telling) },
    values,
  };
}

/** The name of a series, as its panel writes it. */
export function nameOf(
  metric: Readonly<Record<string, string>>,
  query: { readonly expr: string; readonly legend: string } | undefined,
): string {
  return legend(query?.legend ?? '', metric, query?.expr ?? '');
}

async function componentsOf({ stack }: Plan, ask: Ask): Promise<Component[]> {
  const targets = await instant(ask, 'up');
  return Object.entries(stack.services).flatMap(([name, { metrics }]): Component[] => {
    if (metrics === undefined) return [];
    // A probe of it carries its name as well, and says whether the prober answers.
    const own = targets.filter(({ metric }) => metric.service === name && metric.job === (metrics.job ?? name));
    const answering = own.filter(({ values }) => values[0]?.[1] === 1).length;
    const state = own.length === 0 ? 'unknown' : answering === own.length ? 'healthy' : 'unhealthy';
    return [{ name, state, instances: own.length, answering }];
  });
}
