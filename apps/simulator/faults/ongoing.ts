import { seriesOfSpec } from '../series.ts';
import type { SimulatorSpec } from '../spec.ts';
import { kindOf, movedBy, type Suffered } from './effects.ts';
import { type Answers, type FaultName, faultKinds, isFaultName } from './kinds.ts';

/** A fault that a service can suffer. */
export interface Possible {
  readonly fault: FaultName;
  readonly summary: string;
  /** The metrics that it moves; none when the service has nothing that it is about. */
  readonly moves: readonly string[];
}

/** A fault that a service suffers now. */
export interface Injected extends Possible {
  /** ISO 8601. */
  readonly since: string;
  /** When it ends by itself; `null` when somebody has to end it. */
  readonly until: string | null;
}

interface Entry {
  readonly fault: FaultName;
  readonly sinceTick: number;
  readonly since: number;
  readonly until: number | undefined;
}

/** The faults of one service: those that it can suffer, and those that it does. Each is there once, so their number is bounded. */
export interface Faults {
  readonly possible: readonly Possible[];
  /** Begins a fault, or begins it anew. `seconds` is when it ends by itself. */
  readonly begin: (fault: FaultName, tick: number, seconds?: number) => Injected;
  /** Ends one, or all of them; whether there was one. */
  readonly end: (fault?: FaultName) => boolean;
  readonly injected: () => readonly Injected[];
  readonly suffered: () => readonly Suffered[];
  /** How the service answers. */
  readonly answers: (how: Answers) => boolean;
}

/** The faults of a service, none of which has begun. `now` is in milliseconds since 1970. */
export function createFaults(spec: SimulatorSpec, now: () => number = Date.now): Faults {
  const all = seriesOfSpec(spec);
  const possible = Object.keys(faultKinds)
    .filter(isFaultName)
    .map((fault): Possible => ({ fault, summary: kindOf(fault).summary, moves: movedBy(fault, all, spec) }));
  const entries = new Map<FaultName, Entry>();
  const live = () => {
    for (const { fault, until } of [...entries.values()])
      if (until !== undefined && until <= now()) entries.delete(fault);
    return [...entries.values()];
  };
  const told = ({ fault, since, until }: Entry): Injected => ({
    fault,
    summary: kindOf(fault).summary,
    moves: possible.find((each) => each.fault === fault)?.moves ?? [],
    since: new Date(since).toISOString(),
    until: until === undefined ? null : new Date(until).toISOString(),
  });
  return {
    possible,
    begin: (fault, tick, seconds) => {
      const since = now();
      const until = seconds === undefined ? undefined : since + 1_000 * seconds;
      const entry = { fault, sinceTick: tick, since, until };
      entries.set(fault, entry);
      return told(entry);
    },
    end: (fault) => {
      const before = live().length;
      if (fault === undefined) entries.clear();
      else entries.delete(fault);
      return entries.size < before;
    },
    injected: () => live().map(told),
    suffered: () => live().map(({ fault, sinceTick }) => ({ fault, since: sinceTick })),
    answers: (how) => live().some(({ fault }) => kindOf(fault).answers === how),
  };
}
