/** Who may read: a bearer token or a user with a password, compared in a time that tells nothing of it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { authorization, type Credentials } from '../credentials.ts';

/** Decides over the header `Authorization`. */
export interface Guard {
  /** What the server asks for: the header `WWW-Authenticate`. */
  readonly challenge: string;
  /** Rejects when the secret cannot be read, which lets nobody in either. */
  allows(authorization: string | undefined): Promise<boolean>;
}

/** How long a secret that was read is good, in milliseconds. */
const FRESH = 1_000;

/** The guard for a way to say who one is; one that lets everybody in where there is none. */
export function guardOf(credentials: Credentials | undefined): Guard {
  if (credentials === undefined) return { challenge: '', allows: async () => true };
  const challenge = 'bearerTokenFile' in credentials ? 'Bearer' : 'Basic realm="metrics", charset="UTF-8"';
  let known: { readonly header: Promise<string>; readonly until: number } | undefined;
  const wanted = () => {
    if (known === undefined || Date.now() > known.until)
      known = { header: authorization(credentials), until: Date.now() + FRESH };
    return known.header;
  };
  return { challenge, allows: async (given) => equal(given, await wanted()) };
}

/** By their digests, which have the same length and tell nothing of where the texts differ. */
function equal(given: string | undefined, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  // The name of the scheme is the same in any case.
  const [scheme = '', ...rest] = (given ?? '').split(' ');
  const [wantedScheme = '', ...wantedRest] = wanted.split(' ');
  const right = timingSafeEqual(digest(rest.join(' ')), digest(wantedRest.join(' ')));
  return right && scheme.toLowerCase() === wantedScheme.toLowerCase();
}
