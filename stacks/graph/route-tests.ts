import { type Taken, takenBy } from '../../servers/index.ts';
import { type AlertLabels, type Labels, pathText, type RouteTest, type Stack, unknownNameFix } from '../model/index.ts';
import type { SentAlert } from './graph.ts';
import { inhibitedBy, inhibitionName } from './inhibition.ts';
import { mutedBy } from './mute-times.ts';
import { branchPath } from './routing.ts';

/** The labels of an alert, or why no alert of the stack can have them. */
type Completed = { readonly labels: Labels } | { readonly fault: string; readonly fix: string };

/** An alert of a test with the labels that the real alert of its name always has. */
export function completed(given: AlertLabels, alerts: readonly SentAlert[]): Completed {
  const named = alerts.filter(({ name }) => name === given.alertname);
  if (named.length === 0) {
    const names = [...new Set(alerts.map(({ name }) => name))];
    return { fault: `there is no alert '${given.alertname}'`, fix: unknownNameFix(given.alertname, names) };
  }
  const fitting = named.find((alert) => misfit(given, alert) === undefined);
  if (fitting === undefined) {
    const fault = named.map((alert) => misfit(given, alert)).find((each) => each !== undefined) ?? '';
    return {
      fault: `${given.alertname} ${fault}`,
      fix: 'correct the label, or leave it out: what is always so need not be written',
    };
  }
  const always = [...fitting.labels].flatMap(([label, { always, values }]) => {
    const [value] = values ?? [];
    return always && values?.size === 1 && value !== undefined ? [[label, value] as const] : [];
  });
  return { labels: { ...Object.fromEntries(always), ...given } };
}

/** A label that an alert cannot have. */
function misfit(given: Labels, { labels, closed }: SentAlert): string | undefined {
  for (const [label, value] of Object.entries(given)) {
    const facts = labels.get(label);
    if (facts === undefined && closed) return `never has the label '${label}'`;
    if (facts?.values !== undefined && !facts.values.has(value)) return `never has ${label} '${value}'`;
  }
  return undefined;
}

/** What is wrong with what a test expects. */
export interface RouteFault {
  readonly message: string;
  readonly fix: string;
}

/** Follows the tree, the inhibitions and the mute times for a test. */
export function routeFaults(test: RouteTest, stack: Stack, alerts: readonly SentAlert[]): RouteFault[] {
  const all = [test.alert, ...(test.firing ?? [])].map((each) => completed(each, alerts));
  const faults = all.flatMap((each) => ('fault' in each ? [{ message: each.fault, fix: each.fix }] : []));
  const [alert, ...firing] = all.flatMap((each) => ('labels' in each ? [each.labels] : []));
  if (faults.length > 0 || alert === undefined) return faults;
  return expectations(test, alert, firing, stack).map((message) => ({
    message,
    fix: "correct 'routing', 'inhibitions' or 'muteTimes', or what the test expects",
  }));
}

function expectations(test: RouteTest, alert: Labels, firing: readonly Labels[], stack: Stack): string[] {
  const muted = inhibitedBy(alert, firing, stack.inhibitions);
  const inhibitor = muted && `it is muted by ${muted.source.alertname} (${inhibitionName(muted.index)})`;
  const taken = takenBy(alert, stack.routing);
  const at = test.at === undefined ? undefined : new Date(test.at);
  const silencer = (branch: Taken) => (at === undefined ? undefined : mutedBy(branch, stack.muteTimes, at));
  const told = muted ? [] : taken.filter((branch) => silencer(branch) === undefined);
  const why = inhibitor ?? taken.map((branch) => how(branch, silencer(branch))).join('; ');
  const now = told.filter(({ later }) => later !== true);
  return [
    ...different('told', test.reaches, now, why),
    ...(test.escalatesTo === undefined
      ? []
      : different(
          'told later',
          test.escalatesTo,
          told.filter(({ later }) => later === true),
          why,
        )),
    ...(test.group === undefined ? [] : groupFaults(test.group, alert, now)),
    ...inhibitionFaults(test, muted?.source.alertname, inhibitor),
    ...(test.mutedBy === undefined || taken.some((branch) => silencer(branch) === test.mutedBy)
      ? []
      : [`the mute time '${test.mutedBy}' mutes no branch that takes it: ${why}`]),
  ];
}

/** `'oncall' by routing.routes[0], which 'nights' mutes`. */
function how(branch: Taken, silencer: string | undefined): string {
  return `'${branch.receiver}' by ${pathText(branchPath(branch))}${silencer === undefined ? '' : `, which '${silencer}' mutes`}`;
}

function different(told: string, expected: readonly string[], found: readonly Taken[], why: string): string[] {
  const receivers = new Set(found.map(({ receiver }) => receiver));
  const missing = expected.filter((name) => !receivers.has(name)).map((name) => `'${name}' is not ${told}`);
  const extra = [...receivers].filter((name) => !expected.includes(name)).map((name) => `'${name}' is ${told} as well`);
  return missing.length + extra.length === 0 ? [] : [`${[...missing, ...extra].join(', ')}: ${why}`];
}

function groupFaults(expected: Labels, alert: Labels, told: readonly Taken[]): string[] {
  return told.flatMap((branch) => {
    const found = groupOf(branch, alert);
    return text(found) === text(expected)
      ? []
      : [`${pathText(branchPath(branch))} groups it by ${text(found)}, and ${text(expected)} is expected`];
  });
}

/** The labels of the group that an alert comes into; one that it does not have is not among them. */
function groupOf({ groupBy }: Taken, alert: Labels): Labels {
  if (groupBy.includes('...')) return alert;
  return Object.fromEntries(Object.entries(alert).filter(([label]) => groupBy.includes(label)));
}

function text(labels: Labels): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(', ')}}`;
}

function inhibitionFaults(
  { inhibitedBy }: RouteTest,
  found: string | undefined,
  inhibitor: string | undefined,
): string[] {
  if (inhibitedBy === undefined || inhibitedBy === found) return [];
  return [`it is expected to be muted by ${inhibitedBy}, and ${inhibitor ?? 'no inhibition mutes it'}`];
}
