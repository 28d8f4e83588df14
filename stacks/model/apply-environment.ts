import type { StackDefinition } from './definition.ts';
import type { EnvironmentName, Overrides } from './environment.ts';
import { defaultInhibitions } from './inhibition.ts';
import type { MuteTime, MuteTimes } from './mute-time.ts';
import { standardModules } from './probe.ts';
import type { AlertOverride } from './rule.ts';
import { defaultRunbooks } from './runbooks.ts';
import type { Service } from './service.ts';
import { defaultSettings } from './settings.ts';
import { applySloOverride, type Slo } from './slo.ts';
import { sloInhibitions } from './slo-inhibition.ts';
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
    muteTimes: muteTimes(definition.muteTimes),
    inhibitions: overrides.inhibitions ??
      definition.inhibitions ?? [...defaultInhibitions, ...sloInhibitions(slos(definition, overrides))],
    mail: definition.mail,
    slos: slos(definition, overrides),
    rules: (definition.rules ?? []).map((pack) => ({ ...pack, ...overrides.groups?.[pack.name] })),
    dashboards: definition.dashboards ?? [],
    policy: definition.policy ?? {},
    alerts: mergeAlerts(definition.alerts, overrides.alerts),
    alertsByEnvironment: {
      development: mergeAlerts(definition.alerts, definition.environments?.development?.alerts),
      staging: mergeAlerts(definition.alerts, definition.environments?.staging?.alerts),
      production: mergeAlerts(definition.alerts, definition.environments?.production?.alerts),
    },
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
    runbooks: overrides.runbooks ?? definition.runbooks ?? defaultRunbooks,
    versions: { ...versions, ...definition.versions },
    prometheus: { ...defaultSettings.prometheus, ...definition.prometheus, ...overrides.prometheus },
    alertmanager: { ...defaultSettings.alertmanager, ...definition.alertmanager, ...overrides.alertmanager },
    grafana: { ...defaultSettings.grafana, ...definition.grafana, ...overrides.grafana },
  };
}

/** The SLOs that an environment does not leave out. */
function slos(definition: StackDefinition, overrides: Overrides): Record<string, Slo> {
  return Object.fromEntries(
    Object.entries(definition.slos ?? {}).flatMap(([name, slo]) => {
      const applied = applySloOverride(slo, overrides.slos?.[name]);
      return applied === undefined ? [] : [[name, applied]];
    }),
  );
}

/** Every mute time as a list of its parts. */
function muteTimes(named: StackDefinition['muteTimes'] = {}): MuteTimes {
  return Object.fromEntries(
    Object.entries(named).map(([name, value]): [string, readonly MuteTime[]] => [
      name,
      'length' in value ? value : [value],
    ]),
  );
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
