import { get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessDescription } from '../description.ts';
import { split } from './ports.ts';

/** Milliseconds between two questions, and until one counts as unanswered. */
const askEvery = 40;
const answerWithin = 2_000;

/** Asks a part until it is healthy. Rejects only when the signal aborts. */
export async function waitUntilHealthy(health: ProcessDescription['health'], signal: AbortSignal): Promise<void> {
  while (!(await isHealthy(health))) await sleep(askEvery, undefined, { signal });
  signal.throwIfAborted();
}

/** Whether a part is healthy right now. */
export function isHealthy({ address, path }: Pick<ProcessDescription['health'], 'address' | 'path'>): Promise<boolean> {
  return path === undefined ? accepts(address) : answers(`http://${address}${path}`);
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { timeout: answerWithin, agent: false }, (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      resolve(statusCode >= 200 && statusCode < 300);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

function accepts(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...split(address), timeout: answerWithin });
    const answer = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}
