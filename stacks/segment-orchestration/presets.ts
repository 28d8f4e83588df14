import { type Duration, inbox, type Overrides, type Receiver, seconds, secretFile } from 'narthex';
import { groupNames } from './names.ts';

/** What may differ between two deployments of the monitoring, in the words and numbers of its document. */
export interface Preset {
  /** How often metrics are collected. */
  readonly metricsCollection: Duration;
  /** How often performance is held against its bounds. */
  readonly performanceCheck: Duration;
  /** How often the health of the components is looked at. */
  readonly healthCheck: Duration;
  /** How often alerts are looked at: raised, told, ended. */
  readonly alertCheck: Duration;
  /** Share of the executions that may fail. */
  readonly failureRate: number;
  /** Mean time of an execution, in seconds. */
  readonly responseTime: number;
  /** Memory of the process, in bytes. */
  readonly memory: number;
  /** Share of a processor that the process may use. */
  readonly cpu: number;
  readonly metricsRetention: Duration;
  readonly alertRetention: Duration;
  /** Whether anybody outside is told. */
  readonly emailAlerts: boolean;
  readonly webhookAlerts: boolean;
  /** The least time between two notifications about the same. */
  readonly alertCooldown: Duration;
}

/**
 * The document has two switches more, which are always on here: without Prometheus metrics there would be nothing to see, and dashboards
 * are part of every stack.
 */
const defaults: Preset = {
  metricsCollection: '10s',
  performanceCheck: '30s',
  healthCheck: '60s',
  alertCheck: '15s',
  failureRate: 0.15,
  responseTime: 0.2,
  memory: 100e6,
  cpu: 0.8,
  metricsRetention: '24h',
  alertRetention: '7d',
  emailAlerts: false,
  webhookAlerts: false,
  alertCooldown: '5m',
};

/** The presets by environment. Staging has what holds where nobody says otherwise. */
export const presets = {
  development: {
    ...defaults,
    metricsCollection: '5s',
    performanceCheck: '15s',
    healthCheck: '30s',
    failureRate: 0.2,
    responseTime: 0.5,
    memory: 500e6,
    cpu: 0.9,
    metricsRetention: '12h',
    alertRetention: '3d',
  },
  staging: defaults,
  production: {
    ...defaults,
    failureRate: 0.1,
    responseTime: 0.3,
    memory: 200e6,
    cpu: 0.75,
    metricsRetention: '48h',
    alertRetention: '14d',
    emailAlerts: true,
    webhookAlerts: true,
  },
} satisfies Readonly<Record<string, Preset>>;

/** A preset as the changes of an environment. */
export function environment(preset: Preset) {
  return {
    jobs: { orchestration: { interval: preset.metricsCollection }, health: { interval: preset.healthCheck } },
    groups: {
      [groupNames.records]: { interval: preset.performanceCheck },
      [groupNames.performance]: { interval: preset.performanceCheck },
      [groupNames.resources]: { interval: preset.performanceCheck },
      [groupNames.health]: { interval: preset.healthCheck },
    },
    alerts: {
      HighFailureRate: { threshold: preset.failureRate },
      HighResponseTime: { threshold: preset.responseTime },
      HighMemoryUsage: { threshold: preset.memory },
      HighCPUUsage: { threshold: preset.cpu },
      ...(seconds(preset.metricsRetention) < seconds('1d') && lookingBackTooFar),
    },
    receivers: { team: told(preset), archive: inbox() },
    routing: { groupInterval: preset.alertCooldown, repeatInterval: preset.alertCooldown },
    prometheus: { interval: preset.alertCheck, retention: { time: preset.metricsRetention, size: '4Gi' } },
    alertmanager: { retention: preset.alertRetention },
  } satisfies Overrides;
}

const off = 'it looks back a day, and samples are not kept that long here';

/** Built-in alerts that ask for more than half a day of samples. */
const lookingBackTooFar = {
  TargetSamplesSurged: { off },
  PrometheusRetentionShorterThanConfigured: { off },
  InstanceRestarting: { off },
};

/** The channels that are switched on. The inbox keeps every notification as long as alerts are kept: the audit trail. */
function told({ emailAlerts, webhookAlerts }: Preset): Receiver {
  return {
    ...inbox(),
    ...(emailAlerts && { email: [{ to: 'orchestration@orchestration.internal' }] }),
    ...(webhookAlerts && { webhook: [{ url: secretFile('alerts-webhook-url', 'the URL that takes alerts') }] }),
  };
}
