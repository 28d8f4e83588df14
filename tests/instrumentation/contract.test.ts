import * as successor from '@prometheus-io/client';
import * as promClient from 'prom-client';
import { describe, it } from 'vitest';
import type { Client } from './contract/given.ts';
import { contract } from './contract/index.ts';

const clients: readonly (readonly [name: string, client: Client])[] = [
  ['prom-client', promClient],
  // Its types differ from those of prom-client in what is not used here.
  ['@prometheus-io/client', successor as unknown as Client],
];

describe.each(clients)('with %s', (_, client) => {
  it.each(Object.entries(contract))('%s', async (_sentence, holds) => {
    await holds(client);
  });
});
