const compiled = new Map<string, RegExp | undefined>();
const keep = 5000;

/**
 * A regular expression of RE2 that must match the whole value, as JavaScript's; `undefined` where it cannot be said in JavaScript.
 * They differ in escapes, in flags, in named groups and in what stands for itself.
 */
export function anchored(source: string): RegExp | undefined {
  if (compiled.has(source)) return compiled.get(source);
  // Only a memory: without a limit a process that lives long would fill it.
  if (compiled.size >= keep) compiled.clear();
  const result = compile(source, (body) => `^(?:${body})$`, 's');
  compiled.set(source, result);
  return result;
}

/** The same for one that may be found anywhere, as the templates of alerts use it: there `.` is no new line. */
export function searching(source: string): RegExp | undefined {
  return compile(source, (body) => body, '');
}

function compile(source: string, around: (body: string) => string, given: '' | 's'): RegExp | undefined {
  const flags = /^\(\?([is]+)\)/.exec(source);
  const body = translate(flags === null ? source : source.slice(flags[0].length));
  if (body === undefined) return undefined;
  const points = given === 's' || flags?.[1]?.includes('s') ? 's' : '';
  try {
    return new RegExp(around(body), `${points}u${flags?.[1]?.includes('i') ? 'i' : ''}`);
  } catch {
    return undefined;
  }
}

const classes: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };
const simple: Readonly<Record<string, string>> = {
  ...{ t: '\\t', n: '\\n', r: '\\r', f: '\\f', v: '\\v', a: '\\x07' },
  ...{ A: '^', z: '$', b: '\\b', B: '\\B' },
};

function translate(source: string): string | undefined {
  let out = '';
  let at = 0;
  let inClass = false;
  while (at < source.length) {
    const rest = source.slice(at, at + 12);
    const char = rest[0] ?? '';
    if (char === '\\') {
      const piece = escaped(rest, inClass);
      if (piece === undefined) return undefined;
      out += piece.text;
      at += piece.length;
      continue;
    }
    if (inClass) {
      if (rest.startsWith('[:')) return undefined;
      // RE2 takes a bracket first in a class for itself.
      if (char === ']' && /(?<!\\)\[\^?$/.test(out)) out += '\\]';
      else if (char === '[') out += '\\[';
      else {
        out += char;
        inClass = char !== ']';
      }
      at += 1;
      continue;
    }
    if (char === '(' && rest[1] === '?') {
      const opening = /^\(\?(?::|P?<(?![=!]))/.exec(rest)?.[0];
      if (opening === undefined) return undefined;
      out += opening.replace('P', '');
      at += opening.length;
      continue;
    }
    inClass = char === '[';
    const literal = char === ']' || char === '}' || (char === '{' && !/^\{\d+(?:,\d*)?\}/.test(source.slice(at)));
    const repeat = char === '{' && !literal ? (/^\{\d+(?:,\d*)?\}/.exec(source.slice(at))?.[0] ?? char) : char;
    out += literal ? `\\${char}` : repeat;
    at += repeat.length;
  }
  return inClass ? undefined : out;
}

function escaped(rest: string, inClass: boolean): { readonly text: string; readonly length: number } | undefined {
  const char = rest[1];
  if (char === undefined) return undefined;
  if (!/[0-9A-Za-z]/.test(char)) {
    const syntax = /[\^$\\.*+?()[\]{}|/]/.test(char) || (inClass && char === '-');
    return { text: syntax ? `\\${char}` : char, length: 1 + char.length };
  }
  const members = classes[char.toLowerCase()];
  if (members !== undefined) {
    if (char === char.toLowerCase()) return { text: inClass ? members : `[${members}]`, length: 2 };
    return inClass ? undefined : { text: `[^${members}]`, length: 2 };
  }
  const hex = /^\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(rest);
  if (hex !== null) return { text: `\\u{${hex[1] ?? hex[2]}}`, length: hex[0].length };
  const text = inClass && 'AzbB'.includes(char) ? undefined : simple[char];
  return text === undefined ? undefined : { text, length: 2 };
}

/** The values of a regular expression that is nothing but texts to choose from: `GET|POST`. */
export function choices(source: string): readonly string[] | undefined {
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(source)?.[1] ?? source;
  return /[\\^$.*+?()[\]{}]/.test(inner) ? undefined : inner.split('|');
}
