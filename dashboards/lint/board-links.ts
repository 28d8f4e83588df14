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
    const uid = /(?:^|\/)d\/([\w-]+)(?=[/?#]|$)/.exec(url)?.[1];
    if (uid === undefined || isElsewhere(url)) return [];
    const variables = [...url.matchAll(/[?&]var-([\w-]+)=/g)].map(([, name = '']) => name);
    return [{ uid, variables: [...new Set(variables)], path: [...path, 'url'] }];
  });
}

/** Whether an address names its server. */
function isElsewhere(url: string): boolean {
  return /^(?:\w[\w+.-]*:)?\/\//.test(url);
}
