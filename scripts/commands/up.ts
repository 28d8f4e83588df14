import { join, resolve } from 'node:path';
import { type ComposeProject, composeCommand, composeUp, provideImages, whyNoCompose } from '../../compose/index.ts';
import { findPort, imageReference, NarthexError, type Plan } from '../../stacks/model/index.ts';
import { checkedSelection } from '../checked.ts';
import { table } from '../output/table.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { type Selection, type Synthesized, stackFolder } from '../project.ts';
import { makeSecrets, missingSecrets, secretsFolder } from '../secrets.ts';
import { writeSynthesized } from '../write/output.ts';

/** Options of `narthex up`. */
export interface UpOptions extends Omit<Selection, 'targets'> {
  readonly out: string;
  /** `auto` takes Compose where it can, else local processes. */
  readonly target: string;
  readonly json: boolean;
}

/** Where the parts of a running stack are. */
interface Started {
  readonly target: 'compose' | 'local';
  readonly parts: readonly { readonly name: string; readonly summary: string; readonly address: string }[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  readonly open: readonly { readonly title: string; readonly url: string; readonly note?: string }[];
}

/** Starts one stack on this machine and waits until every part is healthy. */
export async function up(options: UpOptions, terminal: Terminal): Promise<void> {
  const started = performance.now();
  const synthesized = await synthesizeOne(options, ['compose', 'local']);
  const way = await chooseWay(options.target, synthesized.plan, terminal);
  const result =
    way === 'compose' ? await upCompose(options, synthesized, terminal) : await upLocal(options, synthesized, terminal);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  if (options.json) {
    terminal.result(JSON.stringify({ ...result, seconds }));
    return;
  }
  const { stack } = synthesized.plan;
  terminal.result(
    table(
      ['part', 'address', 'what it does'],
      result.parts.map(({ name, summary, address }) => [name, address, summary]),
    ),
  );
  for (const { name, reason } of result.leftOut) terminal.result(`${marks.skipped} ${name} is left out: ${reason}`);
  terminal.result(
    `\n${marks.ok} ${stack.name} (${stack.environment}) is up after ${seconds} s: ${result.parts.length} parts, all healthy`,
  );
  for (const { title, url, note } of result.open)
    terminal.result(`  ${title}: ${url}${note === undefined ? '' : ` (${note})`}`);
  terminal.result(`  ask it whether it works: narthex verify ${stack.name}; stop it: narthex down ${stack.name}`);
}

/** The one stack that was asked for, in the one environment. Throws if the words leave a choice. */
export async function synthesizeOne(
  options: Omit<Selection, 'targets'>,
  targets: readonly ('compose' | 'local')[],
): Promise<Synthesized> {
  const environments = options.environments.length > 0 ? options.environments : ['development'];
  const all = await checkedSelection({ ...options, environments, targets });
  const [first, ...others] = all;
  if (first !== undefined && others.length === 0) return first;
  throw new NarthexError('One stack at a time runs on this machine.', [
    {
      code: 'NX806',
      path: [],
      message: `${all.length} were selected: ${all.map(({ plan }) => stackFolder(plan)).join(', ')}`,
      fix: 'name one stack, and with --env one environment',
    },
  ]);
}

/** The Compose project of a stack: its file in the output, its secrets in the run folder. */
export function composeProject(options: Pick<UpOptions, 'projectFolder' | 'out'>, plan: Plan): ComposeProject {
  return {
    file: join(resolve(options.projectFolder, options.out), stackFolder(plan), 'compose', 'compose.yaml'),
    variables: { NARTHEX_SECRETS_DIR: secretsFolder(options.projectFolder, plan) },
  };
}

async function chooseWay(wanted: string, plan: Plan, terminal: Terminal): Promise<'compose' | 'local'> {
  if (wanted === 'local' || wanted === 'compose') {
    const why = wanted === 'compose' ? await whyNotCompose(plan, terminal) : undefined;
    if (why === undefined) return wanted;
    throw new NarthexError('Compose cannot be used here.', [
      { code: 'NX203', path: [], message: why, fix: 'mend that, or use --target local' },
    ]);
  }
  if (wanted !== 'auto') {
    throw new NarthexError('There is no such way to run a stack.', [
      {
        code: 'NX802',
        path: [],
        message: `'${wanted}' does not run on this machine`,
        fix: 'use compose, local or auto',
      },
    ]);
  }
  const why = await whyNotCompose(plan, terminal);
  terminal.note(why === undefined ? 'Running in Docker Compose.' : `Running as local processes, because ${why}.`);
  return why === undefined ? 'compose' : 'local';
}

async function whyNotCompose(plan: Plan, terminal: Terminal): Promise<string | undefined> {
  const why = await whyNoCompose();
  if (why !== undefined) return why;
  const images = await provideImages(
    plan.workloads.map(({ image }) => imageReference(image)),
    terminal.progress,
  );
  if (images.missing !== undefined) return `the Docker engine cannot get the image ${images.missing}`;
  for (const { image, standIn } of images.standIns) terminal.note(`${image} is a stand-in on this machine: ${standIn}`);
  return undefined;
}

async function upCompose(options: UpOptions, synthesized: Synthesized, terminal: Terminal): Promise<Started> {
  const { plan } = synthesized;
  makeSecrets(options.projectFolder, plan);
  const missing = missingSecrets(options.projectFolder, plan);
  if (missing.length > 0) throw new NarthexError('Nothing was started: secrets are missing.', missing);
  await writeSynthesized({ ...options, targets: ['compose', 'local'] }, [synthesized], terminal);
  await composeUp(composeProject(options, plan), terminal.progress);
  const published = await publishedAddresses(options, plan);
  return {
    target: 'compose',
    parts: plan.workloads.map(({ name, summary, ports }) => ({
      name,
      summary,
      address: published.get(name) ?? `${name}:${ports[0]?.number} (inside)`,
    })),
    leftOut: [],
    open: plan.workloads.flatMap(({ name, published: opens }) =>
      opens ? [{ title: opens.title, url: `http://${published.get(name)}` }] : [],
    ),
  };
}

/** Where the published parts are opened: the engine is asked, because a variable may have moved the port. */
async function publishedAddresses(options: UpOptions, plan: Plan): Promise<ReadonlyMap<string, string>> {
  const addresses = plan.workloads.flatMap((workload) => {
    const { name, published } = workload;
    if (published === undefined) return [];
    const asked = composeCommand(composeProject(options, plan), [
      'port',
      name,
      String(findPort(workload, published.port).number),
    ]);
    return [asked.then((text) => [name, text.trim()] as const)];
  });
  return new Map(await Promise.all(addresses));
}

async function upLocal(options: UpOptions, { plan, artifacts }: Synthesized, terminal: Terminal): Promise<Started> {
  const { defaultRunFolder, runName, up: start } = await import('../../local/index.ts');
  const state = await start({
    artifacts,
    runFolder: defaultRunFolder(resolve(options.projectFolder), runName(plan)),
    onEvent: (event) => terminal.progress(event.kind === 'note' ? event.text : `${event.name}: ${event.phase}`),
  });
  return {
    target: 'local',
    parts: state.parts.map(({ name, summary, addresses }) => ({ name, summary, address: addresses[0] ?? '' })),
    leftOut: state.leftOut,
    open: state.parts.flatMap(({ opens }) => (opens ? [opens] : [])),
  };
}
