import type { Injected, Possible } from '../../apps/index.ts';
import { type Doors, faultDoors } from '../fault/door.ts';
import { cannotBreak } from '../fault/problem.ts';
import { faultsText, injectedText } from '../fault/text.ts';
import type { Terminal } from '../output/terminal.ts';
import { synthesizeOne, type UpOptions } from './up.ts';

/** Options of `narthex fault`. */
export interface FaultOptions extends Omit<UpOptions, 'target'> {
  readonly service?: string;
  readonly fault?: string;
  /** Seconds after which it ends by itself. */
  readonly seconds?: number;
  readonly clear: boolean;
  readonly list: boolean;
}

/** What a service answers to `GET /faults`. */
export interface ServiceFaults {
  readonly service: string;
  readonly possible: readonly Possible[];
  readonly injected: readonly Injected[];
}

/** Breaks a simulated service of a running stack, mends it, or shows what can be broken. Throws a `NarthexError` (NX711, NX712). */
export async function fault(options: FaultOptions, terminal: Terminal): Promise<void> {
  const { service, fault: name, clear, json } = options;
  const { plan } = await synthesizeOne(options, ['local', 'compose']);
  const doors = await faultDoors(options, plan);
  const asked = service === undefined ? doors.services : [service];
  if (clear) return clearFaults(doors, asked, name, options, terminal);
  if (options.list || service === undefined || name === undefined) {
    const all = await Promise.all(asked.map((each) => faultsOf(doors, each)));
    terminal.result(json ? JSON.stringify(all) : all.map(faultsText).join('\n\n'));
    return;
  }
  if (name === 'crash' && options.seconds !== undefined)
    throw cannotBreak('a crash does not last', 'leave out --for: whoever supervises the process starts it again');
  const body = options.seconds === undefined ? undefined : JSON.stringify({ seconds: options.seconds });
  const { status, text } = await doors.knock(service, 'POST', `/${encodeURIComponent(name)}`, body);
  if (status >= 300) throw cannotBreak(text.trim(), `see what it can suffer: narthex fault ${service} --list`);
  const injected = JSON.parse(text) as Injected;
  terminal.result(json ? JSON.stringify({ service, ...injected }) : injectedText(service, injected));
}

async function faultsOf({ knock }: Doors, service: string): Promise<ServiceFaults> {
  const { status, text } = await knock(service, 'GET', '');
  if (status !== 200) throw cannotBreak(`${service} answers ${status}: ${text.trim()}`, 'start the stack again');
  return JSON.parse(text) as ServiceFaults;
}

async function clearFaults(
  { knock }: Doors,
  services: readonly string[],
  fault: string | undefined,
  { json }: Pick<FaultOptions, 'json'>,
  terminal: Terminal,
): Promise<void> {
  for (const service of services) {
    const { status, text } = await knock(service, 'DELETE', fault === undefined ? '' : `/${encodeURIComponent(fault)}`);
    if (status !== 204) throw cannotBreak(text.trim(), `see what it suffers: narthex fault ${service} --list`);
  }
  const what = fault ?? 'fault';
  terminal.result(json ? JSON.stringify({ cleared: services }) : `${services.join(', ')}: no ${what} any more`);
}
