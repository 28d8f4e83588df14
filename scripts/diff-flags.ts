import type { Command } from 'commander';

/** The options of `diff`, as the command line gives them. */
export interface DiffFlags {
  readonly format: string;
  readonly json: boolean;
  readonly exitCode: boolean;
}

/** The arguments and options by which `diff` knows what to compare, and how to say it. */
export function withDiff(each: Command): Command {
  return each
    .argument('<before>', 'what synth wrote: a folder of stacks, of one stack, or of one environment')
    .argument('<after>', 'another one')
    .option('--format <format>', 'text, markdown for a pull request, or json', 'text')
    .option('--json', 'the same as --format json', false)
    .option('--exit-code', 'end with 1 if something differs; without it that is 0 as well', false);
}
