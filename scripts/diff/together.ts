import { type Change, type Detail, type Section, subjects } from './change.ts';
import { excerpt } from './excerpt.ts';
import { groupBy } from './pair.ts';

/** What differs in one environment. */
export interface EnvironmentChanges {
  readonly stack: string;
  readonly environment: string;
  readonly changes: readonly Change[];
}

/** From so many on, the same detail of several things is said once. */
const many = 4;

/** Says the same change of several environments once, and the same detail of many things once. What is most widely true comes first. */
export function together(all: readonly EnvironmentChanges[]): Section[] {
  const stacks = [...groupBy(all, ({ stack }) => stack)].sort(([a], [b]) => (a < b ? -1 : 1));
  return stacks.flatMap(([stack, environments]) => {
    const order = environments.map(({ environment }) => environment).sort(byRank);
    const atoms = groupBy(
      environments.flatMap(({ environment, changes }) =>
        changes.flatMap(split).map((change) => ({ environment, change })),
      ),
      ({ change }) => JSON.stringify(change),
    );
    const told = [...atoms.values()].map((same) => {
      const where = new Set(same.map(({ environment }) => environment));
      return { where: order.filter((name) => where.has(name)), change: same[0]?.change as Change };
    });
    return [...groupBy(told, ({ where }) => where.join()).values()]
      .map((same) => ({
        stack,
        environments: same[0]?.where ?? [],
        changes: sorted(onceForMany(joined(same.map(({ change }) => change)))),
      }))
      .sort(
        (a, b) => b.environments.length - a.environments.length || rank(a.environments[0]) - rank(b.environments[0]),
      );
  });
}

const ranks = ['production', 'staging', 'development'];

function rank(environment = ''): number {
  const place = ranks.indexOf(environment);
  return place < 0 ? ranks.length : place;
}

function byRank(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** A change as one for each of its details. */
function split(change: Change): Change[] {
  return change.details.length < 2 ? [change] : change.details.map((detail) => ({ ...change, details: [detail] }));
}

/** The opposite: what is said of the same thing stands together. */
function joined(changes: readonly Change[]): Change[] {
  const things = groupBy(changes, (change) => JSON.stringify({ ...change, details: [] }));
  return [...things.values()].map((same) => ({
    ...(same[0] as Change),
    details: same.flatMap(({ details }) => details),
  }));
}

/** The same detail of many things is said of all of them at once. */
function onceForMany(changes: readonly Change[]): Change[] {
  const uses = groupBy(
    changes
      .filter(({ sign }) => sign === 'changed')
      .flatMap((change) => change.details.map((detail) => ({ change, detail, key: useKey(change, detail) }))),
    ({ key }) => key,
  );
  const folded = [...uses.values()].filter((same) => same.length >= many);
  const keys = new Set(folded.flatMap(([first]) => first?.key ?? []));
  const rest = changes.flatMap((change) => {
    const details = change.details.filter((detail) => !keys.has(useKey(change, detail)));
    const empty = change.sign === 'changed' && change.details.length > 0 && details.length === 0;
    return empty ? [] : [{ ...change, details }];
  });
  return [...folded.flatMap(ofMany), ...rest];
}

function useKey(change: Change, detail: Detail): string {
  return JSON.stringify([change.subject, change.thing, generalized(change, detail)]);
}

/** A detail as far as it differs, with a blank where the name of its thing stands: it may be the same of many. */
function generalized({ name, thing }: Change, detail: Detail): Detail {
  const blank = (text: string) => (name.length > 3 ? text.replaceAll(name, `<${thing}>`) : text);
  const { before, after, promql } = detail;
  if (before !== undefined && after !== undefined) {
    const part = promql ? { before, after } : excerpt(before, after);
    return { ...detail, before: blank(part.before), after: blank(part.after) };
  }
  return {
    ...detail,
    ...(before !== undefined && { before: blank(before) }),
    ...(after !== undefined && { after: blank(after) }),
  };
}

function ofMany(same: readonly { readonly change: Change; readonly detail: Detail }[]): Change[] {
  const [first] = same;
  if (first === undefined) return [];
  const { subject, thing } = first.change;
  const names = same.map(({ change }) =>
    change.within === undefined ? change.name : `${change.within} / ${change.name}`,
  );
  const details = [generalized(first.change, first.detail)];
  return [{ subject, thing, name: `${same.length} ${plural(thing)}`, sign: 'changed', details, names }];
}

/** The word for several of a thing. */
export function plural(thing: string): string {
  return thing.endsWith('s') ? thing : `${thing}s`;
}

function sorted(changes: readonly Change[]): Change[] {
  const signs = ['added', 'removed', 'changed'];
  const board = (change: Change) => change.within ?? (change.thing === 'dashboard' ? change.name : '');
  return changes
    .map((change, index) => ({ change, index }))
    .sort(
      (a, b) =>
        subjects.indexOf(a.change.subject) - subjects.indexOf(b.change.subject) ||
        compareText(board(a.change), board(b.change)) ||
        signs.indexOf(a.change.sign) - signs.indexOf(b.change.sign) ||
        a.index - b.index,
    )
    .map(({ change }) => change);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
