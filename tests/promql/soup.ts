import fc from 'fast-check';
import { expression } from './grammar.ts';

// Texts that look like PromQL and mostly are none.

/** Tokens and pieces of tokens. */
export const fragments = [
  ...['sum', 'by', 'on', 'offset', 'rate', 'a', 'bool', 'fill', 'group_left', 'start', 'step', 'max_of', 'and', 'inf'],
  ...['(', ')', '[', ']', '{', '}', ',', ':', '=', '==', '=~', '!~', '!', '<', '>', '/', '*', '^', '-', '+', '@', '%'],
  ...['5m', '1', '0x', '1e', '1_', '.', '"', "'", '`', '"a"', '\\', '#', '\n', ' ', '$', 'ü', '😀', '\ud800', '\u0000'],
];

/** Tokens in any order. */
export const tokens = fc.array(fc.constantFrom(...fragments), { maxLength: 25 }).map((parts) => parts.join(''));

/** Good expressions with one mistake in them, or none. */
export const mutated = fc
  .tuple(expression, fc.nat(), fc.nat({ max: 4 }), fc.constantFrom('', ...fragments))
  .map(([text, place, length, inserted]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + inserted + text.slice(at + length);
  });

const pieces = [
  'a',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '1',
  ',',
  '*',
  '+',
  '?',
  '|',
  '\\',
  '^',
  '$',
  '-',
  ':',
  'p',
  'x',
  'Q',
  'E',
  '<',
  '>',
  '=',
  'i',
];

/** What may be a regular expression. */
export const patterns = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join(''));
