// Adds members to an object in a JSON text and leaves every other character as it is: people have formatted it as they like it.

/** An object of a JSON text, as far as members can be added to it. Offsets are into the text. */
interface JsonObject {
  /** Of its opening brace. */
  readonly from: number;
  /** Behind its closing brace. */
  readonly to: number;
  readonly members: readonly JsonMember[];
}

interface JsonMember {
  readonly key: string;
  /** Of the first quote of its key. */
  readonly from: number;
  readonly value: { readonly from: number; readonly to: number };
}

/** The text with the members, and the keys that were there already and stay as they are. */
export interface WithMembers {
  readonly text: string;
  readonly kept: readonly string[];
}

/**
 * Adds members to the object that stands under `key` of the outermost one; where there is none, it is added as well. Without a key they
 * are added to the outermost one itself. Keys that are there keep their values. `text` has to be valid JSON whose outermost value is an
 * object, and what stands under `key` an object.
 */
export function withMembers(
  text: string,
  key: string | undefined,
  members: Readonly<Record<string, string>>,
): WithMembers {
  const outer = objectAt(text, text.indexOf('{'));
  if (key === undefined) return added(text, outer, members, outer);
  const found = outer.members.find((member) => member.key === key);
  if (found === undefined) {
    if (Object.keys(members).length === 0) return { text, kept: [] };
    const { unit, end } = layoutOf(text, outer);
    const value = JSON.stringify(members, null, unit).replaceAll('\n', `${end}${unit}`);
    return {
      text: inserted(text, outer, [`${JSON.stringify(key)}: ${end === '' ? JSON.stringify(members) : value}`]),
      kept: [],
    };
  }
  return added(text, objectAt(text, found.value.from), members, outer);
}

function added(
  text: string,
  object: JsonObject,
  members: Readonly<Record<string, string>>,
  outer: JsonObject,
): WithMembers {
  const present = new Set(object.members.map(({ key }) => key));
  const lines = Object.entries(members)
    .filter(([name]) => !present.has(name))
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return { text: inserted(text, object, lines, outer), kept: Object.keys(members).filter((name) => present.has(name)) };
}

/** Puts lines behind the last member of an object, each as far in as that one. */
function inserted(text: string, object: JsonObject, lines: readonly string[], outer = object): string {
  if (lines.length === 0) return text;
  const { unit, end } = layoutOf(text, outer);
  const last = object.members.at(-1);
  if (last === undefined) {
    const margin = end === '' ? '' : indentAt(text, object.from);
    const opened = lines.map((line) => `${end}${end === '' ? '' : margin + unit}${line}`).join(end === '' ? ', ' : ',');
    return `${text.slice(0, object.from)}{${opened}${end}${margin}}${text.slice(object.to)}`;
  }
  // What stands between the members stands between the new ones as well: a line break and its indentation, or a blank.
  const before = /[{,](\s*)$/.exec(text.slice(0, last.from))?.[1] ?? '';
  const between = before === '' || before === ' ' ? ' ' : before;
  const more = lines.map((line) => `,${between}${line}`).join('');
  return text.slice(0, last.value.to) + more + text.slice(last.value.to);
}

/** One step of indentation and the end of a line, as the outermost object has them; both empty where it stands on one line. */
function layoutOf(text: string, outer: JsonObject): { readonly unit: string; readonly end: string } {
  const [first] = outer.members;
  const before = first === undefined ? '\n  ' : text.slice(outer.from + 1, first.from);
  const [, end = '', unit = ''] = /(\r?\n)([ \t]*)$/.exec(before) ?? [];
  return { unit, end };
}

/** The white space at the beginning of the line of an offset. */
function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function objectAt(text: string, from: number): JsonObject {
  const members: JsonMember[] = [];
  let at = afterSpace(text, from + 1);
  while (text[at] !== '}') {
    const keyEnd = endOfValue(text, at);
    const value = afterSpace(text, afterSpace(text, keyEnd) + 1);
    const valueEnd = endOfValue(text, value);
    members.push({ key: JSON.parse(text.slice(at, keyEnd)), from: at, value: { from: value, to: valueEnd } });
    at = afterSpace(text, valueEnd);
    if (text[at] === ',') at = afterSpace(text, at + 1);
  }
  return { from, to: at + 1, members };
}

/** Behind the value that begins at `from`. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const [token] = matchAt(/"(?:\\.|[^"\\])*"|[{}[\]]|[^\s{}[\]",:]+|[\s,:]/y, text, at);
    if (token === undefined) return text.length;
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    at += token.length;
  } while (depth > 0);
  return at;
}

function afterSpace(text: string, from: number): number {
  return from + (matchAt(/\s*/y, text, from)[0]?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}
