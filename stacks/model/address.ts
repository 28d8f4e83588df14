/** `host:port` in its two parts, as texts; `:9090` has an empty host. */
export function splitAddress(address: string): readonly [host: string, port: string] {
  const colon = address.lastIndexOf(':');
  return [address.slice(0, colon), address.slice(colon + 1)];
}

/** Whether an address is one of this machine, so that it is no other's: `http://localhost:9090`. */
export function isOnThisMachine(url: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url);
}
