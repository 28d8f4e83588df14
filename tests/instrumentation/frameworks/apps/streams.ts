import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** A part, and 80 ms later the rest. */
export function slowly(): Readable {
  return Readable.from(
    (async function* () {
      yield Buffer.from('one');
      await wait(80);
      yield Buffer.from('two');
    })(),
  );
}

/** A part, and then an error. */
export function broken(): Readable {
  return Readable.from(
    (async function* () {
      yield Buffer.from('one');
      await wait(10);
      throw new Error('broken');
    })(),
  );
}

/** An error that a handler of the application knows. */
export class Teapot extends Error {
  readonly status = 418;
}

/** What throws at once, and what rejects. */
export function fail(how: string | undefined): Promise<never> {
  if (how === 'handled') throw new Teapot('known');
  if (how === 'sync') throw new Error('unknown');
  return wait(1).then(() => {
    throw new Error('unknown');
  });
}
