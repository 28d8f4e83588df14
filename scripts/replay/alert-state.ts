import type { Instants } from './query.ts';

/** One time that an alert fired for one set of labels. Milliseconds since 1970. */
export interface Firing {
  /** Since when its condition held. */
  readonly pendingAt: number;
  readonly firedAt: number;
  /** Left out while it still fires at the end. */
  readonly resolvedAt?: number;
}

/** How long an alert waits, and how long it goes on. Milliseconds. */
export interface Holds {
  /** `for` */
  readonly pending: number;
  /** `keep_firing_for` */
  readonly keepFiring: number;
}

type State =
  | { readonly kind: 'inactive' }
  | { readonly kind: 'pending'; readonly since: number }
  | { readonly kind: 'firing'; readonly since: number; readonly firedAt: number; readonly keptSince?: number };

const inactive: State = { kind: 'inactive' };

/**
 * When an alert fires for one set of labels, given the instants at which its expression returned it, in ascending order. The rules are those of
 * Prometheus (`AlertingRule.Eval` of rules/alerting.go):
 *
 * - It is pending from the first instant on, and fires at the first that is `for` or more later. One instant without it and the wait begins anew.
 * - It resolves at the first instant without it, or, with `keep_firing_for`, at the first that is so much later than that one.
 * - An evaluation that failed changes nothing.
 */
export function firings(
  active: readonly number[],
  { from, to, step }: Instants,
  holds: Holds,
  failed: ReadonlySet<number> = new Set(),
): Firing[] {
  const done: Firing[] = [];
  let state: State = inactive;
  let next = 0;
  for (let time = from; time <= to; time += step) {
    if (failed.has(time)) continue;
    while ((active[next] ?? Number.POSITIVE_INFINITY) < time) next++;
    const before: State = state;
    state = active[next] === time ? held(before, time, holds) : missed(before, time, holds);
    if (before.kind === 'firing' && state.kind === 'inactive')
      done.push({ pendingAt: before.since, firedAt: before.firedAt, resolvedAt: time });
  }
  return state.kind === 'firing' ? [...done, { pendingAt: state.since, firedAt: state.firedAt }] : done;
}

/** The state after an evaluation that returned it. */
function held(state: State, time: number, { pending }: Holds): State {
  if (state.kind === 'firing') return { kind: 'firing', since: state.since, firedAt: state.firedAt };
  const since = state.kind === 'pending' ? state.since : time;
  return time - since >= pending ? { kind: 'firing', since, firedAt: time } : { kind: 'pending', since };
}

/** The state after an evaluation that did not. */
function missed(state: State, time: number, { keepFiring }: Holds): State {
  if (state.kind !== 'firing' || keepFiring === 0) return inactive;
  const keptSince = state.keptSince ?? time;
  return time - keptSince < keepFiring ? { ...state, keptSince } : inactive;
}
