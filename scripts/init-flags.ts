import { Argument, type Command, Option } from 'commander';
import { type FrameworkName, frameworkNames } from './init/frameworks.ts';

/** What `narthex init` takes besides a folder. */
export interface InitFlags {
  readonly name?: string;
  readonly framework?: FrameworkName;
  readonly dryRun: boolean;
}

/** The argument and the options of `narthex init`. `absolute` makes a path of it that holds wherever the command goes. */
export function withInit(each: Command, absolute: (folder: string) => string): Command {
  return each
    .addArgument(
      new Argument('[folder]', 'an empty folder, a new one, or that of a Node.js project')
        .argParser(absolute)
        .default(process.cwd(), 'here'),
    )
    .option('--name <name>', "of the stack and the service; the package's, else the folder's, if left out")
    .addOption(
      new Option('--framework <framework>', 'what answers the requests; found in package.json if left out').choices(
        frameworkNames,
      ),
    )
    .option('--dry-run', 'say what would be written, and write nothing', false);
}
