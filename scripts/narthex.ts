// The command line: one subcommand per file in commands/, loaded when it is called.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Argument, Command, CommanderError, InvalidArgumentError } from 'commander';
import { NarthexError } from '../stacks/model/index.ts';
import type { ImportSloOptions } from './commands/import-slo.ts';
import { type DiffFlags, withDiff } from './diff-flags.ts';
import { type FaultFlags, type LoadFlags, withFault, withLoad } from './fault-flags.ts';
import { duration, type FileFlags, withFiles } from './file-flags.ts';
import { type InitFlags, withInit } from './init-flags.ts';
import { processTerminal } from './output/terminal.ts';
import { type PreviewFlags, withPreview } from './preview-flags.ts';
import type { QuestionName } from './query/names.ts';
import { type QueryFlags, withQuery } from './query-flags.ts';
import type { HistorySource } from './replay/history.ts';
import { moment } from './replay/moment.ts';

const terminal = processTerminal();
const narthexEntry = fileURLToPath(new URL('./index.js', import.meta.url));
const assetsFolder = fileURLToPath(new URL('./apps/', import.meta.url));
const manifestFile = fileURLToPath(new URL('../package.json', import.meta.url));

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

interface VerifyFlags {
  readonly prometheus?: string;
  readonly alertmanager?: string;
  readonly inbox?: string;
  readonly panels: boolean;
}

/** A command that works on stacks: all of them, in all environments, unless told otherwise. */
function command(name: string, description: string, environments = 'all'): Command {
  return new Command(name)
    .description(description)
    .argument(
      '[stack...]',
      environments === 'all'
        ? 'names of stacks; all if left out'
        : 'name of the stack; may be left out if there is only one',
    )
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

interface ReplayFlags {
  readonly env: string;
  readonly project: string;
  readonly openmetrics?: string;
  readonly tsdb?: string;
  readonly url?: string;
  readonly incidents?: string;
  readonly from?: number;
  readonly to?: number;
  readonly step?: number;
  readonly format: string;
}

function time(text: string): number {
  const read = moment(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError('It has to be a point in time, such as 2026-06-01T08:00:00Z.');
}

async function replayHistory(stack: string | undefined, flags: ReplayFlags): Promise<boolean> {
  const { env, project, openmetrics, tsdb, url, step, format, ...rest } = flags;
  const sources: HistorySource[] = [
    ...(openmetrics === undefined ? [] : [{ kind: 'openmetrics', file: openmetrics } as const]),
    ...(tsdb === undefined ? [] : [{ kind: 'tsdb', folder: tsdb } as const]),
    ...(url === undefined ? [] : [{ kind: 'url', url } as const]),
  ];
  const [source, ...others] = sources;
  if (source === undefined || others.length > 0) {
    const message = 'error: say where the history is, with one of --openmetrics, --tsdb and --url';
    terminal.note(message);
    throw new CommanderError(exitCodes.usage, 'narthex.history', message);
  }
  const { replay } = await import('./commands/replay.ts');
  const selected = { projectFolder: project, assetsFolder, stacks: stack === undefined ? [] : [stack] };
  const steps = step === undefined ? {} : { step: step * 1000 };
  return replay({ ...selected, environments: [env], source, format, ...rest, ...steps }, terminal);
}

async function checkFiles(stacks: readonly string[], options: Options & FileFlags): Promise<boolean> {
  if (stacks.length > 0) {
    const message = 'error: give stacks, or files; not both';
    terminal.note(message);
    throw new CommanderError(exitCodes.usage, 'narthex.files', message);
  }
  const { checkForeignFiles } = await import('./commands/check-files.ts');
  const { dashboard: dashboards, catalog: catalogs, ...rest } = options;
  return checkForeignFiles({ ...rest, dashboards, catalogs, narthexEntry }, terminal);
}

/** A command whose answer may be no. */
function answering(work: () => Promise<boolean>): Promise<void> {
  return work().then((good) => {
    if (!good) process.exitCode = exitCodes.failed;
  });
}

const program = new Command('narthex')
  .addHelpText(
    'after',
    '\nIn a checkout, npm start, npm stop and npm run verify take sergas unless you name a stack: npm start personai.',
  )
  .description('Turns the typed definition of a system into its whole Prometheus stack.')
  .addCommand(
    withInit(
      new Command('init').description('write the start of a monitored service: stack, instrumentation, scripts'),
      absolute,
    ).action(async (folder: string, flags: InitFlags) => {
      const { init } = await import('./commands/init.ts');
      await init({ ...flags, folder, manifestFile }, terminal);
    }),
  )
  .addCommand(
    targets(command('synth', 'write the files of the stacks')).action(async (stacks: string[], options: Options) => {
      const { synth } = await import('./commands/synth.ts');
      await synth({ ...common(stacks, options), targets: options.target }, terminal);
    }),
  )
  .addCommand(
    withFiles(targets(command('check', 'prove the files of the stacks, or of anyone, without writing them'))).action(
      (stacks: string[], options: Options & FileFlags) =>
        answering(async () => {
          if (options.rules.length + options.dashboard.length > 0) return checkFiles(stacks, options);
          const { check } = await import('./commands/check.ts');
          return check({ ...common(stacks, options), targets: options.target }, terminal);
        }),
    ),
  )
  .addCommand(
    command('test', 'run the unit tests of the rules of the stacks')
      .option('--mutants', 'put mistakes into the rules, and see whether the tests notice', false)
      .action((stacks: string[], options: Options & { readonly mutants: boolean }) =>
        answering(async () => {
          const { test } = await import('./commands/test.ts');
          return test({ ...common(stacks, options), targets: [], mutants: options.mutants }, terminal);
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
    new Command('replay')
      .description('say how the alerts of a stack would have done over a history')
      .argument('[stack]', 'name of the stack; may be left out if there is only one')
      .option('--env <environment>', 'development, staging or production', 'production')
      .option('--project <folder>', 'folder of the project, which holds stacks/', absolute, process.cwd())
      .option('--openmetrics <file>', 'the history: a file in OpenMetrics format, every sample with its time')
      .option('--tsdb <folder>', 'or: the data folder of a Prometheus, or a snapshot; it is not changed')
      .option('--url <url>', 'or: a running Prometheus; it is only asked, and needs --from')
      .option('--incidents <file>', 'what went wrong in that time, as JSON or YAML: then the alerts are judged by it')
      .option('--from <time>', 'where to begin: 2026-06-01T08:00:00Z', time)
      .option('--to <time>', 'where to end', time)
      .option('--step <duration>', "between two evaluations, in place of the groups' own", duration)
      .option('--format <format>', 'text or json', 'text')
      .action((stack: string | undefined, flags: ReplayFlags) => answering(() => replayHistory(stack, flags))),
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
      .option('--panels', 'list every panel with what it shows and the query behind it', false)
      .action((stacks: string[], options: Options & VerifyFlags) =>
        answering(async () => {
          const { verify } = await import('./commands/verify.ts');
          const { prometheus, alertmanager, inbox, panels } = options;
          const elsewhere = {
            ...(prometheus && { prometheus }),
            ...(alertmanager && { alertmanager }),
            ...(inbox && { inbox }),
          };
          return verify({ ...common(stacks, options), ...elsewhere, panels }, terminal);
        }),
      ),
  )
  .addCommand(
    withQuery(new Command('query').description('ask the Prometheus and the Alertmanager of a running stack')).action(
      async (what: QuestionName, stack: string | undefined, { env, project, ...flags }: QueryFlags) => {
        const { query } = await import('./commands/query.ts');
        const selected = { stacks: stack === undefined ? [] : [stack], environments: [env] };
        await query({ ...flags, what, projectFolder: project, assetsFolder, ...selected }, terminal);
      },
    ),
  )
  .addCommand(
    withFault(new Command('fault').description('let a simulated service of a running stack suffer something')).action(
      async (service: string | undefined, name: string | undefined, { env, project, stack, ...flags }: FaultFlags) => {
        const { fault } = await import('./commands/fault.ts');
        const { for: seconds, ...rest } = flags;
        const selected = { stacks: stack === undefined ? [] : [stack], environments: [env] };
        const what = { ...(service && { service }), ...(name && { fault: name }), ...(seconds && { seconds }) };
        await fault({ ...rest, ...what, projectFolder: project, assetsFolder, ...selected }, terminal);
      },
    ),
  )
  .addCommand(
    withLoad(new Command('load').description('send requests to a simulated service of a running stack')).action(
      async (service: string, { env, project, stack, for: seconds, path: paths, ...flags }: LoadFlags) => {
        const { load } = await import('./commands/load.ts');
        const selected = { stacks: stack === undefined ? [] : [stack], environments: [env] };
        await load({ ...flags, service, seconds, paths, projectFolder: project, assetsFolder, ...selected }, terminal);
      },
    ),
  )
  .addCommand(
    withPreview(command('preview', 'draw the dashboards of a stack live in the browser', 'development')).action(
      async (stacks: string[], options: Options & PreviewFlags) => {
        const { preview } = await import('./commands/preview.ts');
        await preview({ ...options, ...common(stacks, options) }, terminal);
      },
    ),
  )
  .addCommand(
    withDiff(
      new Command('diff').description('say in words what changes for people between two folders of synthesised files'),
    ).action(async (before: string, after: string, { format, json, exitCode }: DiffFlags) => {
      const { diff } = await import('./commands/diff.ts');
      const differs = await diff({ before, after, format: json ? 'json' : format }, terminal);
      if (differs && exitCode) process.exitCode = exitCodes.failed;
    }),
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
  )
  .addCommand(
    new Command('import')
      .description('turn what was written for other tools into TypeScript: SLOs of OpenSLO v1, dashboards of Grafana')
      .addArgument(new Argument('<what>', 'what the files hold').choices(['slo', 'dashboard']))
      .argument('<file...>', 'files of OpenSLO v1, with one or more objects each; or one dashboard as classic JSON')
      .option('--partial', 'leave out SLOs that cannot be carried over, instead of refusing all', false)
      .option('--output <file>', 'write into this file instead of standard output')
      .option('--force', 'overwrite the file', false)
      .action(async (what: string, files: string[], options: ImportSloOptions) => {
        const { importFiles } = await import('./commands/import.ts');
        await importFiles(what, files, options, terminal);
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
