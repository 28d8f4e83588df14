import type { Span } from '../syntax/ast.ts';
import { refuse, spanOf, TemplateError } from './fault.ts';
import type { FunctionContext, TemplateFunction } from './functions/definition.ts';
import { goFunctions } from './functions/go.ts';
import { prometheusFunctions } from './functions/prometheus.ts';
import { formatTime } from './time.ts';
import type { Command, Operand, Pipeline } from './tree.ts';
import { intValue, isTrue, nil, textValue, typeName, type Value } from './value.ts';

/** What is known where a pipeline is computed. Variables that were declared last stand at the end. */
export interface Frame extends FunctionContext {
  readonly variables: { readonly name: string; value: Value }[];
}

/** The value of a pipeline, whose variables are declared or assigned. Throws a `TemplateError` with a place. */
export function pipelineValue(pipeline: Pipeline, dot: Value, frame: Frame): Value {
  let value: Value | undefined;
  for (const command of pipeline.commands) value = commandValue(command, value, dot, frame);
  const result = value ?? nil;
  for (const name of pipeline.variables) {
    if (pipeline.assigns) assign(frame, name, result, spanOf(pipeline));
    else frame.variables.push({ name, value: result });
  }
  return result;
}

/** Gives a variable that is declared another value. */
export function assign({ variables }: Frame, name: string, value: Value, span: Span): void {
  const found = variables.findLast((variable) => variable.name === name);
  if (found === undefined) refuse(`there is no variable '${name}'`, span);
  else found.value = value;
}

/** `piped`: what the command before it made. */
function commandValue({ first, rest, ...span }: Command, piped: Value | undefined, dot: Value, frame: Frame): Value {
  if (first.kind === 'function' && first.path.length === 0) return called(first.name, rest, piped, span, dot, frame);
  if (first.kind === 'nil') return refuse('nil alone is no value', first);
  const takes = 'path' in first && first.path.length > 0;
  if (!takes && (rest.length > 0 || piped !== undefined)) return refuse('only a function takes arguments', first);
  const args = [...rest.map((each) => operandValue(each, dot, frame)), ...(piped === undefined ? [] : [piped])];
  return operandValue(first, dot, frame, args);
}

/** `args`: what stands behind it, for the last field of its path. */
function operandValue(operand: Operand, dot: Value, frame: Frame, args: readonly Value[] = []): Value {
  switch (operand.kind) {
    case 'dot':
      return fieldsOf(dot, operand, args);
    case 'variable': {
      const found = frame.variables.findLast(({ name }) => name === operand.name);
      if (found === undefined) {
        return refuse(operand.name === '$value' ? noValue : `there is no variable '${operand.name}'`, operand);
      }
      return fieldsOf(found.value, operand, args);
    }
    case 'group':
      return fieldsOf(pipelineValue(operand.pipeline, dot, frame), operand, args);
    case 'function':
      return fieldsOf(called(operand.name, [], undefined, operand, dot, frame), operand, args);
    case 'string':
      return textValue(wellFormed(operand.text, operand));
    case 'number':
      return operand.number === undefined
        ? refuse('this number is complex or has more than 64 bits', operand)
        : operand.number.type === 'int'
          ? { kind: 'int', value: operand.number.value }
          : { kind: 'float', value: operand.number.value };
    case 'bool':
      return { kind: 'bool', is: operand.is };
    case 'nil':
      return nil;
  }
}

const noValue = 'the value of the alert is not given';

function wellFormed(text: string, span: Span): string {
  return text.includes('\ufffd') ? refuse('bytes that are no UTF-8 are not computed here', span) : text;
}

function fieldsOf(
  start: Value,
  { path, ...span }: Span & { readonly path: readonly string[] },
  args: readonly Value[],
): Value {
  return path.reduce((value, name, index) => fieldOf(value, name, index === path.length - 1 ? args : [], span), start);
}

function fieldOf(value: Value, name: string, args: readonly Value[], { from, to }: Span): Value {
  const span = { from, to };
  if (value.kind === 'time') return timeField(value.milliseconds, name, args, span);
  if (args.length > 0) return refuse(`'${name}' is no function and takes no arguments`, span);
  switch (value.kind) {
    case 'labels':
      return value.entries.get(name) ?? textValue('');
    case 'args':
      return value.entries.get(name) ?? nil;
    case 'data':
      return value.entries.get(name) ?? refuse(name === 'Value' ? noValue : `an alert has no field '${name}'`, span);
    default:
      return refuse(`a ${typeName(value)} has no field '${name}'`, span);
  }
}

function timeField(milliseconds: number, name: string, args: readonly Value[], span: Span): Value {
  const [layout] = args;
  if (name === 'Format' && layout?.kind === 'string' && args.length === 1) {
    return textValue(formatTime(milliseconds, layout.text));
  }
  if (args.length > 0) return refuse(`'${name}' of a time with these arguments is not computed here`, span);
  const date = new Date(milliseconds);
  const numbers: Readonly<Record<string, number>> = {
    ...{ Unix: Math.floor(milliseconds / 1000), UnixMilli: milliseconds, Year: date.getUTCFullYear() },
    ...{ Day: date.getUTCDate(), Hour: date.getUTCHours(), Minute: date.getUTCMinutes(), Second: date.getUTCSeconds() },
  };
  const number = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
  return number === undefined ? refuse(`'${name}' of a time is not computed here`, span) : intValue(number);
}

function called(
  name: string,
  operands: readonly Operand[],
  piped: Value | undefined,
  { from, to }: Span,
  dot: Value,
  frame: Frame,
): Value {
  const span = { from, to };
  const count = operands.length + (piped === undefined ? 0 : 1);
  if (name === 'and' || name === 'or') return chosen(name, operands, piped, span, dot, frame);
  const definition = definitionOf(name) ?? refuse(`there is no function '${name}'`, span);
  const { takes, more } = definition;
  if (more ? count < takes.length : count !== takes.length) {
    return refuse(`${name} takes ${more ? 'at least ' : ''}${takes.length} arguments, not ${count}`, span);
  }
  const values = operands.map((operand, index) =>
    checked(operandValue(operand, dot, frame), takes[index], { from: operand.from, to: operand.to }),
  );
  if (piped !== undefined) values.push(checked(piped, takes[operands.length], span));
  return placed(() => definition.call(values, frame), span);
}

function definitionOf(name: string): TemplateFunction | undefined {
  if (Object.hasOwn(goFunctions, name)) return goFunctions[name];
  return Object.hasOwn(prometheusFunctions, name) ? prometheusFunctions[name] : undefined;
}

function checked(value: Value, expected: TemplateFunction['takes'][number] | undefined, span: Span): Value {
  if (expected === 'text' && value.kind !== 'string') {
    return refuse(`a text is expected here, not a ${typeName(value)}`, span);
  }
  return expected === 'samples' ? refuse(`samples are expected here, not a ${typeName(value)}`, span) : value;
}

/** `and` and `or` give the first argument that decides, and do not look at those behind it. */
function chosen(
  name: 'and' | 'or',
  operands: readonly Operand[],
  piped: Value | undefined,
  span: Span,
  dot: Value,
  frame: Frame,
): Value {
  if (operands.length === 0 && piped === undefined) return refuse(`${name} takes at least 1 argument`, span);
  let last = nil;
  for (const operand of operands) {
    last = operandValue(operand, dot, frame);
    if (isTrue(last) === (name === 'or')) return last;
  }
  return piped ?? last;
}

/** What a function refuses, with the place where it is called. */
function placed(call: () => Value, span: Span): Value {
  try {
    return call();
  } catch (error) {
    throw error instanceof TemplateError && error.span === undefined ? new TemplateError(error.message, span) : error;
  }
}
