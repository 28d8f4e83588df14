import type { Board, Duration, Row, Stack, Variable } from '../../stacks/model/index.ts';
import { annotations } from '../overview/annotations.ts';
import { every } from '../overview/scope.ts';
import { about } from './about.ts';
import { type DeclaredBoard, declared } from './declared.ts';

/** What is special about a board that follows from what a stack declares. */
export interface Content {
  /** The one question that it answers. */
  readonly question: string;
  /** How to read it when something is wrong. */
  readonly reading: string;
  /** Boards to go to next. */
  readonly next: readonly DeclaredBoard[];
  /** How far back it looks when opened. Default three hours. */
  readonly from?: Duration;
  readonly variables: readonly Variable[];
  /** The scrape interval of what it reads, where that is longer than the stack's. */
  readonly interval: Duration | undefined;
  readonly rows: readonly Row[];
}

/** A board with what all of them have: title, annotations, windows that fit the scrape interval, and a last row about itself. */
export function declaredBoard(stack: Stack, name: DeclaredBoard, content: Content): Board {
  const { question, reading, next, from = '3h', variables, interval, rows } = content;
  return {
    name,
    title: `${stack.name} ${declared[name].title}`,
    description: `${question} Owned by the team ${stack.team}.`,
    from,
    variables,
    annotations: annotations(stack),
    rows: [...rows.map((row) => readEvery(interval, row)), about(stack, { purpose: question, reading, next })],
  };
}

function readEvery(interval: Duration | undefined, row: Row): Row {
  return { ...row, lines: row.lines.map((line) => ({ ...line, panels: every(interval, line.panels) })) };
}
