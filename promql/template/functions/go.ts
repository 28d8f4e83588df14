import { isEqual, isLess, isLessOrEqual } from '../compare.ts';
import { refuse } from '../fault.ts';
import { print, println } from '../format/print.ts';
import { printf } from '../format/printf.ts';
import { intValue, isTrue, nil, textValue, typeName, type Value } from '../value.ts';
import { argument, ofAny, type TemplateFunction, textOf } from './definition.ts';
import { escapeHtml, escapeJs, escapeQuery } from './escape.ts';

/** The functions that every template of Go has; `and` and `or` stand where calls are computed, for they need not read all arguments. */
export const goFunctions: Readonly<Record<string, TemplateFunction>> = {
  call: { takes: ['any'], more: true, call: ([value = nil]) => refuse(`a ${typeName(value)} cannot be called`) },
  eq: { takes: ['any'], more: true, call: ([value = nil, ...others]) => bool(equalsOne(value, others)) },
  ne: comparison((left, right) => !isEqual(left, right)),
  lt: comparison(isLess),
  le: comparison(isLessOrEqual),
  gt: comparison((left, right) => !isLessOrEqual(left, right)),
  ge: comparison((left, right) => !isLess(left, right)),
  not: ofAny((value) => bool(!isTrue(value))),
  len: ofAny((value) => intValue(lengthOf(value))),
  index: { takes: ['any'], more: true, call: ([value = nil, ...keys]) => keys.reduce(elementOf, value) },
  slice: { takes: ['any'], more: true, call: ([value = nil, ...bounds]) => sliceOf(value, bounds) },
  print: { takes: [], more: true, call: (args) => textValue(print(args)) },
  println: { takes: [], more: true, call: (args) => textValue(println(args)) },
  printf: { takes: ['text'], more: true, call: (args) => textValue(printf(textOf(argument(args, 0)), args.slice(1))) },
  html: { takes: [], more: true, call: (args) => textValue(escapeHtml(shown(args))) },
  js: { takes: [], more: true, call: (args) => textValue(escapeJs(shown(args))) },
  urlquery: { takes: [], more: true, call: (args) => textValue(escapeQuery(shown(args))) },
};

function bool(is: boolean): Value {
  return { kind: 'bool', is };
}

function comparison(compare: (left: Value, right: Value) => boolean): TemplateFunction {
  return { takes: ['any', 'any'], call: (args) => bool(compare(argument(args, 0), argument(args, 1))) };
}

function equalsOne(value: Value, others: readonly Value[]): boolean {
  if (others.length === 0) return refuse('there is nothing to compare with');
  return others.some((other) => isEqual(value, other));
}

function shown(args: readonly Value[]): string {
  return print(args.map((arg) => (arg.kind === 'nil' ? textValue('<no value>') : arg)));
}

function bytesOf(value: Value): Uint8Array | undefined {
  return value.kind === 'string' || value.kind === 'html' ? new TextEncoder().encode(value.text) : undefined;
}

function lengthOf(value: Value): number {
  if (value.kind === 'labels' || value.kind === 'args') return value.entries.size;
  return bytesOf(value)?.length ?? refuse(`a ${typeName(value)} has no length`);
}

function elementOf(value: Value, key: Value): Value {
  if (value.kind === 'labels' || value.kind === 'args') {
    if (key.kind !== 'string') return refuse(`the key of a ${typeName(value)} is a text, not a ${typeName(key)}`);
    return value.entries.get(key.text) ?? (value.kind === 'labels' ? textValue('') : nil);
  }
  const bytes = bytesOf(value) ?? refuse(`a ${typeName(value)} has no elements`);
  const byte = bytes[positionOf(key, bytes.length - 1)] ?? 0;
  return { kind: 'byte', value: BigInt(byte) };
}

function positionOf(value: Value, last: number): number {
  if (value.kind !== 'int' && value.kind !== 'byte')
    return refuse(`a position is a whole number, not a ${typeName(value)}`);
  const position = Number(value.value);
  return position >= 0 && position <= last ? position : refuse(`position ${position} is outside of it`);
}

function sliceOf(value: Value, bounds: readonly Value[]): Value {
  const bytes = bytesOf(value) ?? refuse(`a ${typeName(value)} cannot be sliced`);
  if (bounds.length > 2) return refuse('a text is sliced from one position to another');
  const [from = 0, to = bytes.length] = bounds.map((bound) => positionOf(bound, bytes.length));
  if (from > to) return refuse(`a slice cannot go from ${from} back to ${to}`);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(from, to));
    return value.kind === 'html' ? { kind: 'html', text } : textValue(text);
  } catch {
    return refuse('this slice cuts a character apart: positions count bytes');
  }
}
