import { isAlpha, isDigit, isSpace, isWord } from './character.ts';
import { quoted, quotedCharacter } from './quote.ts';
import { scanNumber } from './scan-number.ts';
import { scanString } from './string.ts';
import { Kind, keywords } from './token.ts';
import { unexpectedCharacter } from './unexpected-character.ts';

/** Where in the text the lexer is: that decides what a character means. */
const Mode = { Statement: 0, Braces: 1, Duration: 2 } as const;

/** The kinds of single characters outside of braces. */
const single: readonly (Kind | undefined)[] = (() => {
  const table: (Kind | undefined)[] = new Array(128).fill(undefined);
  const pairs: readonly [string, Kind][] = [
    [',', Kind.Comma],
    ['*', Kind.Mul],
    ['/', Kind.Div],
    ['%', Kind.Mod],
    ['+', Kind.Add],
    ['-', Kind.Sub],
    ['^', Kind.Pow],
    ['@', Kind.At],
  ];
  for (const [char, kind] of pairs) table[char.charCodeAt(0)] = kind;
  return table;
})();

const durationWords: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['step', Kind.Step],
  ['range', Kind.Range],
  ['min_of', Kind.MinOf],
  ['max_of', Kind.MaxOf],
]);

/** Cuts an expression into tokens, one at each call of `next`. Behind a mistake there is nothing more. */
export class Lexer {
  readonly text: string;
  /** The token at hand. */
  kind: Kind = Kind.EndOfInput;
  from = 0;
  to = 0;
  /** What is wrong, if its kind is `Error`. */
  message = '';

  #at = 0;
  #mode: (typeof Mode)[keyof typeof Mode] = Mode.Statement;
  /** Where the parentheses begin that are open. */
  readonly #parens: number[] = [];
  #brace = -1;
  #bracket = -1;
  /** A colon was there since the bracket was opened. */
  #colon = false;
  /** A number or duration stood in any brackets so far; Prometheus never takes that back either. */
  #duration = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Goes to the next token. */
  next(): void {
    if (this.kind === Kind.Error) return;
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (isSpace(code)) this.#at++;
      else if (code === 35 && this.#mode !== Mode.Duration) this.#skipComment();
      else break;
    }
    this.from = this.#at;
    if (this.#mode === Mode.Braces) this.#inBraces();
    else if (this.#mode === Mode.Duration) this.#inDuration();
    else this.#statement();
  }

  #skipComment(): void {
    while (this.#at < this.text.length) {
      const code = this.text.charCodeAt(this.#at);
      if (code === 10 || code === 13) return;
      this.#at++;
    }
  }

  #emit(kind: Kind, length: number): void {
    this.kind = kind;
    this.#at = this.from + length;
    this.to = this.#at;
  }

  #fail(message: string, from: number, to: number): void {
    this.kind = Kind.Error;
    this.message = message;
    this.from = from;
    this.to = to;
  }

  /** Of the character at hand. */
  #failCharacter(where: string): void {
    const code = this.text.codePointAt(this.from);
    const length = code === undefined ? 0 : code > 0xffff ? 2 : 1;
    this.#fail(unexpectedCharacter(where, code), this.from, this.from + length);
  }

  #statement(): void {
    const { text, from } = this;
    if (from >= text.length) {
      this.#end();
      return;
    }
    const code = text.charCodeAt(from);
    if (isAlpha(code) || code === 58) {
      if (this.#bracket < 0) this.#word();
      else this.#wordInBrackets(code);
      return;
    }
    const following = text.charCodeAt(from + 1);
    if (isDigit(code) || (code === 46 && isDigit(following))) {
      this.#number();
      return;
    }
    const kind = single[code];
    if (kind !== undefined) {
      this.#emit(kind, 1);
      return;
    }
    switch (code) {
      case 40:
        this.#openParen();
        return;
      case 41:
        this.#closeParen();
        return;
      case 34:
      case 39:
      case 96:
        this.#string();
        return;
      case 123:
        this.#brace = from;
        this.#mode = Mode.Braces;
        this.#emit(Kind.LeftBrace, 1);
        return;
      case 91:
        this.#openBracket();
        return;
      case 93:
        if (this.#bracket < 0) this.#fail("unexpected right bracket ']'", from, from + 1);
        else this.#closeBracket();
        return;
      default:
        this.#comparison(code, following);
    }
  }

  #comparison(code: number, following: number): void {
    const { from } = this;
    switch (code) {
      case 61:
        if (following === 61) this.#emit(Kind.EqualEqual, 2);
        else if (following === 126) {
          this.#fail("unexpected character after '=': '~'; =~ compares labels, within { }", from, from + 2);
        } else this.#emit(Kind.Equal, 1);
        return;
      case 33:
        if (following === 61) this.#emit(Kind.NotEqual, 2);
        else this.#failAfter("unexpected character after '!'");
        return;
      case 60:
        if (following === 61) this.#emit(Kind.LessOrEqual, 2);
        else if (following === 47) this.#emit(Kind.TrimUpper, 2);
        else this.#emit(Kind.Less, 1);
        return;
      case 62:
        if (following === 61) this.#emit(Kind.GreaterOrEqual, 2);
        else if (following === 47) this.#emit(Kind.TrimLower, 2);
        else this.#emit(Kind.Greater, 1);
        return;
      default:
        this.#failCharacter('');
    }
  }

  /** Of the character behind the one at hand. */
  #failAfter(what: string): void {
    const { from } = this;
    const code = this.text.codePointAt(from + 1);
    const length = code === undefined ? 1 : code > 0xffff ? 3 : 2;
    this.#fail(`${what}: ${quotedCharacter(code)}`, from, from + length);
  }

  #end(): void {
    const open = this.#parens.at(-1);
    if (open !== undefined) this.#fail('unclosed left parenthesis', open, open + 1);
    else if (this.#bracket >= 0) this.#fail('unclosed left bracket', this.#bracket, this.#bracket + 1);
    else this.#emit(Kind.EndOfInput, 0);
  }

  #openParen(): void {
    this.#parens.push(this.from);
    this.#emit(Kind.LeftParen, 1);
  }

  #closeParen(): void {
    if (this.#parens.pop() === undefined) {
      this.#fail("unexpected right parenthesis ')'; none is open here", this.from, this.from + 1);
    } else this.#emit(Kind.RightParen, 1);
  }

  #openBracket(): void {
    if (this.#bracket >= 0) {
      this.#fail("unexpected left bracket '['", this.from, this.from + 1);
      return;
    }
    this.#bracket = this.from;
    this.#colon = false;
    this.#mode = Mode.Duration;
    this.#emit(Kind.LeftBracket, 1);
  }

  #closeBracket(): void {
    this.#bracket = -1;
    this.#mode = Mode.Statement;
    this.#emit(Kind.RightBracket, 1);
  }

  #string(): void {
    const end = scanString(this.text, this.from);
    if (typeof end === 'number') this.#emit(Kind.String, end - this.from);
    else this.#fail(end.message, end.from, end.to);
  }

  #word(): void {
    const { text, from } = this;
    let at = from;
    let colon = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 58) colon = true;
      else if (!isWord(code)) break;
      at++;
    }
    const length = at - from;
    // The longest keyword is `count_values`.
    const keyword = colon || length > 12 ? undefined : keywords.get(text.slice(from, at).toLowerCase());
    const isFill = keyword !== undefined && keyword >= Kind.Fill && keyword <= Kind.FillRight;
    if (keyword !== undefined && (!isFill || this.#parenFollows(at))) this.#emit(keyword, length);
    else this.#emit(colon ? Kind.MetricIdentifier : Kind.Identifier, length);
  }

  #parenFollows(from: number): boolean {
    let at = from;
    while (isSpace(this.text.charCodeAt(at))) at++;
    return this.text.charCodeAt(at) === 40;
  }

  /** `step`, `range`, `min_of`, `max_of`: whether one of them stood here. */
  #durationWord(): boolean {
    const { text, from } = this;
    let at = from;
    while (isAlpha(text.charCodeAt(at))) at++;
    const kind = at - from > 6 ? undefined : durationWords.get(text.slice(from, at).toLowerCase());
    if (kind === undefined) return false;
    this.#emit(kind, at - from);
    return true;
  }

  #wordInBrackets(code: number): void {
    const { from } = this;
    if (code !== 58) {
      if (this.#durationWord()) return;
      const message = `unexpected character: ${quotedCharacter(code)}, expected ':'`;
      this.#fail(message, from, from + 1);
    } else if (this.#colon) this.#fail("unexpected colon ':'", from, from + 1);
    else {
      this.#colon = true;
      this.#emit(Kind.Colon, 1);
    }
  }

  /** Within braces words are never keywords. */
  #inBraces(): void {
    const { text, from } = this;
    const code = text.charCodeAt(from);
    if (from >= text.length) {
      this.#fail('unexpected end of input inside braces; this { is not closed', this.#brace, this.#brace + 1);
    } else if (isAlpha(code)) {
      let at = from + 1;
      while (isWord(text.charCodeAt(at))) at++;
      this.#emit(Kind.Identifier, at - from);
    } else if (code === 44) this.#emit(Kind.Comma, 1);
    else if (code === 34 || code === 39 || code === 96) this.#string();
    else if (code === 61) {
      if (text.charCodeAt(from + 1) === 126) this.#emit(Kind.EqualRegexp, 2);
      else this.#emit(Kind.Equal, 1);
    } else if (code === 33) {
      const following = text.charCodeAt(from + 1);
      if (following === 126) this.#emit(Kind.NotEqualRegexp, 2);
      else if (following === 61) this.#emit(Kind.NotEqual, 2);
      else this.#failAfter("unexpected character after '!' inside braces");
    } else if (code === 125) {
      this.#mode = Mode.Statement;
      this.#emit(Kind.RightBrace, 1);
    } else if (code === 123) this.#fail("unexpected left brace '{'", from, from + 1);
    else this.#failCharacter(' inside braces');
  }

  /** Behind `[`, until a number was there. */
  #inDuration(): void {
    const { text, from } = this;
    if (from >= text.length) {
      const message = 'unexpected end of input in duration expression; this [ is not closed';
      this.#fail(message, this.#bracket, this.#bracket + 1);
      return;
    }
    const code = text.charCodeAt(from);
    if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(from + 1)))) {
      this.#duration = true;
      this.#mode = Mode.Statement;
      this.#number();
    } else if (code === 93) this.#closeBracket();
    else if (code === 40) this.#openParen();
    else if (code === 41) this.#closeParen();
    else if (code === 58) this.#colonInDuration();
    else {
      const kind = single[code];
      if (kind !== undefined && kind !== Kind.At) this.#emit(kind, 1);
      else if (!isAlpha(code) || !this.#durationWord()) this.#failCharacter(' in duration expression');
    }
  }

  #colonInDuration(): void {
    const { from } = this;
    if (!this.#duration) {
      const hint = 'before the first colon Prometheus wants a number or duration somewhere: [range() + 0s:1m]';
      this.#fail(`unexpected colon before duration in duration expression; ${hint}`, from, from + 1);
    } else if (this.#colon) this.#fail('unexpected repeated colon in duration expression', from, from + 1);
    else {
      this.#colon = true;
      this.#emit(Kind.Colon, 1);
    }
  }

  /** Where the word or number ends that goes on at `from`. */
  #wordEnd(from: number): number {
    let at = from;
    while (isWord(this.text.charCodeAt(at)) || this.text.charCodeAt(at) === 46) at++;
    return at;
  }

  #number(): void {
    const { text, from } = this;
    const { kind, to } = scanNumber(text, from);
    if (kind !== undefined) this.#emit(kind, to - from);
    else this.#fail(`bad number or duration syntax: ${quoted(text.slice(from, to))}`, from, this.#wordEnd(to));
  }
}
