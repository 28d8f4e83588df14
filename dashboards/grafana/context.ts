import type { AlertRule, Stack } from '../../stacks/model/index.ts';
import type { UnitOf } from '../units.ts';

/** What the shape of a panel depends on besides the panel itself. */
export interface Context {
  readonly stack: Stack;
  readonly alerts: ReadonlyMap<string, AlertRule>;
  /** The names of the boards that the stack has. */
  readonly boards: ReadonlySet<string>;
  readonly unitOf: UnitOf;
}

/** The data source that is chosen at the top of the board. */
export const dataSource = { type: 'prometheus', uid: '$' + '{datasource}' };
