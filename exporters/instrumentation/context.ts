/**
 * Labels of a request, without handing them through every call: `withLabels({ tenant: 'north' }, handle)` sets them for everything
 * that `handle` does, also after an `await`. A metric takes those that its definition declares with `perRequest`.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

type ContextLabels = Readonly<Record<string, string>>;

// One for all copies of this package in a process: the ESM and the CommonJS one, and what a hot reload has loaded anew. Made at the
// first use, because a process that never calls `withLabels` must not pay for it.
const KEY = Symbol.for('narthex.instrumentation.context');
const shared: typeof globalThis & { [KEY]?: AsyncLocalStorage<ContextLabels> } = globalThis;

/** Runs a function with these labels in its context, over those that are there already, and returns what it returns. */
export function withLabels<T>(labels: ContextLabels, run: () => T): T {
  shared[KEY] ??= new AsyncLocalStorage();
  return shared[KEY].run({ ...shared[KEY].getStore(), ...labels }, run);
}

/** The labels of the context; none outside of `withLabels`. */
export function currentLabels(): ContextLabels {
  return shared[KEY]?.getStore() ?? NONE;
}

const NONE: ContextLabels = Object.freeze({});
