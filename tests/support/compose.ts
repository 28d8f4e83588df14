import { load } from 'js-yaml';
import { compose } from '../../compose/index.ts';
import type { Plan } from '../../stacks/model/index.ts';

/** A service of a Compose file, as far as tests look at it. */
export interface ServiceEntry {
  readonly image: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user: string;
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly (
    | string
    | { readonly source: string; readonly target: string; readonly read_only: boolean }
  )[];
  readonly tmpfs?: readonly string[];
  readonly secrets?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** A Compose file, as far as tests look at it. */
export interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, ServiceEntry>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

/** The text of a file that Compose gets; throws if it is not made. */
export function composeText(plan: Plan, path = 'compose.yaml'): string {
  const text = compose.render(plan).get(`compose/${path}`);
  if (text === undefined) throw new Error(`there is no compose/${path}`);
  return text;
}

/** The parsed Compose file. */
export function composeFile(plan: Plan): ComposeFile {
  return load(composeText(plan)) as ComposeFile;
}
