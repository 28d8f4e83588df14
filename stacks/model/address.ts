/** `host:port` in its two parts, as texts; `:9090` has an empty host. */
export function splitAddress(address: string): readonly [host: string, port: string] {
  const colon = address.lastIndexOf(':');
  return [address.slice(0, colon), address.slice(colon + 1)];
}
