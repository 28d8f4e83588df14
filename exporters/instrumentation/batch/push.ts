import { authorization, type Credentials } from '../credentials.ts';
import { expose, wholeBody } from '../exposition/expose.ts';
import type { ExposedRegistry } from '../exposition/registry.ts';
import { type Grouping, groupPath } from './grouping.ts';
import { type Patience, PushError, type PushRequest, type ResolvedPatience, resolvePatience, send } from './send.ts';

/** Which Pushgateway, and which group on it. */
export interface PushTarget extends Patience {
  /** Its address: `http://pushgateway:9091`, with the path under which it is served if there is one. */
  readonly gateway: string | URL;
  /** The name of the job, as the stack declares it in `pushes`. */
  readonly job: string;
  /** What else is part of the key; each new value is a new group that stays until it is deleted. Default: nothing. */
  readonly grouping?: Grouping;
  readonly credentials?: Credentials;
}

/** What is pushed, and what becomes of what is there. */
export interface PushOptions extends PushTarget {
  /** A registry of the client library or of `batchRegistry`, or text in the exposition format. */
  readonly metrics: ExposedRegistry | string;
  /**
   * `replace` (PUT): the group is this and nothing else. `update` (POST): metrics of the same names are replaced, all
   * others of the group stay. Default `replace`.
   */
  readonly mode?: 'replace' | 'update';
}

/**
 * Pushes metrics to a group of a Pushgateway: `await pushMetrics({ gateway, job: 'backup', metrics: registry })`.
 * Throws a {@link PushError} when it was given up, within its `deadline` and a rendering.
 */
export async function pushMetrics({ metrics, mode = 'replace', ...target }: PushOptions): Promise<void> {
  const to = await addressed(target);
  const body = await prepared(() => rendered(metrics));
  const headers = { ...to.headers, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
  await send({ method: mode === 'replace' ? 'PUT' : 'POST', url: to.url, headers, body }, to.patience);
}

/** Deletes a group with everything in it; one that is not there is no error. Throws a {@link PushError}. */
export async function deleteMetrics(target: PushTarget): Promise<void> {
  const { patience, ...to } = await addressed(target);
  await send({ method: 'DELETE', ...to }, patience);
}

type Addressed = Pick<PushRequest, 'url' | 'headers'> & { readonly patience: ResolvedPatience };

function addressed({ gateway, job, grouping, credentials, ...patience }: PushTarget): Promise<Addressed> {
  return prepared(async () => ({
    patience: resolvePatience(patience),
    url: addressOf(gateway) + groupPath(job, grouping),
    headers: credentials === undefined ? {} : { authorization: await authorization(credentials) },
  }));
}

function addressOf(gateway: string | URL): string {
  const { protocol, username, password, host, pathname } = parsed(gateway);
  if (!/^https?:$/.test(protocol)) {
    throw new Error(`the Pushgateway's address begins with ${protocol}. Give one that begins with http: or https:.`);
  }
  if (username !== '' || password !== '') {
    throw new Error("the Pushgateway's address holds a password. Put it into a file, and give `credentials`.");
  }
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}

function parsed(gateway: string | URL): URL {
  try {
    return new URL(gateway);
  } catch {
    throw new Error(`"${gateway}" is no address of a Pushgateway. Give one such as http://pushgateway:9091.`);
  }
}

/** Metrics as text in the exposition format. */
export async function rendered(metrics: ExposedRegistry | string): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof metrics === 'string') return new TextEncoder().encode(metrics);
  return new Uint8Array(await wholeBody(await expose(metrics, { accept: 'text/plain' })));
}

/** Everything that goes wrong before a request is sent would go wrong again. */
async function prepared<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PushError(`Nothing was pushed: ${why}`, { reason: 'invalid', attempts: 0 });
  }
}
