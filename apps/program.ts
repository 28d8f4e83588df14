import type { Running } from './serve.ts';

/** How long an orderly end may take, in milliseconds, before the process ends anyway. */
const END_WITHIN = 800;

/**
 * Runs a program from its command line until SIGTERM or SIGINT. What `start` throws is printed as one line and ends the
 * process with status 1.
 */
export function runProgram(name: string, start: (args: string[]) => Promise<Running>): void {
  start(process.argv.slice(2)).then(
    ({ url, close }) => {
      const end = () => {
        setTimeout(() => process.exit(0), END_WITHIN);
        close().then(
          () => process.exit(0),
          (error: unknown) => fail(name, error),
        );
      };
      process.once('SIGTERM', end);
      process.once('SIGINT', end);
      // Whoever reads this may end it at once.
      console.log(`${name}: listening on ${url}`);
    },
    (error: unknown) => fail(name, error),
  );
}

function fail(name: string, error: unknown): never {
  console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
