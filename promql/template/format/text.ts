import { quoted, quotedCharacter } from '../../syntax/quote.ts';
import { type Flags, padded } from './directive.ts';

/** A text as a directive shows it; `undefined` if the verb is none for texts. */
export function formatText(text: string, verb: string, flags: Flags): string | undefined {
  const cut = flags.precision === undefined ? text : [...text].slice(0, flags.precision).join('');
  switch (verb) {
    case 'v':
    case 's':
      return padded(cut, flags);
    case 'q':
      return padded(flags.sharp && canBackquote(cut) ? `\`${cut}\`` : quotedText(cut, flags.plus), flags);
    case 'x':
    case 'X':
      return padded(hexadecimal(text, verb, flags), flags);
    default:
      return undefined;
  }
}

/** A text in double quotes; `ascii` writes every other character as an escape. */
export function quotedText(text: string, ascii: boolean): string {
  return ascii ? escaped(quoted(text)) : quoted(text);
}

/** One character in single quotes. */
export function quotedRune(code: number, ascii: boolean): string {
  return ascii ? escaped(quotedCharacter(code)) : quotedCharacter(code);
}

function escaped(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

function canBackquote(text: string): boolean {
  return [...text].every((char) => char === '\t' || (char >= ' ' && !'`\x7f\ufeff'.includes(char)));
}

/** The bytes of a text: `% x` puts a blank between them, `%#x` 0x before. */
function hexadecimal(text: string, verb: 'x' | 'X', { sharp, space, precision }: Flags): string {
  const bytes = [...new TextEncoder().encode(text)].slice(0, precision);
  if (bytes.length === 0) return '';
  const shown = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const joined = space ? shown.join(sharp ? ' 0x' : ' ') : shown.join('');
  const whole = sharp ? `0x${joined}` : joined;
  return verb === 'X' ? whole.toUpperCase() : whole;
}
