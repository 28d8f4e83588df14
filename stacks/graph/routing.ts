import { watchdogAlert } from '../../servers/index.ts';
import type { Match, Route, Routing } from '../model/index.ts';
import { type Condition, type KnownLabels, passes, possibleValues } from './labels.ts';

type Labels = Readonly<Record<string, string>>;

/** How an alert may be routed: the labels that decide it, and who gets it then. */
export interface Outcome {
  readonly labels: Labels;
  readonly receivers: readonly string[];
}

/** So many combinations of label values are looked at for one alert; nobody writes routes that need more. */
const mostOutcomes = 4096;

/** Who gets an alert with exactly these labels, as Alertmanager's dispatcher decides it (dispatch/route.go, `Route.Match`). */
export function receiversOf(labels: Labels, routing: Routing): string[] {
  return [...new Set(reached({ match: {}, ...routing, routes: branches(routing) }, labels))];
}

function reached(route: Route, labels: Labels): string[] {
  if (!Object.entries(route.match).every(([label, condition]) => passes(condition, labels[label] ?? ''))) return [];
  const all: string[] = [];
  for (const branch of route.routes ?? []) {
    const found = reached(branch, labels);
    all.push(...found);
    if (found.length > 0 && branch.continue !== true) break;
  }
  return all.length > 0 ? all : [route.receiver];
}

/** The branches of the tree, as they are written into `alertmanager.yml`: the one of the watchdog comes first. */
function branches({ routes, watchdog: receiver }: Routing): readonly Route[] {
  return [{ match: { alertname: watchdogAlert }, receiver }, ...routes];
}

/** Every way in which an alert may be routed, as far as its labels are known; each set of receivers once. */
export function outcomes(known: KnownLabels, routing: Routing): Outcome[] {
  const conditions = conditionsOf(branches(routing));
  let worlds: Labels[] = [{}];
  for (const [label, asked] of conditions) {
    const values = possibleValues(known, label, asked);
    if (worlds.length * values.length > mostOutcomes) break;
    worlds = worlds.flatMap((world) => values.map((value) => ({ ...world, [label]: value })));
  }
  const found = new Map<string, Outcome>();
  for (const labels of worlds) {
    const receivers = receiversOf(labels, routing);
    const key = receivers.join('\n');
    if (!found.has(key)) found.set(key, { labels: undecided(labels, known), receivers });
  }
  return [...found.values()];
}

/** The labels that may also be otherwise: the others need no mention. */
function undecided(labels: Labels, { labels: known, closed }: KnownLabels): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) => {
      const facts = known.get(name);
      return facts === undefined ? !closed : !(facts.always && facts.values?.size === 1);
    }),
  );
}

/** What the tree asks of each label. */
function conditionsOf(routes: readonly Route[]): ReadonlyMap<string, Condition[]> {
  const found = new Map<string, Condition[]>();
  const visit = ({
    match,
    routes: inner = [],
  }: {
    readonly match: Match;
    readonly routes?: readonly Route[];
  }): void => {
    for (const [label, condition] of Object.entries(match)) {
      found.set(label, [...(found.get(label) ?? []), condition]);
    }
    for (const route of inner) visit(route);
  };
  for (const route of routes) visit(route);
  return found;
}
