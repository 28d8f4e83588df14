import { type HttpPlace, httpPlace } from '../../stacks/model/index.ts';

/** Asks a running part over HTTP, wherever it runs, and returns the text of the answer. Throws if there is none, or not a good one. */
export type Ask = (part: string, path: string) => Promise<string>;

const timeoutMs = 10_000;

/** Asks parts that listen on this machine: `addresses` is `host:port` or a URL, by part. */
export function askByAddress(addresses: Readonly<Record<string, string>>): Ask {
  return async (part, path) => {
    const address = addresses[part];
    if (address === undefined) throw new Error(`${part} does not run here`);
    const { origin, base, headers } = placeOf(part, address);
    let answer: Response;
    try {
      answer = await fetch(base + path, { headers, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      throw new Error(`${part} does not answer at ${origin}: ${reason(error)}`);
    }
    const text = await answer.text();
    // Prometheus explains a refused query in the body of a 400 or 422.
    if (!answer.ok && !text.startsWith('{')) throw new Error(`${part} answers ${answer.status} to ${origin}${path}`);
    return text;
  };
}

/** Says nothing of an address that cannot be read: it may hold a password. */
function placeOf(part: string, address: string): HttpPlace {
  try {
    return httpPlace(address.includes('://') ? address : `http://${address}`);
  } catch {
    throw new Error(`the address of ${part} is no URL`);
  }
}

/** A part in a container: the port it listens on there, and whether its image has Node.js rather than wget. */
export interface ContainerPart {
  readonly port: number;
  readonly hasNode: boolean;
}

/** What `wget -O -` does, in Node.js. */
const fetchScript =
  'fetch(process.argv[1]).then(async (answer) => process.stdout.write(await answer.text()), (error) => { console.error(String(error.cause ?? error)); process.exit(1); })';

/** Runs a command in the container of a part and returns what it prints. */
export type Execute = (part: string, command: readonly string[]) => Promise<string>;

/** Asks parts from inside their own containers, because most of them are published nowhere. */
export function askInContainers(parts: Readonly<Record<string, ContainerPart>>, execute: Execute): Ask {
  return async (part, path) => {
    const container = parts[part];
    if (container === undefined) throw new Error(`${part} does not run here`);
    const url = `http://127.0.0.1:${container.port}${path}`;
    try {
      return await execute(
        part,
        container.hasNode ? ['node', '-e', fetchScript, url] : ['wget', '-q', '-O', '-', '-T', '10', url],
      );
    } catch (error) {
      throw new Error(`${part} does not answer: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

/**
 * Asks parts that are published on this machine directly, because a process in a container for each of thousands of queries takes minutes, and
 * all others, or one that does not answer so because the engine runs elsewhere, another way.
 */
export function askPublished(addresses: Readonly<Record<string, string>>, otherwise: Ask): Ask {
  const directly = askByAddress(addresses);
  return async (part, path) => {
    if (addresses[part] === undefined) return otherwise(part, path);
    return directly(part, path).catch(() => otherwise(part, path));
  };
}

function reason(error: unknown): string {
  const { cause, message } = error as {
    readonly cause?: { readonly code?: string; readonly message?: string };
    readonly message: string;
  };
  if (cause?.code === 'ECONNREFUSED') return 'nobody listens there';
  return cause?.message ?? message;
}

/** The answer as JSON. */
export async function askJson<T>(ask: Ask, part: string, path: string): Promise<T> {
  const text = await ask(part, path);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`${part} answers something that is not JSON to ${path}`);
  }
}

/** The `data` of an answer of Prometheus's HTTP API. Throws with Prometheus's own words if it reports an error. */
export async function askPrometheus<T>(ask: Ask, path: string): Promise<T> {
  const answer = await askJson<{ readonly status: string; readonly data: T; readonly error?: string }>(
    ask,
    'prometheus',
    path,
  );
  if (answer.status !== 'success') throw new Error(answer.error ?? 'Prometheus reports an error without words');
  return answer.data;
}

interface Runtime {
  readonly startTime: string;
  readonly lastConfigTime: string;
}

const askRuntime = (ask: Ask) => askPrometheus<Runtime>(ask, '/api/v1/status/runtimeinfo');

/** When Prometheus was started, in milliseconds since 1970. */
export async function prometheusStart(ask: Ask): Promise<number> {
  return Date.parse((await askRuntime(ask)).startTime);
}

/** Since when Prometheus does what it does: it was started then, or last read its configuration. Milliseconds since 1970. */
export async function youngSince(ask: Ask): Promise<number> {
  const { startTime, lastConfigTime } = await askRuntime(ask);
  return Math.max(Date.parse(startTime), Date.parse(lastConfigTime));
}
