import { resolve } from 'node:path';
import { composeExec, composeServices, whyNoCompose } from '../../compose/index.ts';
import { defaultRunFolder, type RunStatus, runName, status } from '../../local/index.ts';
import { NarthexError, type Plan } from '../../stacks/model/index.ts';
import { type Ask, askByAddress, askInContainers, askPublished } from '../verify/ask.ts';
import type { Running } from '../verify/question.ts';
import { composeProject, type UpOptions } from './up.ts';

/** One part of a running stack. */
export interface RunningPart {
  readonly name: string;
  readonly state: string;
  readonly address: string;
  /** Uptime, restarts, process: what the way it runs can tell. */
  readonly detail: string;
}

/** A stack that runs on this machine. */
export interface RunningStack {
  readonly way: 'compose' | 'local';
  readonly parts: readonly RunningPart[];
  readonly leftOut: Readonly<Record<string, string>>;
  /** Parts whose image only stands in for the vendor's, and what it is. */
  readonly standIns: Readonly<Record<string, string>>;
  readonly ask: Ask;
}

/** The ways in which a stack runs on this machine now: usually one, none if it does not. */
export async function findRunning(
  options: Pick<UpOptions, 'projectFolder' | 'out'>,
  plan: Plan,
): Promise<RunningStack[]> {
  const found = await Promise.all([localRun(options, plan), composeRun(options, plan)]);
  return found.filter((run) => run !== undefined);
}

/** Where the servers of a stack are that runs elsewhere. */
export interface Elsewhere {
  readonly prometheus?: string;
  readonly alertmanager?: string;
  readonly inbox?: string;
}

/** The one stack to ask: where the words say that it is, else as it runs on this machine. Throws a `NarthexError` (NX701) where it does not. */
export async function runningStack(
  options: Pick<UpOptions, 'projectFolder' | 'out'> & Elsewhere,
  plan: Plan,
): Promise<Running> {
  const { prometheus, alertmanager, inbox } = options;
  if (prometheus !== undefined && alertmanager !== undefined) {
    const addresses = { prometheus, alertmanager, ...(inbox && { inbox }) };
    return { plan, ask: askByAddress(addresses), leftOut: {}, exactInstances: false };
  }
  const [running] = await findRunning(options, plan);
  if (running !== undefined) return { plan, ...running, exactInstances: true };
  const { name, environment } = plan.stack;
  throw new NarthexError('There is nothing to ask.', [
    {
      code: 'NX701',
      path: [],
      message: `${name} (${environment}) does not run on this machine`,
      fix: `start it with 'narthex up ${name}', or say where it is: --prometheus URL --alertmanager URL`,
    },
  ]);
}

async function localRun(
  { projectFolder }: Pick<UpOptions, 'projectFolder'>,
  plan: Plan,
): Promise<RunningStack | undefined> {
  const run = await status(defaultRunFolder(resolve(projectFolder), runName(plan)));
  if (run?.supervisor === undefined) return undefined;
  return {
    way: 'local',
    parts: run.parts.map(({ name, phase, addresses, pid, uptime, restarts }) => ({
      name,
      state: phase,
      address: addresses[0] ?? '',
      detail: [
        ...(pid === undefined ? [] : [`pid ${pid}`]),
        ...(uptime === undefined ? [] : [`for ${Math.round(uptime)} s`]),
        ...(restarts > 0 ? [`${restarts} restarts`] : []),
      ].join(', '),
    })),
    leftOut: Object.fromEntries(run.leftOut.map(({ name, reason }) => [name, reason])),
    standIns: {},
    ask: askByAddress(firstAddresses(run)),
  };
}

function firstAddresses({ parts }: RunStatus): Record<string, string> {
  return Object.fromEntries(
    parts.flatMap(({ name, addresses }) => (addresses[0] === undefined ? [] : [[name, addresses[0]]])),
  );
}

async function composeRun(
  options: Pick<UpOptions, 'projectFolder' | 'out'>,
  plan: Plan,
): Promise<RunningStack | undefined> {
  if ((await whyNoCompose()) !== undefined) return undefined;
  const project = composeProject(options, plan);
  const services = await composeServices(project).catch(() => []);
  if (services.length === 0) return undefined;
  const containers = plan.workloads.map(
    ({ name, program, ports }) => [name, { port: ports[0]?.number ?? 0, hasNode: program === 'node' }] as const,
  );
  return {
    way: 'compose',
    parts: services.map(({ name, state, health }) => ({
      name,
      state: health || state,
      address: `${name}:${plan.workloads.find((workload) => workload.name === name)?.ports[0]?.number ?? ''}`,
      detail: state,
    })),
    leftOut: {},
    standIns: Object.fromEntries(
      services.flatMap(({ name, standIn }) => (standIn === undefined ? [] : [[name, standIn] as const])),
    ),
    ask: askPublished(
      Object.fromEntries(
        containers.flatMap(([name, { port }]) => {
          const address = services.find((service) => service.name === name)?.published[port];
          return address === undefined ? [] : [[name, address] as const];
        }),
      ),
      askInContainers(Object.fromEntries(containers), (part, command) => composeExec(project, part, command)),
    ),
  };
}
