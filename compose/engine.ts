import { type ChildProcess, spawn } from 'node:child_process';
import { NarthexError, type Problem } from '../stacks/model/index.ts';

/** A Compose project on this machine's Docker engine. */
export interface ComposeProject {
  /** Path of its compose.yaml. */
  readonly file: string;
  /** Variables of the Compose file. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A service as `docker compose ps` reports it. */
export interface ComposeService {
  readonly name: string;
  /** `running`, `exited`, `restarting`, … */
  readonly state: string;
  /** `healthy`, `unhealthy`, `starting`, or empty where nothing checks. */
  readonly health: string;
  /** Where this machine reaches a port of it, `127.0.0.1:9090`, by the port in the container. */
  readonly published: Readonly<Record<number, string>>;
  /** What its image is, where it only stands in for the vendor's. */
  readonly standIn: string | undefined;
}

/** What a finished program left behind. */
interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Why Compose cannot be used on this machine: no `docker`, no engine that answers, no Compose v2. `undefined` if it can.
 */
export async function whyNoCompose(): Promise<string | undefined> {
  const engine = await docker(['version', '--format', '{{.Server.Version}}'], {}, 10_000);
  if (engine === undefined) return 'there is no docker command on PATH';
  if (engine.status !== 0) return `the Docker engine does not answer: ${lastLine(engine.stderr)}`;
  const plugin = await docker(['compose', 'version', '--short'], {}, 10_000);
  if (plugin === undefined || plugin.status !== 0) return 'docker has no compose plugin (version 2)';
  return undefined;
}

/** How an engine stands to the images of a project. */
export interface ImageCheck {
  /** The first image that it does not have and cannot get. */
  readonly missing: string | undefined;
  /** Images that only stand in for the vendor's, and what they are; tests make them where no registry answers. */
  readonly standIns: readonly { readonly image: string; readonly standIn: string }[];
}

/** Pulls the images that are missing: the first alone, because if that one cannot be had nothing else is worth the time. */
export async function provideImages(
  images: readonly string[],
  onProgress: (text: string) => void,
): Promise<ImageCheck> {
  const standIns: { image: string; standIn: string }[] = [];
  const absent: string[] = [];
  for (const image of new Set(images)) {
    const label = ['image', 'inspect', '--format', '{{index .Config.Labels "narthex.standin"}}', image];
    const present = await docker(label, {}, 10_000);
    const standIn = present?.stdout.trim() ?? '';
    if (present?.status !== 0) absent.push(image);
    else if (standIn !== '') standIns.push({ image, standIn });
  }
  const pull = async (image: string) => {
    onProgress(`pulling ${image}`);
    const pulled = await docker(['pull', '--quiet', image], {}, 300_000);
    return pulled?.status === 0 ? undefined : image;
  };
  const [first, ...others] = absent;
  const missing =
    (first && (await pull(first))) ?? (await Promise.all(others.map(pull))).find((image) => image !== undefined);
  return { missing, standIns };
}

/** Starts a project and waits until every service is healthy. Throws a `NarthexError` with the log of what does not come up. */
export async function composeUp(project: ComposeProject, onProgress: (text: string) => void): Promise<void> {
  const started = await compose(
    project,
    ['up', '--detach', '--wait', '--wait-timeout', '180', '--remove-orphans'],
    240_000,
    onProgress,
  );
  if (started.status === 0) return;
  throw new NarthexError('The stack did not come up.', [engineProblem(started), ...(await sickServices(project))]);
}

/** A problem with the end of its log for each service that does not run or is not well; those that only wait for others are left out. */
async function sickServices(project: ComposeProject): Promise<Problem[]> {
  const services = await composeServices(project).catch(() => []);
  const sick = services.filter(
    ({ state, health }) => !['running', 'created'].includes(state) || health === 'unhealthy',
  );
  return Promise.all(
    sick.map(async ({ name, state, health }): Promise<Problem> => {
      const logs = await compose(project, ['logs', '--no-color', '--no-log-prefix', '--tail', '10', name], 20_000);
      return {
        code: 'NX201',
        path: [],
        message: `${name} is ${health || state}. Its log ends:\n${indent(logs.stdout)}`,
        fix: `look at all of it: docker compose -f ${project.file} logs ${name}`,
      };
    }),
  );
}

/** Stops a project and removes its containers and networks. Volumes, and so the data, stay. */
export async function composeDown(project: ComposeProject): Promise<void> {
  const stopped = await compose(project, ['down', '--remove-orphans'], 180_000);
  if (stopped.status !== 0) throw new NarthexError('The stack was not stopped.', [engineProblem(stopped)]);
}

/** The services of a project that have a container. */
export async function composeServices(project: ComposeProject): Promise<ComposeService[]> {
  const listed = await compose(project, ['ps', '--all', '--format', 'json'], 30_000);
  if (listed.status !== 0) throw new NarthexError('The engine did not say what runs.', [engineProblem(listed)]);
  // One object a line, or one array of them in older versions.
  const text = listed.stdout.trim();
  const rows = (
    text.startsWith('[')
      ? JSON.parse(text)
      : text
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
  ) as readonly {
    readonly Service: string;
    readonly State: string;
    readonly Health: string;
    readonly Labels?: string;
    readonly Publishers?:
      | readonly { readonly URL: string; readonly TargetPort: number; readonly PublishedPort: number }[]
      | null;
  }[];
  return rows.map(({ Service, State, Health, Labels = '', Publishers }) => ({
    ...{ name: Service, state: State, health: Health },
    standIn: /(?:^|,)narthex\.standin=([^,]+)/.exec(Labels)?.[1],
    published: Object.fromEntries(
      (Publishers ?? [])
        .filter(({ URL, PublishedPort }) => URL === '127.0.0.1' && PublishedPort > 0)
        .map(({ URL, TargetPort, PublishedPort }) => [TargetPort, `${URL}:${PublishedPort}`]),
    ),
  }));
}

/** Runs a command in the container of a service and returns what it prints. Throws with the last line of its errors. */
export async function composeExec(
  project: ComposeProject,
  service: string,
  command: readonly string[],
): Promise<string> {
  const { status, stdout, stderr } = await compose(project, ['exec', '-T', service, ...command], 30_000);
  if (status !== 0) throw new Error(lastLine(stderr) || `exit code ${status}`);
  return stdout;
}

/** Any other command of `docker compose`: `stop redis-exporter`, `kill -s SIGKILL prometheus`. Throws with the engine's words. */
export async function composeCommand(project: ComposeProject, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await compose(project, args, 120_000);
  if (status !== 0) throw new Error(`docker compose ${args.join(' ')}: ${lastLine(stderr) || `exit code ${status}`}`);
  return stdout;
}

async function compose(
  project: ComposeProject,
  args: readonly string[],
  timeoutMs: number,
  onLine?: (text: string) => void,
): Promise<Finished> {
  const finished = await docker(
    ['compose', '--ansi', 'never', '--progress', 'plain', '-f', project.file, ...args],
    project.variables,
    timeoutMs,
    onLine,
  );
  return finished ?? { status: 127, stdout: '', stderr: 'there is no docker command on PATH' };
}

/** Runs docker. `undefined` if there is no such program; a time-out counts as failure. */
function docker(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  timeoutMs: number,
  onLine: (text: string) => void = () => {},
): Promise<Finished | undefined> {
  return new Promise((resolve) => {
    const child: ChildProcess = spawn('docker', args, {
      env: { ...process.env, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      for (const line of text.split('\n').filter((each) => each.trim() !== '')) onLine(line.trim());
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ENOENT' ? undefined : { status: 126, stdout, stderr: error.message });
    });
    child.once('close', (status, signal) => {
      const seconds = Math.round(timeoutMs / 1000);
      resolve({
        status: status ?? 124,
        stdout,
        stderr: signal ? `${stderr}\ndocker gave no answer within ${seconds} s` : stderr,
      });
    });
  });
}

function engineProblem({ stderr, status }: Finished): Problem {
  return {
    code: 'NX202',
    path: [],
    message: lastLine(stderr) || `docker ended with exit code ${status}`,
    fix: 'correct what the engine says, and try again',
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
}
