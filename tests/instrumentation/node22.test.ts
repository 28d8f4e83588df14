import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundledFixture } from '../support/bundle.ts';
import { node22 } from '../support/node22.ts';
import { contract } from './contract/index.ts';

interface Ran {
  readonly node: string;
  readonly results: readonly { client: string; sentence: string; failure?: string }[];
}

const run = promisify(execFile);
let program = '';

beforeAll(async () => {
  program = await node22();
});

describe('under Node.js 22, which @prometheus-io/client asks for', () => {
  it('everything holds that must hold with either client', async () => {
    const { stdout } = await run(program, [await bundledFixture('client-contract')]);
    const { node, results }: Ran = JSON.parse(stdout);
    expect(Number(node.split('.')[0])).toBeGreaterThanOrEqual(22);
    expect(results.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(results).toHaveLength(2 * Object.keys(contract).length);
  });

  it('methods are decorated by the standard, and `using` ends a timer', async () => {
    const { stdout } = await run(program, [await bundledFixture('decorated')]);
    expect(JSON.parse(stdout)).toEqual({ sum: 42, timed: 2, failed: 1, scoped: 1, left: 1 });
  });
});
