import { type Escalation, type Route, type Routing, watchdogAlert } from '../../stacks/model/index.ts';

/** A branch as Alertmanager gets it. */
export interface Branch extends Route {
  readonly mute: readonly string[];
  readonly activeOnly: readonly string[];
  readonly routes: readonly Branch[];
  /** The keys within `routing` at which it was written: `['routes', 0, 'escalate', 1]`. */
  readonly written: readonly (string | number)[];
  /** Tells those who are told only if the alert lasts. */
  readonly later?: true;
}

type Inherited = Pick<Branch, 'mute' | 'activeOnly'>;

const known = new WeakMap<Routing, readonly Branch[]>();

/**
 * The branches of the tree as they stand in `alertmanager.yml`. The one of the watchdog comes first. Alertmanager hands on timings to
 * the branches below, but no mute times, so each has its own; and it knows no escalation: that is a branch of its own, see below.
 */
export function branchesOf(routing: Routing): readonly Branch[] {
  const found = known.get(routing);
  if (found !== undefined) return found;
  const none = { mute: [], activeOnly: [] };
  const branches = [
    watchdogBranch(routing),
    ...routing.routes.flatMap((route, index) => expand(route, ['routes', index], none)),
  ];
  known.set(routing, branches);
  return branches;
}

/** Reported every minute: the heartbeat service should call somebody soon after it stops. */
function watchdogBranch({ watchdog }: Routing): Branch {
  return {
    match: { alertname: watchdogAlert },
    receiver: watchdog,
    groupBy: ['alertname'],
    groupWait: '0s',
    groupInterval: '1m',
    // Less than the group's interval: equal to it, every second one would come a moment too early and be left out.
    repeatInterval: '50s',
    mute: [],
    activeOnly: [],
    routes: [],
    written: ['watchdog'],
  };
}

function expand(route: Route, written: Branch['written'], above: Inherited): Branch[] {
  const { escalate = [], ...own } = route;
  const inherited = { mute: route.mute ?? above.mute, activeOnly: route.activeOnly ?? above.activeOnly };
  const routes = (route.routes ?? []).flatMap((child, index) =>
    expand(child, [...written, 'routes', index], inherited),
  );
  return [
    ...escalate.map((each, index) => escalation(each, route, [...written, 'escalate', index], inherited)),
    { ...own, ...inherited, routes, written },
  ];
}

/**
 * An alert that is resolved, silenced or inhibited before its group is first sent is not sent at all. So somebody is told later by a
 * branch that waits for so long. Each alert is a group of its own there: in a group that has been sent, a new alert would not wait.
 */
function escalation({ after, to }: Escalation, route: Route, written: Branch['written'], inherited: Inherited): Branch {
  const { match, groupInterval, repeatInterval } = route;
  return {
    match,
    receiver: to,
    groupBy: ['...'],
    groupWait: after,
    ...(groupInterval && { groupInterval }),
    ...(repeatInterval && { repeatInterval }),
    continue: true,
    ...inherited,
    routes: [],
    written,
    later: true,
  };
}
