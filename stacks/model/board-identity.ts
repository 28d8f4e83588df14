/** The board that opens first, of every stack. */
export const homeBoard = 'home';

const longestUid = 40;

/** FNV-1a of a text, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): short, the same everywhere, and no import. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** The uid of a stack's board, at most 40 characters: `sergas-overview`. A name that is too long ends in its hash. */
export function boardUid(stack: string, board: string): string {
  const plain = `${stack}-${board}`;
  if (plain.length <= longestUid) return plain;
  const end = `-${hash(plain).toString(36)}-${board}`;
  return `${stack.slice(0, longestUid - end.length)}${end}`;
}

/** The id of a panel, from 1 to 2^31 - 1. It follows from the key alone, so that links survive every change of the layout. */
export function panelId(key: string): number {
  return (hash(key) % 0x7ffffffe) + 1;
}
