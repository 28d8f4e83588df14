/** Redis as a cache: how long commands take, and how often a key is there. By the shape of ioredis. */
import type { ClientRegistry } from '../client.ts';
import { instrument } from '../instrument.ts';
import { cacheMetrics } from './metrics.ts';

/** As much of ioredis as is used: every command goes through here. */
export interface RedisLike {
  sendCommand(command: CommandLike, ...rest: never[]): unknown;
}

/** As much of a command of ioredis as is used. */
export interface CommandLike {
  readonly name: string;
  readonly promise: Promise<unknown>;
}

/** Which cache, and where its metrics go. */
export interface CacheOptions {
  readonly registry: ClientRegistry;
  /** The value of the label `cache`. */
  readonly name: string;
}

/** Commands that look a key up and answer with null when it is not there. */
const LOOKUPS: ReadonlySet<string> = new Set(['get', 'getex', 'getdel', 'hget', 'getbuffer', 'hgetbuffer']);
/** The same for several keys, with a list as the answer. */
const LISTS: ReadonlySet<string> = new Set(['mget', 'hmget']);

/** Measures every command from now on, and returns a function that ends it: `instrumentRedis(redis, { registry, name: 'sessions' })`. */
export function instrumentRedis(redis: RedisLike, { registry, name }: CacheOptions): () => void {
  const { commandDuration, lookups } = instrument(cacheMetrics, { registry });
  const send = redis.sendCommand;
  const found = {
    hit: lookups.with({ cache: name, result: 'hit' }),
    miss: lookups.with({ cache: name, result: 'miss' }),
  };
  const count = (command: string, answer: unknown) => {
    if (LOOKUPS.has(command)) found[answer === null ? 'miss' : 'hit'].inc();
    else if (LISTS.has(command) && Array.isArray(answer)) {
      for (const value of answer) found[value === null ? 'miss' : 'hit'].inc();
    }
  };
  // What waits for the connection is sent a second time.
  const known = new WeakSet<CommandLike>();
  const measured = function (this: unknown, command: CommandLike, ...rest: never[]): unknown {
    if (known.has(command)) return send.call(this, command, ...rest);
    known.add(command);
    const start = performance.now();
    const label = command.name.toLowerCase();
    const seconds = () => (performance.now() - start) / 1000;
    command.promise.then(
      (answer) => {
        commandDuration.observe({ cache: name, command: label, outcome: 'ok' }, seconds());
        count(label, answer);
      },
      () => commandDuration.observe({ cache: name, command: label, outcome: 'error' }, seconds()),
    );
    return send.call(this, command, ...rest);
  };
  redis.sendCommand = measured;
  return () => {
    // What somebody else has wrapped around it since is theirs.
    if (redis.sendCommand === measured) redis.sendCommand = send;
  };
}
