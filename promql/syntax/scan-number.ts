import { isDigit, isHexDigit, isWord } from './character.ts';
import { Kind } from './token.ts';

/** A number or duration, or `undefined` for what is neither, and where it ends or goes wrong. */
export interface ScannedNumber {
  readonly kind: typeof Kind.Number | typeof Kind.Duration | undefined;
  readonly to: number;
}

/**
 * Takes a number or duration that begins at `from`. It follows Prometheus's scanner in what it takes, so that the same is refused with
 * the same words: `0x1e` at the end of a text is no number there, because `e` begins an exponent.
 */
export function scanNumber(text: string, from: number): ScannedNumber {
  const scanner = new Scanner(text, from);
  if (scanner.number()) return { kind: Kind.Number, to: scanner.at };
  const kind = scanner.duration() ? Kind.Duration : undefined;
  return { kind, to: scanner.at };
}

class Scanner {
  readonly #text: string;
  at: number;

  constructor(text: string, from: number) {
    this.#text = text;
    this.at = from;
  }

  /** Whether a number ends here; where it goes wrong, what was taken stays taken. */
  number(): boolean {
    const hex = this.#hexPrefix();
    const isNumeral = hex ? isHexDigit : isDigit;
    this.#take('.');
    if (isNumeral(this.#code)) this.at++;
    let dot = false;
    let exponent = false;
    for (;;) {
      if (this.#take('.')) {
        if (dot || hex || this.#take('_.')) return false;
        dot = true;
      } else if (this.#take('eE')) {
        if (exponent) return false;
        exponent = true;
        this.#take('+-');
        if (this.#take('._eE') || this.#atEnd) return false;
      } else if (this.#take('_')) {
        if (this.#take('._eE') || this.#atEnd) return false;
      } else if (isNumeral(this.#code)) {
        while (isNumeral(this.#code)) this.at++;
      } else return !isWord(this.#code);
    }
  }

  /** Whether what stands behind the first digits makes them a duration. */
  duration(): boolean {
    if (!this.#take('smhdwy')) return false;
    this.#take('s');
    while (isDigit(this.#code)) {
      while (isDigit(this.#code)) this.at++;
      if (!this.#take('smhdw')) return false;
      this.#take('s');
    }
    if (!isWord(this.#code)) return true;
    this.at++;
    return false;
  }

  get #code(): number {
    return this.#text.charCodeAt(this.at);
  }

  get #atEnd(): boolean {
    return this.at >= this.#text.length;
  }

  #hexPrefix(): boolean {
    if (!this.#take('0') || !this.#take('xX')) return false;
    this.#take('_');
    return true;
  }

  /** Takes a character if it is one of these. */
  #take(chars: string): boolean {
    if (this.#atEnd || !chars.includes(this.#text.charAt(this.at))) return false;
    this.at++;
    return true;
  }
}
