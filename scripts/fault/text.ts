import type { Injected } from '../../apps/index.ts';
import type { ServiceFaults } from '../commands/fault.ts';
import { table } from '../output/table.ts';
import { marks } from '../output/terminal.ts';

/** A fault that has begun, for people. */
export function injectedText(service: string, { fault, summary, moves, until }: Injected): string {
  const end =
    fault === 'crash'
      ? 'it is started again by whoever supervises it'
      : until === null
        ? `until: narthex fault ${service} --clear`
        : `until ${until}`;
  return `${service}: ${summary} (${end})\n  moves ${moves.join(', ')}`;
}

/** What a service can suffer and what it does, for people. */
export function faultsText({ service, possible, injected }: ServiceFaults): string {
  const now = new Map(injected.map((each) => [each.fault, each]));
  const rows = possible.map(({ fault, summary, moves }) => {
    const live = now.get(fault);
    const state = live === undefined ? '' : live.until === null ? 'now' : `until ${live.until}`;
    const mark = moves.length === 0 ? marks.skipped : live === undefined ? ' ' : marks.failed;
    return [mark, fault, state, moves.length === 0 ? 'it has nothing for this' : `${summary}: ${short(moves)}`];
  });
  return `${service}\n${table(['', 'fault', '', 'what goes wrong, and which metrics it moves'], rows)}`;
}

const shown = 4;

function short(names: readonly string[]): string {
  const first = names.slice(0, shown).join(', ');
  return names.length > shown ? `${first} and ${names.length - shown} more` : first;
}
