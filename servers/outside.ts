/** The TCP port of an address with `http` or `https`. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** Host and port of an address as they are written, so with `:443` where that is said. A `URL` leaves out what goes without saying. */
export function hostAsWritten(url: string): string {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1] ?? new URL(url).host;
}
