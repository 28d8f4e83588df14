// What is chosen on the page now; every panel is drawn from it.
import type { VariableState, Variables } from '../../expand/index.ts';
import type { RawRange, TimeRange } from '../data/range.ts';
import type { JsonObject } from '../data/read.ts';
import type { Mark } from './annotations.ts';
import type { Catalog } from './api.ts';

/** One dashboard as it is looked at. */
export interface Session {
  readonly catalog: Catalog;
  readonly uid: string;
  readonly dashboard: JsonObject;
  /** As chosen. */
  raw: RawRange;
  /** As moments, taken anew at each refresh. */
  range: TimeRange;
  variables: Variables;
  /** Marks in time over all charts; they arrive after the first panels. */
  marks: readonly Mark[];
  /** Takes another range, and draws everything again. */
  readonly setRange: (raw: RawRange) => void;
}

/** The values that are chosen, by variable, as they stand in addresses. */
export function choices(variables: Variables): ReadonlyMap<string, readonly string[]> {
  const own = Object.values(variables).filter(({ name }) => !name.startsWith('__'));
  return new Map(own.map(({ name, value }) => [name, typeof value === 'string' ? [value] : value]));
}

/** A variable for one value that needs no choice. */
export function constant(name: string, value: string): VariableState {
  return { name, value };
}

/** The same as seen by a panel for which some variables have values of their own; it follows every choice. */
export function scopedSession(session: Session, scoped: () => Variables): Session {
  const { catalog, uid, dashboard, setRange } = session;
  return {
    ...{ catalog, uid, dashboard, setRange },
    get raw() {
      return session.raw;
    },
    get range() {
      return session.range;
    },
    get marks() {
      return session.marks;
    },
    get variables() {
      return { ...session.variables, ...scoped() };
    },
  };
}
