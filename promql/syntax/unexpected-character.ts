import { quotedCharacter } from './quote.ts';

/** Why a character cannot stand where it does, with a hint for what people write by mistake. */
export function unexpectedCharacter(where: string, code: number | undefined): string {
  const text = `unexpected character${where}: ${quotedCharacter(code)}`;
  switch (code) {
    case 36:
      return `${text}; a variable of Grafana must be replaced before Prometheus sees the expression`;
    case 38:
      return `${text}; write "and"`;
    case 124:
      return `${text}; write "or"`;
    default:
      return text;
  }
}
