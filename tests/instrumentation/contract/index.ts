import type { Client } from './given.ts';
import { labels } from './labels.ts';
import { registry } from './registry.ts';
import { scrapes } from './scrapes.ts';

/**
 * What must hold with either client, by sentence. Plain functions with plain assertions, so that the same ones run under Vitest and by
 * themselves under another version of Node.js.
 */
export const contract: Readonly<Record<string, (client: Client) => Promise<void>>> = {
  ...registry,
  ...labels,
  ...scrapes,
};
