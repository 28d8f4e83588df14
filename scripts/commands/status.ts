import { table } from '../output/table.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { findRunning } from './running.ts';
import { synthesizeOne, type UpOptions } from './up.ts';

const fine = new Set(['healthy', 'running']);

/** Shows what runs of a stack on this machine. False if it does not run, or not all of it is well. */
export async function status(options: Omit<UpOptions, 'target'>, terminal: Terminal): Promise<boolean> {
  const { plan } = await synthesizeOne(options, ['compose']);
  const running = await findRunning(options, plan);
  const well = running.length > 0 && running.every(({ parts }) => parts.every(({ state }) => fine.has(state)));
  if (options.json) {
    terminal.result(JSON.stringify({ well, ways: running.map(({ ask: _, ...way }) => way) }));
    return well;
  }
  const { name, environment } = plan.stack;
  if (running.length === 0) terminal.result(`${name} (${environment}) does not run. Start it: narthex up ${name}`);
  for (const { way, parts, leftOut } of running) {
    terminal.result(`${name} (${environment}), ${way === 'compose' ? 'in Docker Compose' : 'as local processes'}\n`);
    terminal.result(
      table(
        ['', 'part', 'state', 'address', ''],
        parts.map(({ name, state, address, detail }) => [
          fine.has(state) ? marks.ok : marks.failed,
          name,
          state,
          address,
          detail,
        ]),
      ),
    );
    for (const [part, reason] of Object.entries(leftOut))
      terminal.result(`${marks.skipped} ${part} is left out: ${reason}`);
  }
  return well;
}
