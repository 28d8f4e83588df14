import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { durationSeconds } from './files/duration.ts';

/** What `narthex fault` takes besides a service and a fault. */
export interface FaultFlags {
  readonly stack?: string;
  readonly env: string;
  readonly project: string;
  readonly out: string;
  readonly json: boolean;
  /** Seconds after which the fault ends by itself. */
  readonly for?: number;
  readonly clear: boolean;
  readonly list: boolean;
}

const mostSeconds = 86_400;

function length(text: string): number {
  const seconds = durationSeconds(text);
  if (seconds !== undefined && seconds > 0 && seconds <= mostSeconds) return seconds;
  throw new InvalidArgumentError('It has to be a duration of at most a day, such as 30s, 5m or 2h.');
}

/** What `narthex load` takes besides a service. */
export interface LoadFlags extends Pick<FaultFlags, 'stack' | 'env' | 'project' | 'out' | 'json'> {
  readonly rate: number;
  readonly for: number;
  readonly url?: string;
  readonly path: readonly string[];
}

const mostRate = 2_000;

function rate(text: string): number {
  const perSecond = Number(text);
  if (perSecond > 0 && perSecond <= mostRate) return perSecond;
  throw new InvalidArgumentError(`It has to be a number of requests a second, above 0 and at most ${mostRate}.`);
}

/** The arguments and options of `narthex load`. */
export function withLoad(each: Command): Command {
  return withRunning(each.argument('<service>', 'name of a simulated service'))
    .option('--rate <number>', 'requests a second, whether those before are answered or not', rate, 20)
    .option('--for <duration>', 'for how long', length, 30)
    .option(
      '--path <path>',
      'ask this instead of all its endpoints; may be repeated',
      (path, all: readonly string[]) => [...all, path],
      [],
    )
    .option('--url <url>', 'where the service is, if it is not a local process of the stack');
}

/** The options by which a command finds one running stack and one of its services. */
export function withRunning(each: Command): Command {
  return each
    .option('--stack <name>', 'name of the stack; may be left out if there is only one')
    .option('--env <environment>', 'development, staging or production', 'development')
    .option(
      '--project <folder>',
      'folder of the project, which holds stacks/',
      (folder) => resolve(folder),
      process.cwd(),
    )
    .option('--out <folder>', 'folder of the synthesised files', 'dist')
    .option('--json', 'print the result as JSON, for machines', false);
}

/** The arguments and options of `narthex fault`. */
export function withFault(each: Command): Command {
  return withRunning(
    each
      .argument('[service]', 'name of a simulated service; all of them for --list and --clear, if left out')
      .argument('[fault]', 'what goes wrong: see --list'),
  )
    .option(
      '--for <duration>',
      'the fault ends by itself after this time: 5m; without it, only --clear ends it',
      length,
    )
    .option('--clear', 'end the fault that is named, or all faults', false)
    .option('--list', 'show what can go wrong, which metrics it moves, and what does go wrong', false);
}
