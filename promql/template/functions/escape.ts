/** Go's `html`: what has a meaning in HTML as entities. */
export function escapeHtml(text: string): string {
  return text.replace(/["'&<>]/g, (char) => entities[char] ?? '').replaceAll('\0', '\ufffd');
}

const entities: Readonly<Record<string, string>> = {
  ...{ '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' },
};

/** Go's `js`: a text that may stand in a string of JavaScript, even within HTML. */
export function escapeJs(text: string): string {
  return text.replace(/[\\'"<>&=]|[^\p{L}\p{M}\p{N}\p{P}\p{S}\x20\x7f]/gu, (char) => {
    if (char === '\\' || char === "'" || char === '"') return `\\${char}`;
    return `\\u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

/** Go's `url.QueryEscape`: what may stand behind `=` in an address; a blank becomes `+`. */
export function escapeQuery(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
