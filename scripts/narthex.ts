// The command line: one subcommand per file in commands/, loaded when it is called.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { NarthexError } from '../stacks/model/index.ts';
import { processTerminal } from './output/terminal.ts';

const terminal = processTerminal();
const assetsFolder = fileURLToPath(new URL('./apps/', import.meta.url));

/** Exit codes: 0 done, 1 something is wrong with the stack or its surroundings (the message says what), 2 wrong use of the command. */
const exitCodes = { failed: 1, usage: 2 };

interface Options {
  readonly env: readonly string[];
  readonly target: readonly string[];
  readonly project: string;
  readonly out: string;
  readonly json: boolean;
}

/** Paths in messages and in the compiled stack are relative to it. */
function absolute(folder: string): string {
  return resolve(folder);
}

function common(stacks: readonly string[], { env, project, out, json }: Options) {
  return { projectFolder: project, assetsFolder, stacks, environments: env, out, json };
}

const collect = (value: string, before: readonly string[]) => [...before, ...value.split(',')];

type UpFlags = Omit<Options, 'target'> & { readonly target: string; readonly portOffset: number };

interface GraphFlags {
  readonly env: string;
  readonly project: string;
  readonly format: string;
  readonly of?: string;
}

interface CatalogFlags {
  readonly prefix: string;
  readonly name: string;
  readonly output?: string;
  readonly force: boolean;
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number.');
}

/** A command that works on stacks: all of them, in all environments, unless told otherwise. */
function command(name: string, description: string, environments = 'all'): Command {
  return new Command(name)
    .description(description)
    .argument('[stack...]', 'names of stacks; all if left out')
    .option(
      '--env <environment>',
      `development, staging or production; may be repeated; ${environments} if left out`,
      collect,
      [],
    )
    .option('--project <folder>', 'folder of the project, which holds stacks/', absolute, process.cwd())
    .option('--out <folder>', 'folder of the synthesised files', 'dist')
    .option('--json', 'print the result as JSON, for machines', false);
}

function targets(each: Command): Command {
  return each.option(
    '--target <target>',
    'compose, kubernetes or local; may be repeated; all if left out',
    collect,
    [],
  );
}

/** A command whose answer may be no. */
function answering(work: () => Promise<boolean>): Promise<void> {
  return work().then((good) => {
    if (!good) process.exitCode = exitCodes.failed;
  });
}

const program = new Command('narthex')
  .description('Turns the typed definition of a system into its whole Prometheus stack.')
  .addCommand(
    targets(command('synth', 'write the files of the stacks')).action(async (stacks: string[], options: Options) => {
      const { synth } = await import('./commands/synth.ts');
      await synth({ ...common(stacks, options), targets: options.target }, terminal);
    }),
  )
  .addCommand(
    targets(command('check', 'prove the files of the stacks, without writing them')).action(
      (stacks: string[], options: Options) =>
        answering(async () => {
          const { check } = await import('./commands/check.ts');
          return check({ ...common(stacks, options), targets: options.target }, terminal);
        }),
    ),
  )
  .addCommand(
    command('cost', 'predict what stacks cost: series, samples, disk, memory').action(
      (stacks: string[], options: Options) =>
        answering(async () => {
          const { cost } = await import('./commands/cost.ts');
          return cost({ ...common(stacks, options), targets: ['compose'] }, terminal);
        }),
    ),
  )
  .addCommand(
    new Command('graph')
      .description('show who reads what in a stack, and whom its alerts reach')
      .argument('[stack]', 'name of the stack; may be left out if there is only one')
      .option('--env <environment>', 'development, staging or production', 'development')
      .option('--project <folder>', 'folder of the project, which holds stacks/', absolute, process.cwd())
      .option('--format <format>', 'text, mermaid, dot or json', 'text')
      .option('--of <name>', 'only what hangs together with this: a metric, alert, job, service, panel, receiver')
      .action(async (stack: string | undefined, { env, project, format, of }: GraphFlags) => {
        const { graph } = await import('./commands/graph.ts');
        const selected = { stacks: stack === undefined ? [] : [stack], environments: [env] };
        await graph({ projectFolder: project, assetsFolder, ...selected, format, ...(of && { of }) }, terminal);
      }),
  )
  .addCommand(
    command('up', 'start a stack on this machine, and wait until it is healthy', 'development')
      .option('--target <target>', 'compose, local, or auto: Compose where it can be used', 'auto')
      .option(
        '--port-offset <number>',
        'added to every port of local processes, for a second stack on this machine',
        wholeNumber,
        0,
      )
      .action(async (stacks: string[], options: UpFlags) => {
        const { up } = await import('./commands/up.ts');
        const { target, portOffset } = options;
        await up({ ...common(stacks, { ...options, target: [] }), target, portOffset }, terminal);
      }),
  )
  .addCommand(
    command('down', 'stop a stack on this machine; its data stay', 'development').action(
      async (stacks: string[], options: Options) => {
        const { down } = await import('./commands/down.ts');
        await down(common(stacks, options), terminal);
      },
    ),
  )
  .addCommand(
    command('status', 'show what runs of a stack on this machine', 'development').action(
      (stacks: string[], options: Options) =>
        answering(async () => {
          const { status } = await import('./commands/status.ts');
          return status(common(stacks, options), terminal);
        }),
    ),
  )
  .addCommand(
    command('verify', 'ask a running stack whether it works', 'development')
      .option('--prometheus <url>', 'where Prometheus is, for a stack that runs elsewhere')
      .option('--alertmanager <url>', 'where Alertmanager is')
      .option('--inbox <url>', 'where the inbox is, if the stack has one')
      .action(
        (
          stacks: string[],
          options: Options & { readonly prometheus?: string; readonly alertmanager?: string; readonly inbox?: string },
        ) =>
          answering(async () => {
            const { verify } = await import('./commands/verify.ts');
            const { prometheus, alertmanager, inbox } = options;
            const elsewhere = {
              ...(prometheus && { prometheus }),
              ...(alertmanager && { alertmanager }),
              ...(inbox && { inbox }),
            };
            return verify({ ...common(stacks, options), ...elsewhere }, terminal);
          }),
      ),
  )
  .addCommand(
    new Command('catalog')
      .description('describe the metrics of a program as a TypeScript catalog')
      .argument('<place...>', 'addresses of /metrics, or files with what they answered; taken together')
      .option('--prefix <prefix>', 'beginning of the names that keys leave out, such as node_', '')
      .option('--name <name>', 'name of the export', 'metrics')
      .option('--output <file>', 'write into this file instead of standard output')
      .option('--force', 'overwrite the file', false)
      .action(async (places: string[], options: CatalogFlags) => {
        const { catalog } = await import('./commands/catalog.ts');
        await catalog(places, options, terminal);
      }),
  );
for (const each of [program, ...program.commands]) each.exitOverride();

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
