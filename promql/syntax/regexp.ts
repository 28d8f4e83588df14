// What Go's regexp/syntax takes: RE2, without looking around or back. Checked here is the syntax, nothing is matched but the empty text.

interface Node {
  /** Whether it matches the empty text. */
  readonly empty: boolean;
  /** How often repetitions within each other repeat at most, multiplied. */
  readonly repeats: number;
}

/** Go's limits. */
const maxRepeat = 1000;
const maxHeight = 1000;

const single: Node = { empty: false, repeats: 1 };
const nothing: Node = { empty: true, repeats: 1 };

class Fault extends Error {}

function fault(code: string, text?: string): Fault {
  // Go writes an empty text for a backslash at the end.
  return new Fault(`error parsing regexp: ${code}: \`${text ?? ''}\``);
}

function parsed(pattern: string): Node {
  const parser = new RegexpParser(pattern);
  const node = parser.alternation(0);
  if (!parser.atEnd) throw fault('unexpected )', pattern);
  return node;
}

/** Why Prometheus refuses a regular expression, in the words of Go; `undefined` if it takes it. */
export function regexpError(pattern: string): string | undefined {
  if (isPlain(pattern)) return undefined;
  try {
    parsed(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

/** Whether an anchored regular expression that is no mistake matches the empty text, and so a label that is not there. */
export function regexpMatchesEmpty(pattern: string): boolean {
  return isPlain(pattern) ? pattern === '' : parsed(pattern).empty;
}

/** Letters, digits and what never means anything else: most patterns begin here and end. */
function isPlain(pattern: string): boolean {
  return /^[\w:/ -]*$/.test(pattern);
}

const posixNames = 'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' ');

/** The general categories of Unicode by their short names. */
const categories =
  'C Cc Cf Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs'.split(' ');

function isUnicodeClass(name: string): boolean {
  if (name === 'Any' || categories.includes(name)) return true;
  if (!/^[A-Z][A-Za-z_]+$/.test(name)) return false;
  try {
    return new RegExp(`\\p{Script=${name}}`, 'u').unicode;
  } catch {
    return false;
  }
}

class RegexpParser {
  readonly #text: string;
  #at = 0;
  /** No `:]` stands behind the place at hand. */
  #noPosixEnd = false;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Up to the closing parenthesis or the end. */
  alternation(height: number): Node {
    if (height > maxHeight) throw fault('expression nests too deeply', this.#text);
    let empty = false;
    let repeats = 1;
    for (;;) {
      const node = this.#sequence(height);
      empty ||= node.empty;
      repeats = Math.max(repeats, node.repeats);
      if (!this.#take('|')) return { empty, repeats };
    }
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #sequence(height: number): Node {
    let before: Node = nothing;
    /** The last one; what repeats repeats it. */
    let last: Node | undefined;
    let repeatedFrom = -1;
    for (;;) {
      const char = this.#text.charAt(this.#at);
      if (char === '' || char === '|' || char === ')') return joined(before, last);
      const from = this.#at;
      const repeat = this.#repetition();
      if (repeat !== undefined) {
        const written = this.#text.slice(from, this.#at);
        if (last === undefined) throw fault('missing argument to repetition operator', written);
        if (repeatedFrom >= 0) {
          throw fault('invalid nested repetition operator', this.#text.slice(repeatedFrom, this.#at));
        }
        last = repeated(last, repeat, written);
        repeatedFrom = from;
        continue;
      }
      repeatedFrom = -1;
      const atom = this.#atom(height);
      if (atom === undefined) continue;
      before = joined(before, last);
      last = atom;
    }
  }

  /** `*`, `+`, `?`, `{2,3}`, with the `?` behind that makes it lazy. Braces that say nothing else are letters. */
  #repetition(): readonly [number, number] | undefined {
    const bounds = this.#bounds();
    if (bounds !== undefined) this.#take('?');
    return bounds;
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, -1];
    if (this.#take('+')) return [1, -1];
    if (this.#take('?')) return [0, 1];
    if (this.#text.charAt(this.#at) !== '{') return undefined;
    const found = /^\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/.exec(this.#text.slice(this.#at, this.#at + 64));
    if (found === null) return undefined;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === undefined ? -1 : Number(found[3]);
    if (least > maxRepeat || most > maxRepeat || (most >= 0 && least > most)) {
      throw fault('invalid repeat count', found[0]);
    }
    this.#at += found[0].length;
    return [least, most];
  }

  /** One thing that can be repeated; `undefined` for what is none, such as `(?i)`. */
  #atom(height: number): Node | undefined {
    const char = this.#text.charAt(this.#at);
    switch (char) {
      case '(':
        return this.#group(height);
      case '[':
        this.#class();
        return single;
      case '\\':
        return this.#escape();
      case '^':
      case '$':
        this.#at++;
        return nothing;
      default:
        this.#character();
        return single;
    }
  }

  #character(): number {
    const code = this.#text.codePointAt(this.#at) ?? 0;
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #group(height: number): Node | undefined {
    const from = this.#at;
    const rest = this.#text.slice(from, from + 5);
    if (/^\(\?P?<./su.test(rest)) this.#groupName();
    else if (rest.startsWith('(?')) {
      if (!this.#flags()) return undefined;
    } else this.#at++;
    const node = this.alternation(height + 1);
    if (!this.#take(')')) throw fault('missing closing )', this.#text);
    return node;
  }

  #groupName(): void {
    const from = this.#at;
    const start = this.#text.indexOf('<', from) + 1;
    const end = this.#text.indexOf('>', from);
    if (end < 0) throw fault('invalid named capture', this.#text.slice(from));
    const name = this.#text.slice(start, end);
    const written = this.#text.slice(from, end + 1);
    if (!/^\w+$/.test(name)) throw fault('invalid named capture', written);
    this.#at = end + 1;
  }

  /** `(?i:` opens a group, `(?i)` does not. */
  #flags(): boolean {
    const found = /^\(\?(?:[imsU]*(?:-[imsU]+)?)([:)])/.exec(this.#text.slice(this.#at));
    if (found === null) {
      const bad = /^\(\?[imsU]*-?[imsU]*./su.exec(this.#text.slice(this.#at))?.[0] ?? this.#text.slice(this.#at);
      throw fault('invalid or unsupported Perl syntax', bad);
    }
    this.#at += found[0].length;
    return found[1] === ':';
  }

  #escape(): Node | undefined {
    const letter = this.#text.charAt(this.#at + 1);
    switch (letter) {
      case 'A':
      case 'z':
      case 'B':
        this.#at += 2;
        return nothing;
      case 'b':
        this.#at += 2;
        return { empty: false, repeats: 1 };
      case 'Q': {
        const end = this.#text.indexOf('\\E', this.#at + 2);
        const quoted = this.#text.slice(this.#at + 2, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#text.length : end + 2;
        return quoted === '' ? undefined : single;
      }
      default:
        if (!this.#classEscape()) this.#characterEscape();
        return single;
    }
  }

  /** `\d`, `\pL`, `\p{Greek}` */
  #classEscape(): boolean {
    const letter = this.#text.charAt(this.#at + 1);
    if (letter !== '' && 'dDsSwW'.includes(letter)) {
      this.#at += 2;
      return true;
    }
    if (letter !== 'p' && letter !== 'P') return false;
    const from = this.#at;
    const rest = this.#text.slice(from + 2);
    const braced = /^\{\^?([^}]*)\}/.exec(rest);
    const first = rest.codePointAt(0);
    const name = braced?.[1] ?? (first === undefined ? '' : String.fromCodePoint(first));
    const length = 2 + (braced?.[0].length ?? name.length);
    if (!isUnicodeClass(name)) throw fault('invalid character class range', this.#text.slice(from, from + length));
    this.#at = from + length;
    return true;
  }

  /** The code of an escaped character. */
  #characterEscape(): number {
    const from = this.#at;
    const rest = this.#text.slice(from, from + 16);
    const code = rest.codePointAt(1);
    if (code === undefined) throw fault('trailing backslash at end of expression');
    const known = /^\\(?:[1-7][0-7]{1,2}|0[0-7]{0,2}|x[\da-fA-F]{2}|x\{[\da-fA-F]+\}|[afnrtv]|[^\w]|_)/.exec(rest);
    const letter = rest.charAt(1);
    if (known === null || code > 0x7f) {
      throw fault('invalid escape sequence', hexStart(rest) ?? `\\${String.fromCodePoint(code)}`);
    }
    this.#at += known[0].length;
    if (letter === 'x') return this.#hexadecimal(known[0]);
    if (letter >= '0' && letter <= '7') return Number.parseInt(known[0].slice(1), 8);
    const control: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
    return Object.hasOwn(control, letter) ? (control[letter] ?? 0) : code;
  }

  #hexadecimal(written: string): number {
    const code = Number.parseInt(written.replace(/[\\x{}]/g, ''), 16);
    if (code > 0x10ffff) throw fault('invalid escape sequence', written);
    return code;
  }

  #class(): void {
    const from = this.#at;
    this.#at++;
    this.#take('^');
    for (let first = true; first || this.#text.charAt(this.#at) !== ']'; first = false) {
      if (this.atEnd) throw fault('missing closing ]', this.#text.slice(from));
      if (this.#posixClass() || (this.#text.charAt(this.#at) === '\\' && this.#classEscape())) continue;
      const start = this.#at;
      const low = this.#classCharacter(from);
      const isRange = this.#text.charAt(this.#at) === '-' && !['', ']'].includes(this.#text.charAt(this.#at + 1));
      if (!isRange) continue;
      this.#at++;
      const high = this.#classCharacter(from);
      if (high < low) throw fault('invalid character class range', this.#text.slice(start, this.#at));
    }
    this.#at++;
  }

  #classCharacter(from: number): number {
    if (this.atEnd) throw fault('missing closing ]', this.#text.slice(from));
    return this.#text.charAt(this.#at) === '\\' ? this.#characterEscape() : this.#character();
  }

  /** `[:alpha:]` */
  #posixClass(): boolean {
    if (this.#noPosixEnd || !this.#text.startsWith('[:', this.#at)) return false;
    const end = this.#text.indexOf(':]', this.#at + 2);
    this.#noPosixEnd = end < 0;
    if (this.#noPosixEnd) return false;
    const written = this.#text.slice(this.#at, end + 2);
    const name = written.slice(written.charAt(2) === '^' ? 3 : 2, -2);
    if (!posixNames.includes(name)) throw fault('invalid character class range', written);
    this.#at = end + 2;
    return true;
  }
}

/** What Go shows of a hexadecimal escape that is none: up to the character that does not fit. */
function hexStart(text: string): string | undefined {
  return /^\\x(?:\{[\da-f]*.?|[^{].?)?/isu.exec(text)?.[0];
}

function joined(before: Node, last: Node | undefined): Node {
  if (last === undefined) return before;
  return { empty: before.empty && last.empty, repeats: Math.max(before.repeats, last.repeats) };
}

function repeated(node: Node, [least, most]: readonly [number, number], written: string): Node {
  const isCounted = written.startsWith('{');
  const times = isCounted ? (most < 0 ? least : most) : 1;
  const repeats = times === 0 ? node.repeats : node.repeats * times;
  if (isCounted && (least >= 2 || most >= 2) && repeats > maxRepeat) throw fault('invalid repeat count', written);
  return { empty: least === 0 || node.empty, repeats: isCounted && most === 0 ? 1 : repeats };
}
