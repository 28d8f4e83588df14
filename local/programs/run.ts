import { execFile } from 'node:child_process';

/** What a finished command said. */
export interface Ran {
  stdout: string;
  stderr: string;
}

/** How to run a command; the environment is complete, nothing is inherited beside it. */
export interface RunOptions {
  environment: NodeJS.ProcessEnv;
  cwd?: string;
  /** Milliseconds until the command is killed. */
  timeout?: number;
  /** Text for its standard input. */
  input?: string;
}

/** A command that could not start or ended with a non-zero exit code. */
export class CommandFailed extends Error {
  /** The command as a person would type it. */
  readonly command: string;
  /** Its standard error, or its standard output where that is empty. */
  readonly output: string;

  constructor(command: string, reason: string, output: string) {
    super(`\`${command}\` ${reason}${output === '' ? '' : `:\n${output}`}`);
    this.name = 'CommandFailed';
    this.command = command;
    this.output = output;
  }
}

/** Runs a program without a shell and waits for its end. Throws {@link CommandFailed}. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const { environment, cwd, timeout = 60_000, input } = options;
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { env: { ...environment, LC_ALL: 'C' }, cwd, timeout, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) return resolve({ stdout, stderr });
        const reason = error.killed === true ? `took longer than ${timeout / 1000} s` : ended(error);
        reject(new CommandFailed([program, ...args].join(' '), reason, stderr.trim() || stdout.trim()));
      },
    );
    // A program that ends before it has read its input is judged by its exit code, not by the broken pipe.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}

function ended(error: Error & { code?: unknown; signal?: unknown }): string {
  if (typeof error.code === 'number') return `ended with exit code ${error.code}`;
  return typeof error.code === 'string' ? `could not start (${error.code})` : `was ended by ${String(error.signal)}`;
}
