import type { Board } from './board.ts';
import type { Budget, Scale } from './budget.ts';
import type { EnvironmentName, JobOverride } from './environment.ts';
import type { Exporter } from './exporter.ts';
import type { Inhibition } from './inhibition.ts';
import type { MuteTimes } from './mute-time.ts';
import type { Policy } from './policy.ts';
import type { Probe, ProbeModule } from './probe.ts';
import type { MailServer, Receiver } from './receiver.ts';
import type { Routing } from './route.ts';
import type { AlertOverride, RulePack } from './rule.ts';
import type { ServedRunbooks } from './runbooks.ts';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';
import type { Slo } from './slo.ts';
import type { Versions } from './versions.ts';

/** A stack in one environment: every default filled in, every name resolved, every mistake already refused. */
export interface Stack extends Settings {
  readonly name: string;
  readonly summary: string;
  readonly team: string;
  readonly environment: EnvironmentName;
  readonly services: Readonly<Record<string, Service>>;
  readonly exporters: readonly Exporter[];
  readonly modules: Readonly<Record<string, ProbeModule>>;
  readonly probes: Readonly<Record<string, Probe>>;
  readonly receivers: Readonly<Record<string, Receiver>>;
  readonly routing: Routing;
  readonly muteTimes: MuteTimes;
  readonly inhibitions: readonly Inhibition[];
  readonly mail: MailServer | undefined;
  /** What users are promised, with the environment's changes; those that it leaves out are missing. */
  readonly slos: Readonly<Record<string, Slo>>;
  readonly rules: readonly RulePack[];
  readonly dashboards: readonly Board[];
  readonly policy: Policy;
  readonly alerts: Readonly<Record<string, AlertOverride>>;
  /** The same in each environment, for who compares them. */
  readonly alertsByEnvironment: Readonly<Record<EnvironmentName, Readonly<Record<string, AlertOverride>>>>;
  /** Names of the alerts that the environment changes, to say where a mistake stands. */
  readonly environmentAlerts: readonly string[];
  readonly jobs: Readonly<Record<string, JobOverride>>;
  readonly budget: Budget;
  readonly scale: Required<Scale>;
  /** Recorded series and scrape jobs that nobody reads, with the reason. */
  readonly unread: Readonly<Record<string, string>>;
  /** Where somebody else serves them, or where the part of the stack that does is opened. */
  readonly runbooks: string | ServedRunbooks;
  readonly versions: Versions;
}
