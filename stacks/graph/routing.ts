import { type Branch, branchesOf, type Taken, takenBy } from '../../servers/index.ts';
import type { Condition, Labels, MuteTimes, Routing } from '../model/index.ts';
import { type KnownLabels, possibleValues } from './labels.ts';
import { isAlwaysMuted } from './mute-times.ts';

/** How an alert may be routed: the labels that decide it, and who gets it then. */
export interface Outcome {
  readonly labels: Labels;
  readonly receivers: readonly string[];
  /** Those of them who are never told, because every branch that leads to them is muted at all times. */
  readonly muted: readonly string[];
}

/** So many combinations of label values are looked at for one alert; nobody writes routes that need more. */
const mostOutcomes = 4096;

/** Where a branch stands in the definition: `routing.routes[0].escalate[1]`; the root is `routing`. */
export function branchPath({ written }: Pick<Taken, 'written'>): readonly (string | number)[] {
  return ['routing', ...written];
}

/** Every way in which an alert may be routed, as far as its labels are known; each set of receivers once. */
export function outcomes(
  known: KnownLabels,
  { routing, muteTimes }: { readonly routing: Routing; readonly muteTimes: MuteTimes },
): Outcome[] {
  let worlds: Labels[] = [{}];
  for (const [label, asked] of conditionsOf(branchesOf(routing))) {
    const values = possibleValues(known, label, asked);
    if (worlds.length * values.length > mostOutcomes) break;
    worlds = worlds.flatMap((world) => values.map((value) => ({ ...world, [label]: value })));
  }
  const found = new Map<string, Outcome>();
  for (const labels of worlds) {
    const taken = takenBy(labels, routing);
    const receivers = [...new Set(taken.map(({ receiver }) => receiver))];
    const told = new Set(taken.filter((each) => !isAlwaysMuted(each, muteTimes)).map(({ receiver }) => receiver));
    const muted = receivers.filter((receiver) => !told.has(receiver));
    const key = JSON.stringify([receivers, muted]);
    if (!found.has(key)) found.set(key, { labels: undecided(labels, known), receivers, muted });
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
function conditionsOf(branches: readonly Branch[]): ReadonlyMap<string, Condition[]> {
  const found = new Map<string, Condition[]>();
  const visit = ({ match, routes }: Branch): void => {
    for (const [label, condition] of Object.entries(match)) {
      found.set(label, [...(found.get(label) ?? []), condition]);
    }
    for (const branch of routes) visit(branch);
  };
  for (const branch of branches) visit(branch);
  return found;
}
