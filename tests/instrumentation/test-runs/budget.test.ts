import { BudgetError, budget } from '@narthex/instrumentation/budget';
import { describe, expect, it } from 'vitest';

/** Runs a test with a budget as Vitest would, and returns what it left for reporters and with what it failed. */
async function outcome(limits: Parameters<typeof budget>[0], run: () => unknown) {
  const meta: { budget?: { duration?: { used: number }; memory?: { used: number } } } = {};
  const error = await budget(
    limits,
    run,
  )({ task: { meta } }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { meta, error };
}
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a test with a budget', () => {
  it('passes within it, and leaves what it used', async () => {
    const { meta, error } = await outcome({ maxDuration: 5, maxMemory: 50e6 }, () => sleep(30));
    expect(error).toBeUndefined();
    expect(meta.budget).toMatchObject({ duration: { most: 5 }, memory: { most: 50e6 } });
    expect(meta.budget?.duration?.used).toBeGreaterThanOrEqual(0.029);
    expect(meta.budget?.memory?.used).toBeLessThan(50e6);
  });

  it('fails when it takes longer, and says by how much', async () => {
    const { meta, error } = await outcome({ maxDuration: 0.02 }, () => sleep(60));
    expect(error).toBeInstanceOf(BudgetError);
    expect(String(error)).toMatch(/over its budget: it took 0\.\d{3} s, and may take 0\.02 s\.$/);
    expect(meta.budget?.duration?.used).toBeGreaterThan(0.05);
  });

  it('fails when it uses more memory, also while it runs and outside of the heap', async () => {
    const hold = async () => {
      const buffer = Buffer.alloc(40_000_000, 1);
      await sleep(80);
      return buffer.length;
    };
    const { error } = await outcome({ maxMemory: 20e6 }, hold);
    expect(String(error)).toMatch(/it used [34]\d\.\d MB of memory, and may use 20\.0 MB/);
    const held = await outcome({ maxMemory: 20e6 }, () => Array.from({ length: 3_000_000 }, (_, index) => ({ index })));
    expect(held.error).toBeInstanceOf(BudgetError);
  });

  it('may leave garbage: what nobody needs any more is no use of memory', async () => {
    const litter = () => {
      let length = 0;
      for (let round = 0; round < 60; round += 1) length += Buffer.alloc(2_000_000, round).length;
      return length;
    };
    expect((await outcome({ maxMemory: 20e6 }, litter)).error).toBeUndefined();
  });

  it('fails with its own error first', async () => {
    const broken = async () => {
      await sleep(30);
      throw new Error('it is broken');
    };
    const { error } = await outcome({ maxDuration: 0.01 }, broken);
    expect(String(error)).toBe('Error: it is broken');
  });

  it.each([0, -1, Number.NaN])('is refused at once with %s as a limit', (limit) => {
    expect(() => budget({ maxDuration: limit }, () => {})).toThrow(`maxDuration is ${limit}. Give a number above 0.`);
    expect(() => budget({ maxMemory: limit }, () => {})).toThrow(`maxMemory is ${limit}`);
  });
});

describe('in Vitest', () => {
  const withPort = it.extend<{ port: number }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the parameters of a fixture from its text.
    port: async ({}, use) => use(8080),
  });

  withPort(
    'a test with a budget gets the fixtures that it asks for',
    budget({ maxDuration: 5 }, ({ port }: { port: number; task: { meta: object } }) => {
      expect(port).toBe(8080);
    }),
  );
});
