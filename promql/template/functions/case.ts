/** Go's `strings.ToUpper`: characters that would become several stay. */
export function toUpper(text: string): string {
  return [...text].map((char) => single(char.toUpperCase(), char)).join('');
}

/** Go's `strings.ToLower`. */
export function toLower(text: string): string {
  // The dotted capital I is the only one whose small letter is two characters in JavaScript and one in Go.
  return [...text].map((char) => (char === '\u0130' ? 'i' : single(char.toLowerCase(), char))).join('');
}

function single(changed: string, char: string): string {
  return [...changed].length === 1 ? changed : char;
}

/** What a word is made of; a point, colon or apostrophe between two letters does not end it. */
const words =
  /[\p{L}\p{M}\p{N}_]+(?:(?<=\p{L})['’.:·](?=\p{L})[\p{L}\p{M}\p{N}_]+|(?<=\p{N})[.,'’;](?=\p{N})[\p{L}\p{M}\p{N}_]+)*/gu;

/** Each word with its first letter large; the others stay as they are. */
export function title(text: string): string {
  return text.replace(words, (word) => word.replace(/\p{Cased}/u, titled));
}

function titled(char: string): string {
  // These letters are two in one: only the first becomes large. Georgian has no titles.
  const digraph = 'ǄǅǆǇǈǉǊǋǌǱǲǳ'.indexOf(char);
  if (digraph >= 0) return 'ǅǈǋǲ'[Math.floor(digraph / 3)] ?? char;
  if (/\p{Script=Georgian}/u.test(char)) return char;
  return char.toUpperCase().replace(/(?<=\p{Cased}.*)./gsu, (rest) => rest.toLowerCase());
}
