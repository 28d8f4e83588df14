// The command line: one subcommand per file in commands/, loaded when it is called.
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { NarthexError } from '../stacks/model/index.ts';
import { processTerminal } from './output/terminal.ts';

const terminal = processTerminal();
const assetsFolder = fileURLToPath(new URL('./apps/', import.meta.url));

/** Exit codes: 0 done, 1 something is wrong with the stack or its surroundings (the message says what), 2 wrong use of the command. */
const exitCodes = { failed: 1, usage: 2 };

interface CommonOptions {
  readonly env: readonly string[];
  readonly target: readonly string[];
  readonly project: string;
  readonly json: boolean;
}

function selection(stacks: readonly string[], { env, target, project }: CommonOptions) {
  return { projectFolder: project, assetsFolder, stacks, environments: env, targets: target };
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--project <folder>', 'folder of the project, which holds stacks/', process.cwd())
    .option('--json', 'print the result as JSON, for machines', false);
}

const collect = (value: string, before: readonly string[]) => [...before, ...value.split(',')];

function selecting(each: Command): Command {
  return each
    .argument('[stack...]', 'names of stacks; all if left out')
    .option('--env <environment>', 'development, staging or production; may be repeated; all if left out', collect, [])
    .option('--target <target>', 'compose, kubernetes or local; may be repeated; all if left out', collect, []);
}

const program = new Command('narthex')
  .description('Turns the typed definition of a system into its whole Prometheus stack.')
  .exitOverride()
  .addCommand(
    selecting(command('synth', 'write the files of the stacks'))
      .option('--out <folder>', 'where to write', 'dist')
      .action(async (stacks: string[], options: CommonOptions & { readonly out: string }) => {
        const { synth } = await import('./commands/synth.ts');
        await synth({ ...selection(stacks, options), out: options.out, json: options.json }, terminal);
      }),
  );
for (const each of program.commands) each.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  terminal.done();
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
  } else if (error instanceof NarthexError) {
    terminal.note(error.message);
    process.exitCode = exitCodes.failed;
  } else {
    terminal.note(
      `Narthex itself failed; this is a mistake of ours. ${error instanceof Error ? error.stack : String(error)}`,
    );
    process.exitCode = exitCodes.failed;
  }
}
