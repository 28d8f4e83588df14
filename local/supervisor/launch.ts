import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type { User } from './user.ts';

/** A program to start. */
export interface LaunchSpec {
  readonly file: string;
  readonly args: readonly string[];
  /** Complete; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly user: User | undefined;
  /** Its output is added to this file. */
  readonly log: string;
  readonly stdin?: string;
  /** Put in front of the program, see {@link findGuard}. */
  readonly guard: readonly string[];
}

/** A program that was started. */
export interface Launched {
  /** Undefined when it could not be started; `ended` says why. */
  readonly pid: number | undefined;
  /** Resolves to how it ended: `exit code 1`, `signal SIGKILL`. Never rejects. */
  readonly ended: Promise<{ readonly how: string; readonly ok: boolean }>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** Starts a program without a shell. */
export function launch({ file, args, environment, cwd, user, log, stdin, guard }: LaunchSpec): Launched {
  const output = openSync(log, 'a');
  try {
    const [command = file, ...rest] = [...guard, file, ...args];
    const child = spawn(command, rest, {
      cwd,
      env: environment,
      stdio: [stdin === undefined ? 'ignore' : 'pipe', output, output],
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    // A program that ends before it has read its input is judged by its exit code, not by the broken pipe.
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
    const ended = new Promise<{ how: string; ok: boolean }>((resolve) => {
      child.once('error', (error) => resolve({ how: `could not start: ${error.message}`, ok: false }));
      child.once('exit', (code, signal) =>
        resolve({ how: code === null ? `signal ${signal}` : `exit code ${code}`, ok: code === 0 }),
      );
    });
    return { pid: child.pid, ended, signal: (name) => child.kill(name) };
  } finally {
    closeSync(output);
  }
}

/**
 * What goes in front of a program so that the kernel ends it when its supervisor dies, and so that it can never gain rights.
 * Empty where the machine has no such tool: then the next start or stop ends what was left.
 */
export async function findGuard(): Promise<readonly string[]> {
  const guard = ['setpriv', '--pdeathsig', 'TERM', '--no-new-privs', '--'];
  const [command = '', ...args] = guard;
  return promisify(execFile)(command, [...args, 'true']).then(
    () => guard,
    () => [],
  );
}

/** Variables of the machine that programs may need; everything else of the caller's environment stays with the caller. */
const passedOn = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];

/** The environment of a process: what its description says, and the little that every program needs. */
export function processEnvironment(
  own: Readonly<Record<string, string>>,
  home: string,
  outer: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const passed = passedOn
    .flatMap((name) => [name, name.toLowerCase()])
    .flatMap((name) => {
      const value = outer[name];
      return value === undefined ? [] : [[name, value] as const];
    });
  return { ...Object.fromEntries(passed), HOME: home, ...own };
}

/** Whether `ended` comes true within some milliseconds. */
export async function endsWithin({ ended }: Launched, within: number): Promise<boolean> {
  const timer = AbortSignal.timeout(within);
  return Promise.race([ended.then(() => true), once(timer, 'abort').then(() => false)]);
}
