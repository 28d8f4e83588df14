/** A part of a template literal between its `${…}`, in UTF-16 offsets of the source, without the backtick or the braces around it. */
export interface LiteralPart {
  readonly from: number;
  readonly to: number;
}

/**
 * The literal parts of the template that is tagged at `from`: there stands the name of the tag or, as stack traces have it, the
 * template itself. `undefined` if none begins there: the tag was called in another way.
 */
export function templateAt(source: string, from: number): LiteralPart[] | undefined {
  let index = from;
  for (;;) {
    index = afterSpace(source, index);
    if (source[index] === '`') return partsOf(source, index).parts;
    const [step] = matchAt(/[\w$\u0080-\uffff]+|\.|\)/y, source, index);
    if (step === undefined) return undefined;
    index += step.length;
  }
}

/** The parts of the template whose backtick stands at `from`, and where it ends. */
function partsOf(source: string, from: number): { parts: LiteralPart[]; end: number } {
  const parts: LiteralPart[] = [];
  let start = from + 1;
  let index = start;
  while (index < source.length && source[index] !== '`') {
    if (source[index] === '\\') index += 2;
    else if (source.startsWith('${', index)) {
      parts.push({ from: start, to: index });
      index = afterCode(source, index + 2);
      start = index;
    } else index++;
  }
  return { parts: [...parts, { from: start, to: index }], end: index + 1 };
}

/** Behind the brace that closes the code that begins at `from`. */
function afterCode(source: string, from: number): number {
  let index = from;
  let depth = 1;
  // What stood last decides whether a slash divides or begins a regular expression.
  let last = '{';
  while (index < source.length) {
    index = afterSpace(source, index);
    const char = source[index] ?? '';
    if (char === '`') index = partsOf(source, index).end;
    else if (char === '"' || char === "'")
      index += matchAt(/(["'])(?:\\[\s\S]|(?!\1)[^\\])*\1?/y, source, index)[0]?.length ?? 1;
    else if (char === '/' && /^(?:[-+*%=<>!&|^~?:;,([{}]|return|typeof|case|in|of)?$/.test(last))
      index += matchAt(/\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/y, source, index)[0]?.length ?? 1;
    else {
      if (char === '{') depth++;
      if (char === '}' && --depth === 0) return index + 1;
      const [word] = matchAt(/[\w$]+/y, source, index);
      last = word ?? char;
      index += last.length || 1;
      continue;
    }
    last = 'value';
  }
  return index;
}

/** Behind white space and comments. */
function afterSpace(source: string, from: number): number {
  return from + (matchAt(/(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*/y, source, from)[0]?.length ?? 0);
}

function matchAt(pattern: RegExp, source: string, at: number): readonly (string | undefined)[] {
  pattern.lastIndex = at;
  return pattern.exec(source) ?? [];
}
