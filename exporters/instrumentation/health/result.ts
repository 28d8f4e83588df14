/** What the answer of a check means, or what it throws. */
import { wordsOf } from '../error-words.ts';
import { redactText } from '../redact.ts';
import { type KnownStatus, SEVERITY } from './status.ts';

/** What one run of a check came to. */
export interface CheckResult {
  readonly status: KnownStatus;
  /** What is wrong, or worth knowing; without secrets and addresses. */
  readonly message?: string;
  /** When it was known, in milliseconds since 1970. */
  readonly at: number;
  /** How long it took. */
  readonly seconds: number;
  /** There was no answer within the time of the check. */
  readonly timedOut: boolean;
}

/** A status with the words that go with it. */
export interface Verdict {
  readonly status: KnownStatus;
  readonly message?: string;
}

/** What an answer means. One that is none of the promised kinds is unhealthy, and says so. */
export function verdictOf(answer: unknown): Verdict {
  if (answer === undefined || answer === true) return { status: 'healthy' };
  if (answer === false) return { status: 'unhealthy', message: 'the check answered false' };
  const status = typeof answer === 'object' && answer !== null && 'status' in answer ? answer.status : answer;
  if (!isKnown(status))
    return { status: 'unhealthy', message: `the check answered ${shown(status)}, which is no status` };
  const message = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : undefined;
  return message === undefined ? { status } : { status, message: clean(message) };
}

/** What something thrown means: unhealthy, in the words of its innermost cause. */
export function failureOf(error: unknown): Verdict {
  return { status: 'unhealthy', message: clean(wordsOf(error)) };
}

const LONGEST_MESSAGE = 300;

/** A message that may be shown. It is cut after its secrets are gone, because half a secret would not be recognised. */
function clean(message: unknown): string {
  return redactText(String(message).trim(), LONGEST_MESSAGE);
}

function isKnown(status: unknown): status is KnownStatus {
  return typeof status === 'string' && Object.hasOwn(SEVERITY, status);
}

/** A value of any kind in a few words. */
function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : `a value of type ${typeof value}`;
}
