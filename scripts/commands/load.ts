import { endpointsOf, parseSpec } from '../../apps/index.ts';
import { isSimulated } from '../../servers/index.ts';
import { cannotBreak } from '../fault/problem.ts';
import { type Load, type LoadResult, sendLoad } from '../load/run.ts';
import type { Terminal } from '../output/terminal.ts';
import type { Synthesized } from '../project.ts';
import { findRunning } from './running.ts';
import { synthesizeOne, type UpOptions } from './up.ts';

/** Options of `narthex load`. */
export interface LoadOptions extends Omit<UpOptions, 'target'> {
  readonly service: string;
  readonly rate: number;
  readonly seconds: number;
  /** Where the service is, if it is not a local process of the stack. */
  readonly url?: string;
  /** Instead of all its endpoints. */
  readonly paths: readonly string[];
}

/** Sends requests to the endpoints of a simulated service, which its own metrics count. Throws a `NarthexError` (NX711) where there are none. */
export async function load(options: LoadOptions, terminal: Terminal): Promise<void> {
  const { service, rate, seconds, json } = options;
  const synthesized = await synthesizeOne(options, ['local', 'compose']);
  const paths = options.paths.length > 0 ? options.paths : endpoints(synthesized, service);
  const url = (options.url ?? (await addressOf(options, synthesized))).replace(/\/$/, '');
  terminal.note(`${rate} requests a second to ${url} for ${seconds} s: ${paths.join(', ')}`);
  const result = await sendLoad({ url, paths, rate, seconds });
  terminal.result(json ? JSON.stringify({ service, url, rate, seconds, ...result }) : text(result, { rate, seconds }));
}

function endpoints({ plan, artifacts }: Synthesized, service: string): readonly string[] {
  const workload = plan.workloads.find(({ name }) => name === service);
  const simulated = plan.workloads.filter(isSimulated).map(({ name }) => name);
  const written = artifacts.get(`local/${service}/simulator.json`);
  if (workload === undefined || !isSimulated(workload) || written === undefined) {
    throw cannotBreak(
      `${plan.stack.name} has no simulated service '${service}'`,
      `name one of ${simulated.join(', ') || '(none)'}`,
    );
  }
  const found = endpointsOf(parseSpec(JSON.parse(written))).map((endpoint) => endpoint.replace(/:\w+/g, '1'));
  if (found.length > 0) return found;
  throw cannotBreak(
    `the metrics of ${service} name no endpoint`,
    "give the routes of its label: simulated({ values: { route: ['/orders'] } }), or --path /health",
  );
}

async function addressOf(options: LoadOptions, { plan }: Synthesized): Promise<string> {
  const local = (await findRunning(options, plan)).find(({ way }) => way === 'local');
  const part = local?.parts.find(({ name }) => name === options.service);
  if (part !== undefined) return `http://${part.address}`;
  const { name, environment } = plan.stack;
  throw cannotBreak(
    `${options.service} of ${name} (${environment}) is no local process of this machine`,
    `start it with 'narthex up ${name} --target local', or say where it is: --url http://…`,
  );
}

function text(result: LoadResult, { rate, seconds }: Pick<Load, 'rate' | 'seconds'>): string {
  const { sent, due, heldBack, unanswered, answers, p50, p95, p99, longest } = result;
  const ms = (time: number) => `${Math.round(1000 * time)} ms`;
  const kinds = Object.entries(answers).sort();
  return [
    `${sent} of ${due} requests were sent, ${rate} a second for ${seconds} s${heldBack > 0 ? `; ${heldBack} were held back, because 1,000 were under way` : ''}`,
    `  answered: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none'}${unanswered > 0 ? `; ${unanswered} not at all` : ''}`,
    `  time to the whole answer: half within ${ms(p50)}, 95 % within ${ms(p95)}, 99 % within ${ms(p99)}, the longest ${ms(longest)}`,
  ].join('\n');
}
