import { describe, expect, it } from 'vitest';
import { excerpt } from '../../promql/excerpt.ts';

/** Draws the part of a text between `«` and `»`. */
function drawn(marked: string): string[] {
  const from = marked.indexOf('«');
  const to = marked.indexOf('»') - 1;
  return excerpt(marked.replace(/[«»]/g, ''), { from, to }).split('\n');
}

describe('an excerpt', () => {
  it.each<[string, string, string[]]>([
    ['within a line', 'sum(«rate(x)») > 1', ['sum(rate(x)) > 1', '    ^^^^^^^']],
    ['the whole line', '«up»', ['up', '^^']],
    ['one line of several', 'a\n+ «b»\n+ c', ['+ b', '  ^']],
    ['an empty span, as one caret', 'a + «»', ['a + ', '    ^']],
    ['an empty span at the end of a line', 'a +«»\nb', ['a +', '   ^']],
    ['an empty span at the start of a line', 'a +\n«»b', ['b', '^']],
    ['behind characters that are two units long', '"😀😀" + «é😀» + c', ['"😀😀" + é😀 + c', '       ^^']],
    ['behind tabs, as wide as the carets', 'a\t«b»', ['a b', '  ^']],
  ])('shows %s', (_what, marked, lines) => {
    expect(drawn(marked)).toEqual(lines);
  });

  it('shows every line of a span over up to four, each underlined', () => {
    expect(drawn('sum(a) /\nsum(«b)\n+ (c\n+ d») > 1')).toEqual([
      'sum(b)',
      '    ^^',
      '+ (c',
      '^^^^',
      '+ d) > 1',
      '^^^',
    ]);
  });

  it('shows three lines of a longer span, and how many follow', () => {
    expect(drawn('«a\n+ b\n+ c\n+ d\n+ e»')).toEqual(['a', '^', '+ b', '^^^', '+ c', '^^^', '… and 2 more lines']);
  });

  it.each([
    ['at the start', 0],
    ['in the middle', 150],
    ['at the end', 295],
  ])('cuts a long line around a span %s', (_where, from) => {
    const text = Array.from({ length: 300 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
    const [line = '', carets = ''] = excerpt(text, { from, to: from + 5 }).split('\n');
    expect([...line].length).toBeLessThanOrEqual(120);
    expect(line.slice(carets.indexOf('^'), carets.length)).toBe(text.slice(from, from + 5));
    expect([line.startsWith('…'), line.endsWith('…')]).toEqual([from > 0, from < 295]);
  });

  it('begins with the beginning of a span that is longer than a line may be', () => {
    const [line = '', carets = ''] = excerpt('x'.repeat(50) + 'y'.repeat(200), { from: 50, to: 250 }).split('\n');
    expect(line).toBe(`…${'y'.repeat(118)}…`);
    expect(carets).toBe(` ${'^'.repeat(118)}`);
  });

  it('bears a span that reaches beyond the text', () => {
    expect(excerpt('up', { from: 1, to: 99 })).toBe('up\n ^');
    expect(excerpt('', { from: 5, to: 9 })).toBe('\n^');
  });
});
