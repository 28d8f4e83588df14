import { spawn } from 'node:child_process';

/** Milliseconds that a check may take. The slowest takes a quarter of a second on a small machine. */
const patience = 30_000;

/** A program that is there: its path, and how many milliseconds a call may take. */
export interface Tool {
  readonly path: string;
  readonly timeout?: number;
}

/** How to run a tool. */
export interface RunToolOptions {
  readonly cwd?: string;
  /** Text for its standard input. */
  readonly input?: string;
  /** Milliseconds until it is killed. Default 30 s. */
  readonly timeout?: number;
}

/** What a tool said, and how it ended. `failure` says why there is no answer: it did not start, or had to be killed. */
export type ToolAnswer =
  | { readonly status: number; readonly stdout: string; readonly stderr: string }
  | { readonly failure: string };

/** Runs a tool without a shell and waits for its end. Never throws: a tool that gives no answer says why. */
export function runTool(
  program: string,
  args: readonly string[],
  { cwd, input = '', timeout = patience }: RunToolOptions = {},
): Promise<ToolAnswer> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, LC_ALL: 'C' }, stdio: 'pipe' });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    }
    const end = (answer: ToolAnswer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      // A child of the tool may hold the pipes open; nobody reads them any more.
      child.stdout.destroy();
      child.stderr.destroy();
      end({ failure: `${program} gave no answer within ${timeout / 1000} s and was ended` });
    }, timeout);
    child.once('error', (error: NodeJS.ErrnoException) => {
      end({
        failure: `${program} cannot be started: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
      });
    });
    child.once('close', (status, signal) => {
      end(status === null ? { failure: `${program} was ended by ${signal ?? 'a signal'}` } : { status, ...output });
    });
    // A tool that ends before it has read its input is judged by its answer, not by the broken pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
