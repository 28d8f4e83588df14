import fc from 'fast-check';
import { expect, it } from 'vitest';
import { featureFlags } from '../../promql/index.ts';
import { realPromtool } from '../support/promtool.ts';
import { expression } from './grammar.ts';
import { refusals, versionOf, weAccept } from './refusals.ts';
import { mutated, patterns, tokens } from './soup.ts';

/** The texts are the same in every run, so that a failure can be looked at. */
const seed = 20_261_121;
/** The only flag of PromQL that promtool 3.5 knows. */
const flag = featureFlags.functions;

const quotes = fc.constantFrom('"', "'", '`');
/** What may stand in quotes: characters, escapes, half of them. */
const strings = fc
  .tuple(
    quotes,
    fc.array(
      fc.constantFrom(
        'a',
        'ü',
        '😀',
        ' ',
        '\n',
        '\t',
        '"',
        "'",
        '`',
        '\\',
        '\\n',
        '\\x41',
        '\\x4',
        '\\u00e9',
        '\\U0001f600',
        '\\ud800',
        '\\777',
        '\\101',
        '\\8',
        '\\q',
        '\\xff',
        '\\u12',
        '\\\\',
        '\u0000',
        '\ufffd',
      ),
      { maxLength: 8 },
    ),
    quotes,
  )
  .map(([open, chars, close]) => `up{a=${open}${chars.join('')}${close}}`);

/** What may be a number or a length of time. */
const numbers = fc
  .tuple(
    fc.constantFrom('', '', '1 + ', '-', 'x[', 'x offset ', 'x @ '),
    fc.array(
      fc.constantFrom(
        '0',
        '1',
        '7',
        '8',
        '9',
        '_',
        '.',
        'e',
        'E',
        '+',
        '-',
        'x',
        'X',
        'f',
        'b',
        'o',
        'p',
        'ms',
        's',
        'm',
        'h',
        'd',
        'w',
        'y',
        'Inf',
        'inf',
        'NaN',
        '00',
        '10',
        '1e300',
        '999999999999',
      ),
      { minLength: 1, maxLength: 7 },
    ),
  )
  .map(([before, parts]) => `${before}${parts.join('')}${before === 'x[' ? ']' : ''}`);

const kinds = {
  'tokens in any order': [tokens, 2000],
  'good expressions': [expression, 2000],
  'good expressions with a mistake': [mutated, 3000],
  'regular expressions': [patterns.map((text) => `up{a=~\`${text}\`}`), 2000],
  'what stands in quotes': [strings, 1500],
  'numbers and lengths of time': [numbers, 1500],
} as const;

/**
 * Why a text cannot be compared. There is nothing else: where today's language has more than that of promtool's version, `supports`
 * says so, and what is nested more than 256 levels deep, which Prometheus takes, does not come up here.
 */
const incomparable: readonly ((text: string) => boolean)[] = [
  // A rule without an expression is refused before anybody parses it.
  (text) => text.trim() === '',
  // Half of a pair cannot stand in a file.
  (text) => /\p{Surrogate}/u.test(text),
];

it.each(Object.entries(kinds))('promtool and we agree about %s', async (_, [texts, numRuns]) => {
  const tool = await realPromtool('what Prometheus itself says of texts at random');
  if (tool === undefined) return;
  const version = await versionOf(tool);
  const sampled = fc.sample(texts, { seed, numRuns }).filter((text) => !incomparable.some((is) => is(text)));
  const compared = [...new Set(sampled)];
  const theirs = await refusals(tool, compared, [`--enable-feature=${flag}`]);
  const flags = new Set([flag]);
  const differing = compared.filter((text) => weAccept(text, version, flags) === theirs.has(text));
  expect(differing.map((text) => [text, theirs.get(text)])).toEqual([]);
  // Both verdicts are tried.
  expect(theirs.size).toBeGreaterThan(compared.length / 40);
  expect(theirs.size).toBeLessThan((compared.length * 39) / 40);
});
