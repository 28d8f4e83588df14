import type { StackDefinition } from './definition.ts';
import type { EnvironmentName, Overrides } from './environment.ts';
import { standardModules } from './probe.ts';
import { severityInhibitions } from './route.ts';
import type { AlertOverride } from './rule.ts';
import type { Service } from './service.ts';
import { defaultSettings } from './settings.ts';
import type { Stack } from './stack.ts';
import { versions } from './versions.ts';

/** Fills in the defaults and lays the environment's changes over them. Does not look for mistakes. */
export function applyEnvironment(definition: StackDefinition, environment: EnvironmentName): Stack {
  const overrides: Overrides = definition.environments?.[environment] ?? {};
  const { routes, ...timing } = overrides.routing ?? {};
  return {
    name: definition.name,
    summary: definition.summary,
    team: definition.team,
    environment,
    services: mapServices(definition, overrides),
    exporters: definition.exporters,
    modules: { ...standardModules, ...definition.modules },
    probes: definition.probes ?? {},
    receivers: { ...definition.receivers, ...overrides.receivers } as Stack['receivers'],
    routing: { ...definition.routing, ...timing, routes: routes ?? definition.routing.routes },
    inhibitions: overrides.inhibitions ?? definition.inhibitions ?? severityInhibitions,
    mail: definition.mail,
    rules: definition.rules ?? [],
    policy: definition.policy ?? {},
    alerts: mergeAlerts(definition.alerts, overrides.alerts),
    environmentAlerts: Object.keys(overrides.alerts ?? {}),
    jobs: overrides.jobs ?? {},
    budget: {
      ...definition.budget,
      ...overrides.budget,
      jobs: { ...definition.budget?.jobs, ...overrides.budget?.jobs },
    },
    scale: {
      nodes: overrides.scale?.nodes ?? definition.scale?.nodes ?? 1,
      replicas: { ...definition.scale?.replicas, ...overrides.scale?.replicas },
    },
    unread: definition.unread ?? {},
    runbooks: definition.runbooks,
    versions: { ...versions, ...definition.versions },
    prometheus: { ...defaultSettings.prometheus, ...definition.prometheus, ...overrides.prometheus },
    alertmanager: { ...defaultSettings.alertmanager, ...definition.alertmanager, ...overrides.alertmanager },
    grafana: { ...defaultSettings.grafana, ...definition.grafana, ...overrides.grafana },
  };
}

/** An environment changes single numbers of an alert; what the stack changed of it stays. Leaving out, and taking back, is whole. */
function mergeAlerts(stack: Stack['alerts'] = {}, environment: Stack['alerts'] = {}): Stack['alerts'] {
  const merged = Object.entries(environment).map(([name, override]): [string, AlertOverride] => {
    const before = stack[name];
    return before === undefined || 'off' in before || 'off' in override
      ? [name, override]
      : [name, { ...before, ...override }];
  });
  return { ...stack, ...Object.fromEntries(merged) };
}

function mapServices(definition: StackDefinition, overrides: Overrides): Record<string, Service> {
  return Object.fromEntries(
    Object.entries(definition.services).map(([name, service]) => {
      const run = overrides.services?.[name]?.run;
      return [name, run === undefined ? service : { ...service, run }];
    }),
  );
}
