import { type Labels, passes, type Routing } from '../../stacks/model/index.ts';
import { type Branch, branchesOf } from './tree.ts';

/** A branch that takes an alert, or the root of the tree, with what it has from the branches above. */
export interface Taken extends Pick<Branch, 'receiver' | 'mute' | 'activeOnly' | 'written' | 'later' | 'groupWait'> {
  readonly groupBy: readonly string[];
}

/** The branches that take an alert with exactly these labels, as Alertmanager's dispatcher decides it (dispatch/route.go, `Route.Match`). */
export function takenBy(labels: Labels, routing: Routing): Taken[] {
  const { receiver, groupBy } = routing;
  const found = branchesOf(routing);
  const root: Taken = { receiver, groupBy, mute: [], activeOnly: [], written: [] };
  const taken = within(found, labels, root);
  return taken.length > 0 ? taken : [root];
}

function within(branches: readonly Branch[], labels: Labels, above: Taken): Taken[] {
  const all: Taken[] = [];
  for (const branch of branches) {
    if (!Object.entries(branch.match).every(([label, condition]) => passes(condition, labels[label] ?? ''))) continue;
    const self: Taken = { ...branch, groupBy: branch.groupBy ?? above.groupBy };
    const found = within(branch.routes, labels, self);
    all.push(...(found.length > 0 ? found : [self]));
    if (branch.continue !== true) break;
  }
  return all;
}

/** Who gets an alert with exactly these labels, those included who get it later, if it lasts. */
export function receiversOf(labels: Labels, routing: Routing): string[] {
  return [...new Set(takenBy(labels, routing).map(({ receiver }) => receiver))];
}
