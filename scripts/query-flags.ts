import { resolve } from 'node:path';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { questionNames } from './query/names.ts';

/** What `narthex query` takes besides a stack. */
export interface QueryFlags {
  readonly env: string;
  readonly project: string;
  readonly out: string;
  readonly json: boolean;
  readonly hours: number;
  readonly prometheus?: string;
  readonly alertmanager?: string;
}

/** The longest time that is asked about: a year. */
const mostHours = 8_760;

function hours(text: string): number {
  const count = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && count > 0 && count <= mostHours) return count;
  throw new InvalidArgumentError(`It has to be a number of hours, above 0 and at most ${mostHours}.`);
}

/** The arguments and options of `narthex query`. */
export function withQuery(each: Command): Command {
  return each
    .addArgument(
      new Argument('<what>', 'how it does now, what its values were, or what fires and has fired').choices(
        questionNames,
      ),
    )
    .argument('[stack]', 'name of the stack; may be left out if there is only one')
    .option('--env <environment>', 'development, staging or production', 'development')
    .option(
      '--project <folder>',
      'folder of the project, which holds stacks/',
      (folder) => resolve(folder),
      process.cwd(),
    )
    .option('--out <folder>', 'folder of the synthesised files', 'dist')
    .option('--json', 'print the result as JSON, for machines', false)
    .option('--hours <number>', 'how many hours summary and alerts look back', hours, 1)
    .option('--prometheus <url>', 'where Prometheus is, for a stack that runs elsewhere')
    .option('--alertmanager <url>', 'where Alertmanager is');
}
