/** The check of Redis. */
import type { DependencyCheck } from '../check.ts';
import type { DependencySettings } from './settings.ts';

/** A client of `ioredis`, as far as it is used here; one of `redis` fits as well. */
export interface RedisClient {
  readonly status?: string;
  ping(): Promise<unknown>;
}

/** The states of ioredis in which a command would only wait in its queue, perhaps for ever. */
const LOST = ['reconnecting', 'close', 'end'];

/**
 * A check that Redis answers on the application's own connection: `redisCheck(redis)`. On a server that hangs there is never more
 * than one unanswered command, as no check begins before the one before it has come back.
 */
export function redisCheck(
  client: RedisClient,
  { name = 'redis', ...settings }: DependencySettings & { readonly name?: string } = {},
): DependencyCheck {
  return {
    ...settings,
    name,
    async check() {
      const { status } = client;
      if (status !== undefined && LOST.includes(status)) throw new Error(`the connection is lost (${status})`);
      const answer = await client.ping();
      if (answer !== 'PONG') throw new Error('answered PING with something else than PONG');
    },
  };
}
