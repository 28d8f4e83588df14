// What is chosen stands in the address of the page, as in Grafana: a link shows the same.
import type { RawRange } from '../data/range.ts';

/** What the address says. */
export interface Address {
  readonly uid: string | undefined;
  readonly range: Partial<RawRange>;
  readonly refresh: string | undefined;
  readonly variables: ReadonlyMap<string, readonly string[]>;
}

/** Reads the address of the page. */
export function readAddress(): Address {
  const { pathname, search } = window.location;
  const params = new URLSearchParams(search);
  const [, uid] = /^\/d\/([^/]+)/.exec(pathname) ?? [];
  const [from, to] = [params.get('from'), params.get('to')];
  const names = [...new Set(params.keys())].filter((name) => name.startsWith('var-'));
  return {
    uid: uid === undefined ? undefined : decodeURIComponent(uid),
    range: { ...(from && { from }), ...(to && { to }) },
    refresh: params.get('refresh') ?? undefined,
    variables: new Map(names.map((name) => [name.slice('var-'.length), params.getAll(name)])),
  };
}

/** The part of the address that says what is chosen. */
export function choiceParams(range: RawRange, variables: ReadonlyMap<string, readonly string[]>): URLSearchParams {
  const params = new URLSearchParams({ from: range.from, to: range.to });
  for (const [name, values] of variables) for (const value of values) params.append(`var-${name}`, value);
  return params;
}

/** Writes what is chosen into the address, without a new page. */
export function writeAddress(uid: string, params: URLSearchParams): void {
  window.history.replaceState(null, '', `/d/${encodeURIComponent(uid)}?${params}`);
}
