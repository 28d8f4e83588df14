import { refuse } from '../fault.ts';
import { typeName, type Value } from '../value.ts';
import { type Flags, noFlags } from './directive.ts';
import { formatted, formatValue } from './verb.ts';

/** What the directives of one format share. */
interface State {
  readonly format: string;
  readonly args: readonly Value[];
  at: number;
  /** The argument that comes next. */
  next: number;
  /** Whether `[n]` was used, so that arguments may be left over. */
  reordered: boolean;
  /** Whether the last `[n]` named an argument that there is. */
  fits: boolean;
}

/** Go's `fmt.Sprintf`. What does not fit is shown as there: `%!d(string=a)`. */
export function printf(format: string, args: readonly Value[]): string {
  const state: State = { format, args, at: 0, next: 0, reordered: false, fits: true };
  let out = '';
  for (;;) {
    const percent = format.indexOf('%', state.at);
    out += format.slice(state.at, percent < 0 ? undefined : percent);
    if (percent < 0) break;
    state.at = percent + 1;
    out += directive(state);
  }
  if (state.reordered || state.next >= args.length) return out;
  const extra = args
    .slice(state.next)
    .map((arg) => (arg.kind === 'nil' ? '<nil>' : `${typeName(arg)}=${formatted(arg)}`));
  return `${out}%!(EXTRA ${extra.join(', ')})`;
}

function directive(state: State): string {
  const { format, args } = state;
  state.fits = true;
  const { flags: given, complaint } = size(state, readFlags(state));
  const char = String.fromCodePoint(format.codePointAt(state.at) ?? 0);
  if (state.at >= format.length) return `${complaint}%!(NOVERB)`;
  state.at += char.length;
  if (char === '%') return `${complaint}%`;
  if (!state.fits) return `${complaint}%!${char}(BADINDEX)`;
  const arg = args[state.next];
  if (arg === undefined) return `${complaint}%!${char}(MISSING)`;
  state.next++;
  return complaint + formatValue(arg, char, given);
}

function readFlags(state: State): Flags {
  const flags = /[#0+\- ]*/y;
  flags.lastIndex = state.at;
  const found = flags.exec(state.format)?.[0] ?? '';
  state.at += found.length;
  const has = (flag: string): boolean => found.includes(flag);
  return { ...noFlags, plus: has('+'), minus: has('-'), sharp: has('#'), space: has(' '), zero: has('0') };
}

/** Width and precision; where an argument gives one and cannot, Go complains within the text. */
function size(state: State, start: Flags): { readonly flags: Flags; readonly complaint: string } {
  let flags = start;
  let complaint = '';
  let indexed = argumentNumber(state);
  if (state.format[state.at] === '*') {
    const width = starred(state);
    if (width === undefined) complaint += '%!(BADWIDTH)';
    else flags = width < 0 ? { ...flags, width: -width, minus: true, zero: false } : { ...flags, width };
    indexed = false;
  } else {
    const width = number(state);
    if (width !== undefined && indexed) state.fits = false;
    flags = { ...flags, width };
  }
  if (state.format[state.at] === '.') {
    state.at++;
    if (indexed) state.fits = false;
    indexed = argumentNumber(state);
    if (state.format[state.at] === '*') {
      const precision = starred(state);
      if (precision === undefined || precision < 0) complaint += '%!(BADPREC)';
      else flags = { ...flags, precision };
      indexed = false;
    } else flags = { ...flags, precision: number(state) ?? 0 };
  }
  if (!indexed) argumentNumber(state);
  return { flags, complaint };
}

/** `[2]`: which argument comes next. */
function argumentNumber(state: State): boolean {
  if (state.format[state.at] !== '[') return false;
  state.reordered = true;
  const end = state.format.indexOf(']', state.at);
  const index = end < 0 ? 0 : Number(/^\d+$/.exec(state.format.slice(state.at + 1, end))?.[0] ?? 0);
  state.at = end < 0 ? state.at + 1 : end + 1;
  if (index < 1 || index > state.args.length) {
    state.fits = false;
    return end >= 0;
  }
  state.next = index - 1;
  return true;
}

function starred(state: State): number | undefined {
  state.at++;
  const arg = state.args[state.next];
  if (arg !== undefined) state.next++;
  if (arg?.kind !== 'int' && arg?.kind !== 'byte') return undefined;
  const value = Number(arg.value);
  return Math.abs(value) > largest ? undefined : value;
}

/** Go takes no width and no precision above that. */
const largest = 1_000_000;

function number(state: State): number | undefined {
  const digits = /\d+/y;
  digits.lastIndex = state.at;
  const found = digits.exec(state.format)?.[0];
  if (found === undefined) return undefined;
  if (Number(found) > largest) refuse(`${found} is too much for a width or a precision`);
  state.at += found.length;
  return Number(found);
}
