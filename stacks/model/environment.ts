import type { Budget, Scale } from './budget.ts';
import type { Duration } from './duration.ts';
import type { Inhibition } from './inhibition.ts';
import type { Receiver } from './receiver.ts';
import type { Route } from './route.ts';
import type { AlertOverride } from './rule.ts';
import type { ServedRunbooks } from './runbooks.ts';
import type { Runtime } from './service.ts';
import type { AlertmanagerSettings, GrafanaSettings, PrometheusSettings } from './settings.ts';
import type { SloOverride } from './slo.ts';

/** The environments that every stack has. */
export const environmentNames = ['development', 'staging', 'production'] as const;

/** One of the environments. */
export type EnvironmentName = (typeof environmentNames)[number];

/** What an environment may change about a scrape job, by the job's name. */
export interface JobOverride {
  readonly interval?: Duration;
  readonly timeout?: Duration;
  readonly sampleLimit?: number;
}

/** What an environment may change about a rule group of the stack's own, by the group's name. */
export interface GroupOverride {
  /** How often it is evaluated. */
  readonly interval?: Duration;
}

/** What an environment changes of the stack. Names are those of the stack; an unknown one is an error. */
export interface Overrides<S extends string = string, R extends string = string, T extends string = string> {
  readonly services?: { readonly [name in S]?: { readonly run?: Runtime } };
  readonly jobs?: Readonly<Record<string, JobOverride>>;
  readonly receivers?: { readonly [name in R]?: Receiver };
  readonly routing?: {
    readonly groupWait?: Duration;
    readonly groupInterval?: Duration;
    readonly repeatInterval?: Duration;
    readonly routes?: readonly Route<R, T>[];
  };
  readonly inhibitions?: readonly Inhibition[];
  readonly groups?: Readonly<Record<string, GroupOverride>>;
  readonly alerts?: Readonly<Record<string, AlertOverride>>;
  readonly slos?: Readonly<Record<string, SloOverride>>;
  readonly runbooks?: string | ServedRunbooks;
  readonly prometheus?: Partial<PrometheusSettings>;
  readonly alertmanager?: Partial<AlertmanagerSettings>;
  readonly grafana?: Partial<GrafanaSettings>;
  readonly budget?: Budget;
  readonly scale?: Scale;
}
