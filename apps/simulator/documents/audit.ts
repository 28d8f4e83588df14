import { AUDIT_EVENT_TYPES, type Audit, type AuditEventType, openAudit } from '@narthex/instrumentation/audit';
import type { Step } from '../simulate.ts';
import { eventOf } from './events.ts';

/** The audit trail of a simulated service. */
export interface SimulatedAudit {
  readonly audit: Audit;
  /** Records an event for each that a counter has counted in a tick. */
  readonly follow: (steps: readonly Step[], tick: number) => void;
}

/** What happened before the service was started, so that there is a history from the first question on: an event each two minutes. */
const EARLIER = 100;
const EARLIER_EVERY_MILLISECONDS = 120_000;

/** Opens the audit trail of a service, with a history. */
export async function simulatedAudit(service: string, seed: number): Promise<SimulatedAudit> {
  let past: number | undefined;
  const began = Date.now();
  const audit = await openAudit({
    service,
    clock: {
      now: () => past ?? Date.now(),
      monotonic: () => performance.now(),
      after: () => () => undefined,
    },
  });
  const types = AUDIT_EVENT_TYPES.slice(0, 7);
  for (let index = 0; index < EARLIER; index += 1) {
    past = began - (EARLIER - index) * EARLIER_EVERY_MILLISECONDS;
    // Of each type some, and of the logins every ninth in vain.
    audit.record(eventOf(types[index % types.length] ?? 'user_login', index % 9 !== 8, seed, index, 0));
  }
  past = undefined;
  return {
    audit,
    follow: (steps, tick) => {
      for (const { series, values } of steps) {
        const type = series.labels.event_type;
        if (type === undefined || !isEventType(type)) continue;
        const count = values[0] ?? 0;
        for (let draw = 0; draw < count; draw += 1)
          audit.record(eventOf(type, !series.failing, series.key, tick, draw));
      }
    },
  };
}

function isEventType(text: string): text is AuditEventType {
  return AUDIT_EVENT_TYPES.some((type) => type === text);
}
