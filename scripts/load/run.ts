import { setTimeout as sleep } from 'node:timers/promises';

/** What to send, and where. */
export interface Load {
  readonly url: string;
  /** Asked one after the other: `/briefs`. */
  readonly paths: readonly string[];
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** What came of it. Times are in seconds, from the moment at which a request was due. */
export interface LoadResult {
  readonly due: number;
  readonly sent: number;
  /** Due, but so many were under way that it was not sent. */
  readonly heldBack: number;
  /** Without any answer. */
  readonly unanswered: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
}

/** So many may be under way: more would measure this machine. */
const mostInProgress = 1_000;
const timeoutMs = 15_000;

/**
 * Sends requests at a steady rate, whether the ones before are answered or not, as people do: a slow service gets no fewer of them. The
 * time of a request is from when it was due, so that waiting of the sender does not make the service look fast.
 */
export async function sendLoad({ url, paths, rate, seconds }: Load): Promise<LoadResult> {
  const due = Math.max(1, Math.round(rate * seconds));
  const times: number[] = [];
  const answers: Record<string, number> = {};
  const running = new Set<Promise<void>>();
  const counts = { sent: 0, heldBack: 0, unanswered: 0 };
  const began = performance.now();
  const send = async (index: number, dueAt: number) => {
    try {
      const answer = await fetch(url + paths[index % paths.length], { signal: AbortSignal.timeout(timeoutMs) });
      await answer.arrayBuffer();
      const kind = `${Math.floor(answer.status / 100)}xx`;
      answers[kind] = (answers[kind] ?? 0) + 1;
    } catch {
      counts.unanswered += 1;
    }
    times.push((performance.now() - dueAt) / 1000);
  };
  for (let index = 0; index < due; index += 1) {
    const dueAt = began + (1000 * index) / rate;
    const wait = dueAt - performance.now();
    if (wait > 1) await sleep(wait);
    if (running.size >= mostInProgress) {
      counts.heldBack += 1;
      continue;
    }
    counts.sent += 1;
    const sending: Promise<void> = send(index, dueAt).finally(() => running.delete(sending));
    running.add(sending);
  }
  await Promise.all(running);
  times.sort((a, b) => a - b);
  return {
    due,
    ...counts,
    answers,
    p50: quantileOf(times, 0.5),
    p95: quantileOf(times, 0.95),
    p99: quantileOf(times, 0.99),
    longest: times.at(-1) ?? 0,
  };
}

/** The least of some sorted times within which such a share of them lies: the nearest rank, no time that nobody measured. 0 of none. */
export function quantileOf(sorted: readonly number[], share: number): number {
  // Less what the product of two numbers in binary may be too large by: 0.07 * 100 is above 7.
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? 0;
}
