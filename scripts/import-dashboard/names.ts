/** A text as a key: `HTTP requests / s` becomes `http-requests-s`. Without a letter it is `otherwise`. */
export function keyOf(text: string, otherwise = 'panel'): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const key = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[-0-9]+|-+$/g, '');
  return key === '' ? otherwise : key.slice(0, 60).replace(/-$/, '');
}

/** Gives every name once: the second `rate` is `rate-2`. */
export class Names {
  readonly #taken = new Set<string>();

  /** A key for a text that nothing before has. */
  unique(text: string): string {
    const key = keyOf(text);
    let free = key;
    for (let count = 2; this.#taken.has(free); count++) free = `${key}-${count}`;
    this.#taken.add(free);
    return free;
  }
}
