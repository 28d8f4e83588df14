/** `host:port` taken apart; `undefined` if it is not of that form. Source: Go's `net.SplitHostPort`. */
function split(text: string): { readonly host: string; readonly port: string } | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^[\]:]*)$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  return host === undefined || port === undefined ? undefined : { host, port };
}

/** `example.org:80` becomes `example.org`, `[::1]:80` becomes `::1`; what has no port stays. */
export function stripPort(text: string): string {
  return split(text)?.host ?? text;
}

/** `host.example.org:80` becomes `host:80`; addresses stay. */
export function stripDomain(text: string): string {
  const { host, port } = split(text) ?? { host: text, port: '' };
  if (isAddress(host)) return text;
  const first = host.split('.')[0] ?? '';
  if (port === '') return first;
  return first.includes(':') ? `[${first}]:${port}` : `${first}:${port}`;
}

function isAddress(host: string): boolean {
  const parts = host.split('.');
  const isFour = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return isFour || (/^[\da-fA-F:.]+$/.test(host) && host.includes(':') && URL.canParse(`http://[${host}]/`));
}
