import { ExpositionError } from './model.ts';

const BLANKS = /[ \t]*/y;
const QUOTED_STOP = /["\\]/g;

/** A place in one line of a text. It never goes back, so that reading takes time in proportion to the text. */
export class Cursor {
  readonly line: string;
  readonly number: number;
  at = 0;

  constructor(line: string, number: number) {
    this.line = line;
    this.number = number;
  }

  /** Whether the line is at its end. */
  get done(): boolean {
    return this.at >= this.line.length;
  }

  /** The character here; empty at the end. */
  here(): string {
    return this.line.charAt(this.at);
  }

  skipBlanks(): void {
    BLANKS.lastIndex = this.at;
    BLANKS.test(this.line);
    this.at = BLANKS.lastIndex;
  }

  /** What a sticky pattern matches here, and goes behind it; undefined where it does not match. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.line)) return undefined;
    const start = this.at;
    this.at = pattern.lastIndex;
    return this.line.slice(start, this.at);
  }

  /** Goes behind this character if it is here. */
  passes(character: string): boolean {
    if (this.here() !== character) return false;
    this.at++;
    return true;
  }

  /** A text in double quotes with `\\`, `\"` and `\n`; another backslash stands for itself, as Prometheus reads it. */
  quoted(what: string): string {
    const start = this.at;
    if (!this.passes('"')) this.fail(`${what} has to stand in double quotes`);
    let plain = true;
    for (;;) {
      QUOTED_STOP.lastIndex = this.at;
      const stop = QUOTED_STOP.exec(this.line);
      if (stop === null) return this.fail(`${what} has no closing quote`, start);
      if (stop[0] === '"') {
        const text = this.line.slice(start + 1, stop.index);
        this.at = stop.index + 1;
        return plain ? text : unescaped(text);
      }
      plain = false;
      this.at = stop.index + 2;
    }
  }

  /** Throws an {@link ExpositionError} for this place. */
  fail(message: string, at = this.at): never {
    throw new ExpositionError(message, this.number, at + 1);
  }
}

/** A text with the escapes `\\`, `\"` and `\n` replaced; another backslash stands for itself. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\([\\"n])/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
