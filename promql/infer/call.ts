import type { Call } from '../syntax/ast.ts';
import { clockFunctions } from './functions-clock.ts';
import { histogramFunctions } from './functions-histogram.ts';
import { labelFunctions } from './functions-label.ts';
import { mathFunctions } from './functions-math.ts';
import { rangeFunctions } from './functions-range.ts';
import { vectorFunctions } from './functions-vector.ts';
import { derive, readBy, unknownShape } from './make.ts';
import type { Shape } from './shape.ts';

/** What a function makes of its arguments; their `selections` are seen to elsewhere. */
export type FunctionShape = (args: readonly Shape[], call: Call) => Shape;

/** By the name of the function. One that is not here may return anything. */
const shapes: ReadonlyMap<string, FunctionShape> = new Map(
  Object.entries({
    ...clockFunctions,
    ...histogramFunctions,
    ...labelFunctions,
    ...mathFunctions,
    ...rangeFunctions,
    ...vectorFunctions,
  }),
);

/** The names of the functions that are known here. */
export const inferredFunctions: readonly string[] = [...shapes.keys()].sort();

/** What a call returns. */
export function inferCall(call: Call, args: readonly Shape[]): Shape {
  // The second argument of `info` names labels; it reads nothing of its own.
  const selections = readBy(call.func === 'info' ? args.slice(0, 1) : args);
  const shape = shapes.get(call.func);
  if (shape === undefined) return unknownShape('vector', selections);
  return derive(shape(args, call), { selections });
}
