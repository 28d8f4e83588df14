import type { Board } from './board.ts';
import type { Budget, Scale } from './budget.ts';
import type { EnvironmentName, Overrides } from './environment.ts';
import type { Exporter } from './exporter.ts';
import type { Inhibition } from './inhibition.ts';
import type { MuteTime } from './mute-time.ts';
import type { Policy } from './policy.ts';
import type { Probe, ProbeModule, standardModules } from './probe.ts';
import type { MailServer, Receiver } from './receiver.ts';
import type { Routing } from './route.ts';
import type { AlertOverride, RulePack } from './rule.ts';
import type { ServedRunbooks } from './runbooks.ts';
import type { Service } from './service.ts';
import type { AlertmanagerSettings, GrafanaSettings, PrometheusSettings } from './settings.ts';
import type { Slo } from './slo.ts';
import type { Versions } from './versions.ts';

/** What the author of a stack writes. */
export interface StackDefinition<
  S extends string = string,
  R extends string = string,
  P extends string = string,
  M extends string = string,
  T extends string = string,
> {
  /** DNS label; the folder of the output, the namespace of its services. */
  readonly name: string;
  /** One sentence: what the system does. */
  readonly summary: string;
  /** The team that is called, as a label on every alert. */
  readonly team: string;
  readonly services: { readonly [name in S]: Service<NoInfer<S>> };
  readonly exporters: readonly Exporter[];
  /** Modules besides the standard ones. */
  readonly modules?: { readonly [name in M]: ProbeModule };
  readonly probes?: { readonly [name in P]: Probe<NoInfer<S>, NoInfer<M> | keyof typeof standardModules> };
  readonly receivers: { readonly [name in R]: Receiver };
  readonly routing: Routing<NoInfer<R>, NoInfer<T>>;
  /** Times at which routes tell nobody, or nobody else, by name: nights, weekends, the last day of the year. */
  readonly muteTimes?: { readonly [name in T]: MuteTime | readonly MuteTime[] };
  /** Default: a critical alert mutes the warnings of its symptom, an instance that is down its probes, a host what runs on it. */
  readonly inhibitions?: readonly Inhibition[];
  readonly mail?: MailServer;
  /** What users are promised, by name; alerts tell when the promise is about to be broken. */
  readonly slos?: { readonly [name: string]: Slo<NoInfer<P>> };
  /** Rules of its own, besides those that follow from what it declares. */
  readonly rules?: readonly RulePack[];
  /** Dashboards of its own, besides those that follow from what it declares. */
  readonly dashboards?: readonly Board[];
  /** What its own rules have to keep to. */
  readonly policy?: Policy;
  /** Changes to alerts by name: `for`, severity, threshold, or left out with a reason. */
  readonly alerts?: Readonly<Record<string, AlertOverride>>;
  /** Recorded series and scrape jobs that no rule or panel reads, by name, each with the reason why it is there all the same. */
  readonly unread?: Readonly<Record<string, string>>;
  /**
   * Where somebody else serves the runbooks: alerts link to `<address>/<alert>.md`, or to the address itself with the alert in place of
   * `{alert}`. Default: a part of the stack serves them.
   */
  readonly runbooks?: string | ServedRunbooks;
  readonly prometheus?: Partial<PrometheusSettings>;
  readonly alertmanager?: Partial<AlertmanagerSettings>;
  readonly grafana?: Partial<GrafanaSettings>;
  /** What it may cost; `narthex check` compares it with what is predicted. */
  readonly budget?: Budget;
  /** Machines, and instances of what somebody else deploys. */
  readonly scale?: Scale;
  /** Images other than the pinned ones. */
  readonly versions?: Partial<Versions>;
  readonly environments?: { readonly [name in EnvironmentName]?: Overrides<NoInfer<S>, NoInfer<R>, NoInfer<T>> };
}

/** A definition, and where `defineStack` was called. */
export interface Definition {
  readonly kind: 'narthex-stack';
  readonly stack: StackDefinition;
  /** `file:line:column` of the call, from the call stack; source maps are not applied. */
  readonly calledAt: string | undefined;
}

/**
 * Declares a stack. It only keeps what it is given; `resolveStack` refuses mistakes, all at once. The type parameters carry the
 * names of services, receivers, probes, modules and mute times, so that most wrong names do not compile.
 */
export function defineStack<
  const S extends string,
  const R extends string,
  const P extends string = never,
  const M extends string = never,
  const T extends string = never,
>(stack: StackDefinition<S, R, P, M, T>): Definition {
  return { kind: 'narthex-stack', stack: stack as unknown as StackDefinition, calledAt: callSite() };
}

/** The frame above `defineStack`. */
function callSite(): string | undefined {
  const frame = new Error().stack?.split('\n')[3];
  return /\(?((?:file:\/\/)?\/?[^()\s]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1];
}
