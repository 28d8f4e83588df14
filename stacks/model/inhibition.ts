import { isNot, type Match } from './match.ts';
import { watchdogAlert } from './route.ts';

/** While an alert that matches `source` fires, those that match `target` and agree in `equal` stay quiet. */
export interface Inhibition {
  readonly source: Match;
  readonly target: Match;
  readonly equal: readonly string[];
}

/**
 * While the alert `source` fires, everything else with the same value of `label` stays quiet: `inhibitWithin('datacenter',
 * 'DatacenterDown')`. Both sides have to carry the label, because Alertmanager takes two missing ones for equal. The watchdog is
 * never muted. `target` says more about what is.
 */
export function inhibitWithin(label: string, source: string, target: Match = {}): Inhibition {
  return {
    source: { alertname: source, [label]: /.+/ },
    target: { alertname: isNot([source, watchdogAlert]), ...target, [label]: /.+/ },
    equal: [label],
  };
}

/**
 * A critical alert mutes the warnings of the same symptom about the same thing, and an instance that is down the probes of its
 * service. Alerts of one symptom carry the same `symptom` label; alerts without one are never muted by this.
 */
export const severityInhibitions: readonly Inhibition[] = [
  {
    source: { severity: 'critical', symptom: /.+/ },
    target: { severity: ['warning', 'info'], symptom: /.+/ },
    equal: [
      ...['symptom', 'job', 'instance', 'device', 'mountpoint', 'controller', 'datname', 'slot_name'],
      ...['name', 'namespace', 'pod', 'container', 'integration', 'receiver_name'],
    ],
  },
  // Where somebody made it a warning, because others answer, a probe that fails is worse than that.
  {
    source: { alertname: 'InstanceDown', severity: 'critical' },
    target: { alertname: 'ProbeFailed', service: /.+/ },
    equal: ['service'],
  },
];

/**
 * A host that is down mutes what is said of it. In a cluster node exporter, cAdvisor and kubelet have the name of the node as their
 * `instance`; everywhere else an instance is `part:port`, which no other job has, so there it takes a label `host`.
 */
export const hostInhibitions: readonly Inhibition[] = [
  inhibitWithin('instance', 'HostDown'),
  inhibitWithin('host', 'HostDown'),
];

/** What holds where a stack gives no `inhibitions` of its own. */
export const defaultInhibitions: readonly Inhibition[] = [...severityInhibitions, ...hostInhibitions];
