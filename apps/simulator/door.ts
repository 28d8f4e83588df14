import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { bodyLimit } from 'hono/body-limit';
import { isFaultName } from './faults/kinds.ts';
import type { Faults } from './faults/ongoing.ts';
import { type Fault, parseFaults } from './faults.ts';
import type { SimulatorSpec } from './spec.ts';

type Refusal = 'unauthorized' | 'too_large' | 'invalid' | 'impossible';

/** Why a request was refused, by the status of its answer. */
const REFUSALS: Readonly<Record<number, Refusal>> = {
  400: 'invalid',
  401: 'unauthorized',
  404: 'impossible',
  409: 'impossible',
  413: 'too_large',
};

/** What the door opens. */
export interface Behind {
  readonly spec: SimulatorSpec;
  readonly faults: Faults;
  readonly tick: () => number;
  /** Single series that are given values. */
  readonly overrides: { get: () => readonly Fault[]; set: (faults: readonly Fault[]) => void };
  /** Told of each fault that begins or is ended, for the audit trail. */
  readonly note: (
    type: 'fault_injected' | 'fault_removed',
    fault: string,
    details?: Readonly<Record<string, unknown>>,
  ) => void;
  /** Ends the process as a crash does. */
  readonly crash: () => void;
}

const MOST_BYTES = 64 * 1024;
/** A day: nobody remembers a fault of last week. */
const MOST_SECONDS = 86_400;
const CRASH_AFTER_MILLISECONDS = 50;

/**
 * The door of whoever knows the token: `GET /faults` tells what can go wrong and what does, `POST /faults/<fault>` begins one, `DELETE` ends
 * it or all of them. `PUT /faults` gives values to single series.
 */
export function faultDoor(token: string, { spec, faults, tick, overrides, note, crash }: Behind): Hono {
  const door = new Hono();
  const refusals: Record<Refusal, number> = { unauthorized: 0, too_large: 0, invalid: 0, impossible: 0 };
  door.use(async (c, next) => {
    await next();
    const why = REFUSALS[c.res.status];
    if (why !== undefined) refusals[why] += 1;
  });
  // A header that is not even a bearer token is as good as none.
  door.use(async (c, next) => {
    if (/^Bearer [\w.~+/-]+=*$/.test(c.req.header('authorization') ?? '')) return next();
    return c.text('Give the token: Authorization: Bearer …\n', 401, { 'www-authenticate': 'Bearer' });
  });
  door.use(bearerAuth({ token }));
  door.use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text(`At most ${MOST_BYTES} bytes.\n`, 413) }));

  door.get('/', (c) =>
    c.json({
      service: spec.service,
      possible: faults.possible,
      injected: faults.injected(),
      overrides: overrides.get(),
      refused: refusals,
    }),
  );
  door.put('/', async (c) => {
    try {
      overrides.set(parseFaults(await c.req.json(), spec));
    } catch (error) {
      return c.text(error instanceof Error ? error.message : String(error), 400);
    }
    return c.json(overrides.get());
  });
  door.delete('/', (c) => {
    overrides.set([]);
    for (const { fault } of faults.injected()) note('fault_removed', fault);
    faults.end();
    return c.body(null, 204);
  });
  door.post('/:fault', async (c) => {
    const name = c.req.param('fault');
    const names = faults.possible.map(({ fault }) => fault).join(', ');
    if (!isFaultName(name)) return c.text(`There is no such fault. There are ${names}.`, 404);
    const { seconds, problem } = secondsIn(await c.req.text());
    if (problem !== undefined) return c.text(problem, 400);
    if (faults.possible.find(({ fault }) => fault === name)?.moves.length === 0)
      return c.text(`${spec.service} has no metric that ${name} would move.`, 409);
    const begun = faults.begin(name, tick(), name === 'crash' ? 1 : seconds);
    note('fault_injected', name, { until: begun.until, moves: begun.moves });
    if (name !== 'crash') return c.json(begun);
    setTimeout(crash, CRASH_AFTER_MILLISECONDS);
    return c.json(begun, 202);
  });
  door.delete('/:fault', (c) => {
    const name = c.req.param('fault');
    if (isFaultName(name) && faults.end(name)) {
      note('fault_removed', name);
      return c.body(null, 204);
    }
    return c.text(`${spec.service} does not suffer from this.`, 404);
  });
  return door;
}

/** The `seconds` of a body, which may be left out. */
function secondsIn(text: string): { readonly seconds?: number; readonly problem?: string } {
  if (text.trim() === '') return {};
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { problem: 'The body is no JSON.' };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return { problem: 'Give an object: { "seconds": 300 }.' };
  if (!('seconds' in content)) return {};
  const { seconds } = content;
  if (typeof seconds === 'number' && seconds > 0 && seconds <= MOST_SECONDS) return { seconds };
  return { problem: `seconds: give a number above 0 and at most ${MOST_SECONDS}, or leave it out.` };
}
