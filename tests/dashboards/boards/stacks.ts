import { alertsByName } from '../../../dashboards/guard.ts';
import { boardsOf } from '../../../dashboards/index.ts';
import { hasData } from '../../../dashboards/panels.ts';
import { ruleGroups } from '../../../rules/index.ts';
import {
  type AlertRule,
  type Board,
  type DataPanel,
  type Definition,
  type EnvironmentName,
  type Panel,
  resolveStack,
  type Stack,
} from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { shop } from '../../support/stacks.ts';
import { everything } from '../boards.ts';
import { varied } from './varied.ts';

/** Stacks that together have every built-in board, each in an environment. */
export const stacks: Readonly<Record<string, readonly [definition: Definition, environment: EnvironmentName]>> = {
  'Sergas in production': [sergas, 'production'],
  'Sergas in development': [sergas, 'development'],
  'Sergas with certificates': [everything, 'production'],
  'a stack of many kinds of services': [varied, 'production'],
  'the smallest stack': [shop(), 'development'],
};

/** The boards of a stack as data, and the alerts that give them their thresholds. */
export interface Made {
  readonly stack: Stack;
  readonly alerts: ReadonlyMap<string, AlertRule>;
  readonly boards: readonly Board[];
}

/** Makes the boards of a stack in an environment. */
export function made(definition: Definition, environment: EnvironmentName = 'development'): Made {
  const stack = resolveStack(definition, environment);
  const alerts = alertsByName(ruleGroups(stack));
  return { stack, alerts, boards: boardsOf(stack, alerts) };
}

/** The board of that name. */
export function boardNamed(boards: readonly Board[], name: string): Board {
  const board = boards.find((each) => each.name === name);
  if (board === undefined) throw new Error(`there is no board '${name}'`);
  return board;
}

/** Its panels, also those of closed rows. */
export function allPanels({ rows }: Board): Panel[] {
  return rows.flatMap(({ lines }) => lines.flatMap(({ panels }) => panels));
}

/** The panel with data that has this key. */
export function panelKeyed(board: Board, key: string): DataPanel {
  const panel = allPanels(board).find((each) => each.key === key);
  if (panel === undefined || !hasData(panel)) throw new Error(`there is no panel '${key}' with data`);
  return panel;
}
