import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const report = fileURLToPath(new URL('../../reports/not-run.jsonl', import.meta.url));

/** Notes that something could not be tested on this machine. The closing summary of `npm test` prints it; under `CI=true` it fails. */
export function couldNotRun(what: string, why: string): void {
  mkdirSync(dirname(report), { recursive: true });
  // One write of one line: several test processes append to the same file.
  appendFileSync(report, `${JSON.stringify({ what, why })}\n`);
}
