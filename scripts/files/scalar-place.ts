import type { YamlScalar } from './yaml-tree.ts';

/** Leads an offset in the text of a scalar to one in the file; `undefined` where that cannot be told for certain. */
export type ScalarPlace = (offset: number) => number | undefined;

const blank = /[ \t\r\n]/;

/**
 * Where the characters of a scalar stand in its file. Text and source are gone through side by side: what is no blank has to be the
 * same on both sides, with the escapes of quoted scalars read; blanks may be folded. Where the two part, nothing is known.
 */
export function scalarPlace(source: string, { text, from, to, style }: YamlScalar): ScalarPlace {
  const places: number[] = [];
  let at = from;
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? '';
    if (blank.test(char)) {
      places.push(at);
      const escaped = style === 'double' ? escapeAt(source, at) : undefined;
      if (escaped?.text === char) at += escaped.length;
      else if (source[at] === char) at++;
      continue;
    }
    at = skipBlanks(source, at, to, style);
    const escaped = escapeIn(source, at, style);
    const written = escaped?.text ?? source[at];
    if (at >= to || written === undefined || !text.startsWith(written, index)) return () => undefined;
    places.push(at);
    at += escaped?.length ?? 1;
    // An escape such as that of an emoji stands for two units.
    for (let more = 1; more < written.length; more++, index++) places.push(at - (escaped?.length ?? 1));
  }
  places.push(at);
  return (offset) => places[offset];
}

function skipBlanks(source: string, from: number, to: number, style: YamlScalar['style']): number {
  let at = from;
  while (at < to) {
    // A line of a quoted text may go on with a backslash at its end.
    if (style === 'double' && source[at] === '\\' && /[\r\n]/.test(source[at + 1] ?? '')) at++;
    else if (!blank.test(source[at] ?? '')) break;
    at++;
  }
  return at;
}

interface Escape {
  readonly text: string;
  readonly length: number;
}

function escapeIn(source: string, at: number, style: YamlScalar['style']): Escape | undefined {
  if (style === 'double') return escapeAt(source, at);
  return style === 'single' && source.startsWith("''", at) ? { text: "'", length: 2 } : undefined;
}

const named: Readonly<Record<string, string>> = {
  ...{ '0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b' },
  ...{ ' ': ' ', '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029' },
};

/** YAML 1.2.2, "Escaped Characters". */
function escapeAt(source: string, at: number): Escape | undefined {
  if (source[at] !== '\\') return undefined;
  const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(source.slice(at, at + 10));
  const digits = hex?.[1] ?? hex?.[2] ?? hex?.[3];
  if (hex && digits !== undefined) {
    const code = Number.parseInt(digits, 16);
    return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length: hex[0].length };
  }
  const text = named[source[at + 1] ?? ''];
  return text === undefined ? undefined : { text, length: 2 };
}
