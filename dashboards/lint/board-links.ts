import { type JsonPath, text } from '../json.ts';
import type { BoardView } from './view.ts';

/** A link to a dashboard by its uid. */
export interface BoardLink {
  readonly uid: string;
  /** Those that the address sets: `var-job=…`. */
  readonly variables: readonly string[];
  readonly path: JsonPath;
}

/** The links of a dashboard that name another one, or itself; those with a variable for the uid are left out, and those of another Grafana. */
export function boardLinks({ links }: BoardView): BoardLink[] {
  return links.flatMap(({ json, path }) => {
    const url = text(json.url) ?? '';
    const uid = linkedUid(url);
    if (uid === undefined) return [];
    const variables = [...url.matchAll(/[?&]var-([\w-]+)=/g)].map(([, name = '']) => name);
    return [{ uid, variables: [...new Set(variables)], path: [...path, 'url'] }];
  });
}

/** The uid of the dashboard to which an address of the same Grafana leads; `undefined` for anything else. */
export function linkedUid(url: string): string | undefined {
  return isElsewhere(url) ? undefined : /(?:^|\/)d\/([\w-]+)(?=[/?#]|$)/.exec(url)?.[1];
}

/** Whether an address names its server. */
function isElsewhere(url: string): boolean {
  return /^(?:\w[\w+.-]*:)?\/\//.test(url);
}
