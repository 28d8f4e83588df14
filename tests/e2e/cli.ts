import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The folder of this repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a command printed, and how it ended. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled command line as a user does, in a process of its own. */
export function narthex(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'build', 'narthex.js'), ...args], {
      cwd: options.cwd ?? root,
      env: { ...process.env, NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status: status ?? 1, stdout, stderr }));
  });
}

/** A project of its own, inside this repository so that its stacks find the package `narthex`. Its folder is ignored by git. */
export function temporaryProject(stacks: Readonly<Record<string, string>>): string {
  mkdirSync(join(root, '.narthex'), { recursive: true });
  const folder = mkdtempSync(join(root, '.narthex', 'e2e-'));
  mkdirSync(join(folder, 'stacks'));
  for (const [name, source] of Object.entries(stacks)) writeFileSync(join(folder, 'stacks', `${name}.ts`), source);
  return folder;
}

/** Sergas in development under another name, with everything that takes time made short: a test should not wait for minutes. */
export function hurriedSergas(name: string): string {
  return `import { type Definition } from 'narthex';
import sergas from '../../../stacks/sergas.ts';

const { stack } = sergas;
const development = stack.environments?.development ?? {};
const fast = { interval: '2s', timeout: '1s' } as const;
const jobs = ['sergas', 'node', 'cadvisor', 'postgres', 'redis', 'blackbox-http', 'blackbox-tcp', 'pushgateway', 'prometheus', 'alertmanager', 'grafana'];

const hurried: Definition = {
  ...sergas,
  stack: {
    ...stack,
    name: '${name}',
    environments: {
      development: {
        ...development,
        jobs: Object.fromEntries(jobs.map((job) => [job, fast])),
        alerts: { ServiceDown: { for: '0s' } },
        routing: { ...development.routing, groupWait: '1s', groupInterval: '2s' },
        prometheus: { ...development.prometheus, interval: '2s', resendDelay: '2s' },
      },
    },
  },
};
export default hurried;
`;
}

/** Tries until it gets something, and gives up with the last error. */
export async function eventually<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const value = await attempt();
      if (value !== undefined) return value;
    } catch (error) {
      last = error;
    }
    await sleep(500);
  }
  throw new Error(`${what} did not happen within ${withinMs / 1000} s${last === undefined ? '' : `: ${String(last)}`}`);
}

/** What verify prints once it fails for the reason that the pattern names; other answers may be bad before that one is. */
export function failedVerify(verify: () => Promise<Ran>, reason: RegExp): Promise<string> {
  const attempt = async () => {
    const { status, stdout } = await verify();
    return status === 1 && reason.test(stdout) ? stdout : undefined;
  };
  return eventually(`verify finding ${reason}`, attempt, 120_000);
}
