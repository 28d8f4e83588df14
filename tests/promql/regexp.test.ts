import { describe, expect, it } from 'vitest';
import { regexpError, regexpMatchesEmpty } from '../../promql/syntax/regexp.ts';

describe('a regular expression of RE2', () => {
  it.each([
    '',
    'abc',
    '5..',
    'a|b|',
    '(a|b)*?c+',
    'x{2}y{3,}z{4,5}?',
    'a{,5}{x}',
    '^a$',
    '^*',
    '(?i)a(?-s:b)(?U)',
    '(?:a)(?P<n>b)(?<m>c)',
    '[]a-]',
    '[^]]',
    '[a\\-z\\d[:alpha:][:^digit:]]',
    '[[:]',
    '\\d\\D\\s\\S\\w\\W\\b\\B\\A\\z',
    '\\.\\*\\_\\-\\"\\/',
    '\\pL\\PN\\p{Lu}\\p{^Greek}\\P{Any}',
    '\\x41\\x{1F600}\\012\\0\\a\\n',
    '\\Q(*[\\E+',
    'ü+😀?',
    '((x{10}){10}){10}',
  ])('is taken: %s', (pattern) => {
    expect(regexpError(pattern)).toBeUndefined();
  });

  it.each([
    ['(', 'missing closing ): `(`'],
    ['(a', 'missing closing ): `(a`'],
    [')', 'unexpected ): `)`'],
    ['[', 'missing closing ]: `[`'],
    ['[]', 'missing closing ]: `[]`'],
    ['a[b', 'missing closing ]: `[b`'],
    ['*', 'missing argument to repetition operator: `*`'],
    ['a|+', 'missing argument to repetition operator: `+`'],
    ['(?i)*', 'missing argument to repetition operator: `*`'],
    ['\\Q\\E*', 'missing argument to repetition operator: `*`'],
    ['a++', 'invalid nested repetition operator: `++`'],
    ['a*?*', 'invalid nested repetition operator: `*?*`'],
    ['a{2}{3}', 'invalid nested repetition operator: `{2}{3}`'],
    ['a{3,2}', 'invalid repeat count: `{3,2}`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['(a{100}){11}', 'invalid repeat count: `{11}`'],
    ['[b-a]', 'invalid character class range: `b-a`'],
    ['[[:nope:]]', 'invalid character class range: `[:nope:]`'],
    ['\\p{Nope}', 'invalid character class range: `\\p{Nope}`'],
    ['[a-\\d]', 'invalid escape sequence: `\\d`'],
    ['\\8', 'invalid escape sequence: `\\8`'],
    ['\\1', 'invalid escape sequence: `\\1`'],
    ['\\y', 'invalid escape sequence: `\\y`'],
    ['\\x4', 'invalid escape sequence: `\\x4`'],
    ['\\x{110000}', 'invalid escape sequence: `\\x{110000}`'],
    ['a\\', 'trailing backslash at end of expression: ``'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(?!a)', 'invalid or unsupported Perl syntax: `(?!`'],
    ['(?i-)', 'invalid or unsupported Perl syntax'],
    ['(?<=a)', 'invalid named capture: `(?<=a)`'],
    ['(?P<n', 'invalid named capture: `(?P<n`'],
    ['(?P<a b>c)', 'invalid named capture: `(?P<a b>`'],
  ])('is refused in the words of Go: %s', (pattern, says) => {
    expect(regexpError(pattern)).toContain(`error parsing regexp: ${says}`);
  });

  it.each(['', '.*', 'a?', 'a*|b', '(?:a|)', '^$', '(a?b*){3}', 'a{0}', '()', '(?i)', '\\B', 'a|(b|c*)'])(
    'matches the empty text: %s',
    (pattern) => expect(regexpMatchesEmpty(pattern)).toBe(true),
  );

  it.each(['a', '.+', '.', '[^a]', 'a|b', '(a?)+b', '\\b', 'a{1,}', '\\Qa\\E', '\\d', '(|a)b', 'x{2}'])(
    'does not match the empty text: %s',
    (pattern) => expect(regexpMatchesEmpty(pattern)).toBe(false),
  );
});
