import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { composeExec } from '../../compose/index.ts';
import { defaultRunFolder, runName } from '../../local/index.ts';
import { faultToken } from '../../servers/index.ts';
import type { Plan, SecretRef, Workload } from '../../stacks/model/index.ts';
import { findRunning } from '../commands/running.ts';
import { composeProject, type UpOptions } from '../commands/up.ts';
import { cannotBreak, doesNotAnswer } from './problem.ts';

/** What a simulated service answers to whoever knows its token. */
export interface DoorAnswer {
  readonly status: number;
  readonly text: string;
}

/** Knocks at a simulated service of a running stack: `knock('sergas-api', 'POST', '/latency', '{"seconds":300}')`. */
export type Knock = (service: string, method: string, path: string, body?: string) => Promise<DoorAnswer>;

/** The simulated services of a running stack whose faults can be changed. */
export interface Doors {
  readonly services: readonly string[];
  readonly knock: Knock;
}

const timeoutMs = 5_000;

/** What the script below is given in a container; the token stays there. */
const script = `
const [url, tokenFile, method, body] = process.argv.slice(1);
const token = require('node:fs').readFileSync(tokenFile, 'utf8').trim();
fetch(url, { method, headers: { authorization: 'Bearer ' + token }, ...(body && { body }), signal: AbortSignal.timeout(${timeoutMs}) })
  .then(async (answer) => process.stdout.write(JSON.stringify({ status: answer.status, text: await answer.text() })))
  .catch((error) => { console.error(String(error.cause ?? error)); process.exit(1); });
`;

/**
 * Finds the doors of the simulated services of a stack that runs on this machine. Throws a `NarthexError` (NX711) where it does not run, or
 * has no such service; a door that does not answer throws NX712.
 */
export async function faultDoors(options: Pick<UpOptions, 'projectFolder' | 'out'>, plan: Plan): Promise<Doors> {
  const { name, environment } = plan.stack;
  const tokens = new Map<string, [Workload, SecretRef]>();
  for (const workload of plan.workloads) {
    const token = faultToken(workload);
    if (token !== undefined) tokens.set(workload.name, [workload, token]);
  }
  if (tokens.size === 0) {
    throw cannotBreak(
      `${name} (${environment}) has no simulated service whose faults may be changed`,
      "run one as 'simulated()' in development; elsewhere give it a token: simulated({ faults: secretFile(…) })",
    );
  }
  const [running] = await findRunning(options, plan);
  if (running === undefined)
    throw cannotBreak(
      `${name} (${environment}) does not run on this machine`,
      `start it with 'narthex up ${name}' first`,
    );
  const addresses = new Map(running.parts.map((part) => [part.name, part.address]));
  const send = running.way === 'local' ? locally(options, plan, addresses) : inContainer(options, plan);
  return {
    services: [...tokens.keys()],
    knock: async (service, method, path, body) => {
      const door = tokens.get(service);
      if (door === undefined) {
        throw cannotBreak(
          `${name} has no simulated service '${service}'`,
          `name one of ${[...tokens.keys()].join(', ')}`,
        );
      }
      try {
        return await send(...door, method, `/faults${path}`, body);
      } catch (error) {
        throw doesNotAnswer(service, reasonOf(error));
      }
    },
  };
}

/** `fetch` says only that it failed, and hides why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

type Send = (
  workload: Workload,
  token: SecretRef,
  method: string,
  path: string,
  body: string | undefined,
) => Promise<DoorAnswer>;

function locally(
  { projectFolder }: Pick<UpOptions, 'projectFolder'>,
  plan: Plan,
  addresses: ReadonlyMap<string, string>,
): Send {
  const secrets = join(defaultRunFolder(resolve(projectFolder), runName(plan)), 'secrets');
  return async ({ name }, { name: secret }, method, path, body) => {
    const address = addresses.get(name);
    // A service that the stack has got since it was started. The token must not go to a host of any other name.
    if (address === undefined) throw new Error('it is no part of what runs now');
    const token = (await readFile(join(secrets, secret), 'utf8')).trim();
    const answer = await fetch(`http://${address}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, text: await answer.text() };
  };
}

/** From inside, because a service is published nowhere, and so that its token does not leave its container. */
function inContainer(options: Pick<UpOptions, 'projectFolder' | 'out'>, plan: Plan): Send {
  const project = composeProject(options, plan);
  return async ({ name, ports }, { name: secret }, method, path, body = '') => {
    const url = `http://127.0.0.1:${ports[0]?.number}${path}`;
    const command = ['node', '-e', script, url, `/run/secrets/${secret}`, method, body];
    return JSON.parse(await composeExec(project, name, command)) as DoorAnswer;
  };
}
