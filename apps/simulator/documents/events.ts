import type { AuditEntry, AuditEventType } from '@narthex/instrumentation/audit';
import { noise } from '../random.ts';

/** What events of a type are about: what is done to what, and what else is told. */
interface EventKind {
  readonly resource: string;
  readonly action: string;
  readonly details: readonly Readonly<Record<string, string | number>>[];
  readonly failure: string;
}

/** The events of the services of Person.ai, by their type. */
const KINDS: Readonly<Partial<Record<AuditEventType, EventKind>>> = {
  user_login: {
    resource: 'auth_system',
    action: 'login',
    details: [{ ip_address: '192.168.1.100' }, { ip_address: '192.168.1.101' }, { ip_address: '10.0.7.12' }],
    failure: 'wrong password',
  },
  brief_created: {
    resource: 'daily_brief',
    action: 'create',
    details: [{ sections: 4 }, { sections: 5 }, { sections: 7 }],
    failure: 'a section is missing',
  },
  integration_connected: {
    resource: 'integration',
    action: 'connect',
    details: [{ integration: 'gmail' }, { integration: 'slack' }, { integration: 'quickbooks' }],
    failure: 'consent was refused',
  },
  content_generated: {
    resource: 'content',
    action: 'generate',
    details: [{ words: 120 }, { words: 340 }, { words: 610 }],
    failure: 'the language model did not answer',
  },
  audio_generated: {
    resource: 'audio',
    action: 'generate',
    details: [{ duration_seconds: 45 }, { duration_seconds: 90 }, { duration_seconds: 180 }],
    failure: 'the voice did not answer',
  },
  message_delivered: {
    resource: 'message',
    action: 'deliver',
    details: [{ channel: 'slack' }, { channel: 'email' }, { channel: 'sms' }],
    failure: 'the channel refused the message',
  },
  error_occurred: {
    resource: 'worker',
    action: 'process',
    details: [{ attempt: 1 }, { attempt: 2 }],
    failure: 'no answer within 10 s',
  },
};

/** An event of a type, made up: the same numbers give the same event. */
export function eventOf(type: AuditEventType, succeeded: boolean, key: number, tick: number, draw: number): AuditEntry {
  const { resource, action, details, failure } = KINDS[type] ?? {
    resource: type,
    action: type,
    details: [{}],
    failure: 'it failed',
  };
  const pick = (many: number, of: number) => Math.floor(noise(key, tick, 10 * draw + of) * many);
  const success = succeeded && type !== 'error_occurred';
  return {
    type,
    user: `user_${100 + pick(900, 0)}`,
    resource: resource === 'auth_system' ? resource : `${resource}_${1 + pick(5_000, 1)}`,
    action,
    details: { ...details[pick(details.length, 2)], ...(!success && { error: failure }) },
    success,
  };
}
