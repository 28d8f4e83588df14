/** One request to the Pushgateway, tried again while there is time and sense in it. */
import { type Duration, durationOf, inWords } from '../duration.ts';
import { wordsOf } from '../error-words.ts';

/** Why a push or a deletion was given up. */
export type LossReason =
  /** Something is wrong on this side: the address, a secret that cannot be read, metrics that cannot be rendered. */
  | 'invalid'
  /** The Pushgateway, or a proxy before it, does not take it and would not the next time either. */
  | 'refused'
  /** It answers with errors of its own. */
  | 'failing'
  /** No connection, or one that broke. */
  | 'unreachable'
  /** No answer in time. */
  | 'timeout';

/** A push or deletion that was given up. `status` is the last answer, if there was one. */
export class PushError extends Error {
  override readonly name = 'PushError';
  readonly reason: LossReason;
  readonly attempts: number;
  readonly status: number | undefined;

  constructor(message: string, facts: { reason: LossReason; attempts: number; status?: number | undefined }) {
    super(message);
    this.reason = facts.reason;
    this.attempts = facts.attempts;
    this.status = facts.status;
  }
}

/** How long it is tried. */
export interface Patience {
  /** For all attempts together. Default `10s`. */
  readonly deadline?: Duration;
  /** For one attempt. Default `3s`. */
  readonly attemptTimeout?: Duration;
  /** The longest wait before the second attempt; it doubles with each, up to 5 seconds. Default `250ms`. */
  readonly firstWait?: Duration;
}

/** The same in milliseconds, with everything filled in. */
export type ResolvedPatience = Readonly<Record<keyof Patience, number>>;

/** Fills in what is left out. Throws an Error for text that is no duration. */
export function resolvePatience({
  deadline = '10s',
  attemptTimeout = '3s',
  firstWait = '250ms',
}: Patience): ResolvedPatience {
  return {
    deadline: durationOf('deadline', deadline),
    attemptTimeout: durationOf('attemptTimeout', attemptTimeout),
    firstWait: durationOf('firstWait', firstWait),
  };
}

/** A request as it goes out. */
export interface PushRequest {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

const LONGEST_WAIT = 5_000;
/** So much of an answer that says why is worth reading. */
const LONGEST_ANSWER = 2_000;

interface Failure {
  readonly reason: LossReason;
  readonly why: string;
  readonly status?: number;
  readonly again: boolean;
}

/**
 * Sends it until it is taken. What is not taken for a reason that may pass (no connection, no answer, 429, 5xx) is sent
 * again after a random wait that grows, so that a hundred jobs that end together do not come back together. All three
 * methods may be repeated: they say what shall be there, not what is to be added. Throws a {@link PushError}.
 */
export async function send(request: PushRequest, patience: ResolvedPatience): Promise<void> {
  const { deadline, attemptTimeout, firstWait } = patience;
  const end = performance.now() + deadline;
  let before: Failure | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const left = end - performance.now();
    const last = await once(request, Math.ceil(Math.max(1, Math.min(attemptTimeout, left))));
    if (last === undefined) return;
    // An attempt that our own deadline cut short says less than the one before it.
    const failure = last.reason === 'timeout' && left < attemptTimeout ? (before ?? last) : last;
    before = failure;
    // Full jitter: anywhere up to the bound.
    const wait = Math.random() * Math.min(LONGEST_WAIT, firstWait * 2 ** (attempt - 1));
    if (!failure.again || performance.now() + wait >= end) throw lost(request, failure, attempt);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function once({ method, url, headers, body }: PushRequest, timeout: number): Promise<Failure | undefined> {
  const signal = AbortSignal.timeout(timeout);
  try {
    // A redirect would carry the credentials elsewhere, and turn a PUT into a GET.
    const answer = await fetch(url, { method, headers, signal, redirect: 'manual', ...(body && { body }) });
    const text = await firstOf(answer);
    return answer.ok ? undefined : judged(answer.status, text);
  } catch (error) {
    if (signal.aborted) {
      return { reason: 'timeout', why: `no answer within ${inWords(timeout)}`, again: true };
    }
    return { reason: 'unreachable', why: wordsOf(error), again: true };
  }
}

function judged(status: number, text: string): Failure {
  const why = `it answered ${status}${text === '' ? '' : `: ${text}`}`;
  if (status >= 500) return { reason: 'failing', why, status, again: true };
  if (status === 429 || status === 408) return { reason: 'refused', why, status, again: true };
  return { reason: 'refused', why, status, again: false };
}

/** The beginning of an answer as one line; the rest is thrown away. */
async function firstOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= LONGEST_ANSWER) break;
  }
  return text.slice(0, LONGEST_ANSWER).replaceAll(/\s+/g, ' ').trim();
}

function lost({ method, url }: PushRequest, { reason, why, status }: Failure, attempts: number): PushError {
  const times = attempts === 1 ? 'once' : `${attempts} times`;
  return new PushError(`${method} ${url} was tried ${times}: ${why}.`, { reason, attempts, status });
}
