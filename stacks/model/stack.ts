import type { Budget, Scale } from './budget.ts';
import type { EnvironmentName, JobOverride } from './environment.ts';
import type { Exporter } from './exporter.ts';
import type { Policy } from './policy.ts';
import type { Probe, ProbeModule } from './probe.ts';
import type { MailServer, Receiver } from './receiver.ts';
import type { Inhibition, Routing } from './route.ts';
import type { AlertOverride, RulePack } from './rule.ts';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';
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
  readonly inhibitions: readonly Inhibition[];
  readonly mail: MailServer | undefined;
  readonly rules: readonly RulePack[];
  readonly policy: Policy;
  readonly alerts: Readonly<Record<string, AlertOverride>>;
  /** Names of the alerts that the environment changes, to say where a mistake stands. */
  readonly environmentAlerts: readonly string[];
  readonly jobs: Readonly<Record<string, JobOverride>>;
  readonly budget: Budget;
  readonly scale: Required<Scale>;
  /** Recorded series and scrape jobs that nobody reads, with the reason. */
  readonly unread: Readonly<Record<string, string>>;
  readonly runbooks: string | undefined;
  readonly versions: Versions;
}
