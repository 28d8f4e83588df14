import { refuse } from '../fault.ts';
import { textValue, typeName, type Value } from '../value.ts';

/** What functions know besides their arguments. */
export interface FunctionContext {
  readonly externalURL: string | undefined;
}

/** A function of templates. */
export interface TemplateFunction {
  /** What it takes, one by one: a text, anything, or samples, which only a query gives. */
  readonly takes: readonly ('text' | 'any' | 'samples')[];
  /** Any number of further arguments, of any type. */
  readonly more?: true;
  readonly call: (args: readonly Value[], context: FunctionContext) => Value;
}

/** A function of texts to a text. */
export function ofTexts(count: number, call: (...texts: string[]) => string): TemplateFunction {
  return {
    takes: Array.from({ length: count }, () => 'text'),
    call: (args) => textValue(call(...args.map(textOf))),
  };
}

/** A function of one value. */
export function ofAny(call: (value: Value) => Value): TemplateFunction {
  return { takes: ['any'], call: (args) => call(argument(args, 0)) };
}

/** One of the arguments, of which there are as many as the function takes. */
export function argument(args: readonly Value[], index: number): Value {
  return args[index] ?? refuse('an argument is missing');
}

/** The text of an argument that takes one. */
export function textOf(value: Value): string {
  return value.kind === 'string' ? value.text : refuse(`a text is expected here, not a ${typeName(value)}`);
}
