import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMembers } from '../../scripts/init/json-members.ts';

function samePrefix(a: string, b: string): number {
  const different = [...a].findIndex((_, index) => a.slice(0, index + 1) !== b.slice(0, index + 1));
  return different < 0 ? a.length : [...a].slice(0, different).join('').length;
}

const reversed = (text: string) => [...text].reverse().join('');
const sameSuffix = (a: string, b: string) => samePrefix(reversed(a), reversed(b));

describe('members that are added to a JSON text', () => {
  it('stand behind those that are there, as far in, and nothing else changes', () => {
    const text =
      '{\n    "name": "shop",\n    "scripts": {\n        "test": "vitest"\n    },\n    "files": ["a",   "b"]\n}\n';
    const { text: edited, kept } = withMembers(text, 'scripts', { synth: 'narthex synth' });
    expect(edited).toBe(
      '{\n    "name": "shop",\n    "scripts": {\n        "test": "vitest",\n        "synth": "narthex synth"\n    },\n    "files": ["a",   "b"]\n}\n',
    );
    expect(kept).toEqual([]);
  });

  it('leave a key that is there with its value, and say so', () => {
    const text = '{ "scripts": { "test": "vitest" } }';
    expect(withMembers(text, 'scripts', { test: 'other', up: 'x' })).toEqual({
      text: '{ "scripts": { "test": "vitest", "up": "x" } }',
      kept: ['test'],
    });
  });

  it('make the object they belong to where there is none, and fill an empty one', () => {
    expect(withMembers('{\n  "name": "shop"\n}\n', 'scripts', { a: '1', b: '2' }).text).toBe(
      '{\n  "name": "shop",\n  "scripts": {\n    "a": "1",\n    "b": "2"\n  }\n}\n',
    );
    expect(withMembers('{\n\t"scripts": {},\n\t"x": 1\n}', 'scripts', { a: '1' }).text).toBe(
      '{\n\t"scripts": {\n\t\t"a": "1"\n\t},\n\t"x": 1\n}',
    );
    expect(withMembers('{}', 'scripts', { a: '1' }).text).toBe('{\n  "scripts": {\n    "a": "1"\n  }\n}');
  });

  it('go into the outermost object where no key is given', () => {
    const added = withMembers('{\n  "name": "shop"\n}\n', undefined, { name: 'other', type: 'module' });
    expect(added).toEqual({ text: '{\n  "name": "shop",\n  "type": "module"\n}\n', kept: ['name'] });
  });

  it('keep the line ends of Windows, and a mark of the byte order', () => {
    expect(withMembers('\uFEFF{\r\n  "scripts": {\r\n    "a": "1"\r\n  }\r\n}\r\n', 'scripts', { b: '2' }).text).toBe(
      '\uFEFF{\r\n  "scripts": {\r\n    "a": "1",\r\n    "b": "2"\r\n  }\r\n}\r\n',
    );
    expect(withMembers('{\r\n  "a": 1\r\n}', 'scripts', { b: '2' }).text).toBe(
      '{\r\n  "a": 1,\r\n  "scripts": {\r\n    "b": "2"\r\n  }\r\n}',
    );
  });

  it('are not misled by braces and quotes inside of strings', () => {
    const text = '{\n  "description": "a } \\" { , ] b",\n  "scripts": { "x}": "{\\\\" }\n}';
    const edited = withMembers(text, 'scripts', { b: '2' }).text;
    expect(JSON.parse(edited)).toEqual({ description: 'a } " { , ] b', scripts: { 'x}': '{\\', b: '2' } });
  });

  it('come out of every JSON as they should, however it is written', () => {
    const name = fc.string({ minLength: 1, maxLength: 6 }).filter((key) => key !== '__proto__' && !/^\d+$/.test(key));
    const values = fc.dictionary(name, fc.string());
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.jsonValue()),
        fc.option(values, { nil: undefined }),
        values,
        fc.constantFrom(undefined, 1, 2, '\t'),
        fc.constantFrom('\n', '\r\n'),
        (rest, scripts, members, indent, end) => {
          const value = { ...rest, ...(scripts && { scripts }) };
          if (scripts === undefined) delete value.scripts;
          const text = JSON.stringify(value, null, indent).replaceAll('\n', end);
          const edited = withMembers(text, 'scripts', members);
          const expected = { ...members, ...scripts };
          const whole =
            Object.keys(expected).length === 0 && scripts === undefined ? value : { ...value, scripts: expected };
          expect(JSON.parse(edited.text)).toEqual(whole);
          expect(edited.kept).toEqual(Object.keys(members).filter((key) => key in (scripts ?? {})));
          // Nothing of the old text is gone: it stands there in one or two pieces.
          expect(samePrefix(text, edited.text) + sameSuffix(text, edited.text)).toBeGreaterThanOrEqual(text.length);
        },
      ),
    );
  });
});
