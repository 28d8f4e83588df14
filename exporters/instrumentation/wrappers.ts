/**
 * Functions that are timed and whose errors are counted: `trackTime` and `countErrors` wrap a function, or decorate a method of a class
 * when they are given none.
 */
import type { Labels } from './definition.ts';
import type { CounterHandle, LabelArgument, LabelValues, ObserverHandle } from './handles.ts';

type AnyFunction = (...args: never[]) => unknown;

/** A decorator of methods by the standard (TC39, stage 3), not by TypeScript's `experimentalDecorators`. */
export type MethodDecorator = <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext) => F;

/** The labels that count an error: fixed, or made from the error. */
type ErrorLabels<L extends Labels> = LabelValues<L> | ((error: unknown) => LabelValues<L>);

/**
 * Wraps a function so that every call is timed, to its end for a promise and also when it fails:
 * `trackTime(metrics.duration, { operation: 'sync' }, syncAccounts)`. Result, error and `this` pass through unchanged;
 * of a promise, what comes of it.
 */
export function trackTime<L extends Labels, F extends AnyFunction>(
  timer: ObserverHandle<L>,
  ...rest: [...labels: LabelArgument<L>, run: F]
): F;
/** Decorates a method the same way: `@trackTime(metrics.duration, { operation: 'sync' }) async syncAccounts() {}`. */
export function trackTime<L extends Labels>(timer: ObserverHandle<L>, ...labels: LabelArgument<L>): MethodDecorator;
export function trackTime(timer: ObserverHandle, ...rest: readonly unknown[]): AnyFunction | MethodDecorator {
  const { given, run } = argumentsOf('trackTime', timer, rest);
  const start = timer.startTimer as (...labels: readonly unknown[]) => () => number;
  return wrapOrDecorate(run, () => {
    const stop = start(...given);
    return { done: stop, failed: stop };
  });
}

/**
 * Wraps a function so that every throw and every rejected promise is counted, and then goes on to the caller:
 * `countErrors(metrics.errors, (error) => ({ kind: kindOf(error) }), syncAccounts)`. The labels are fixed or a function
 * of the error; where that function throws itself, the error is counted under `__other__`.
 */
export function countErrors<L extends Labels, F extends AnyFunction>(
  errors: CounterHandle<L>,
  ...rest: [keyof L] extends [never] ? [run: F] : [labels: ErrorLabels<L>, run: F]
): F;
/** Decorates a method the same way: `@countErrors(metrics.errors, { kind: 'sync' }) async syncAccounts() {}`. */
export function countErrors<L extends Labels>(
  errors: CounterHandle<L>,
  ...labels: [keyof L] extends [never] ? [] : [labels: ErrorLabels<L>]
): MethodDecorator;
export function countErrors(errors: CounterHandle, ...rest: readonly unknown[]): AnyFunction | MethodDecorator {
  const { given, run } = argumentsOf('countErrors', errors, rest);
  const count = errors.inc as (...labels: readonly unknown[]) => void;
  return wrapOrDecorate(run, () => ({
    done: () => undefined,
    failed: (error) => count(...given.map((labels) => labelsFor(labels, error))),
  }));
}

/** A metric with labels is given them first; what stands behind is the function, if there is one. */
function argumentsOf(
  caller: string,
  handle: CounterHandle | ObserverHandle | undefined,
  rest: readonly unknown[],
): { readonly given: readonly unknown[]; readonly run: AnyFunction | undefined } {
  // From code without types, or a class that is made before the metrics are.
  if (handle?.labelNames === undefined) {
    throw new TypeError(
      `${caller} was given no metric. Define it with defineMetrics and call instrument before: a decorator runs when its class is made.`,
    );
  }
  const labels = handle.labelNames.length > 0 ? 1 : 0;
  const [run] = rest.slice(labels);
  return { given: rest.slice(0, labels), run: typeof run === 'function' ? (run as AnyFunction) : undefined };
}

function wrapOrDecorate(run: AnyFunction | undefined, begin: () => Watch): AnyFunction | MethodDecorator {
  if (run !== undefined) return wrapped(run, begin);
  return (method: AnyFunction, context: ClassMethodDecoratorContext) => {
    if (context?.kind === 'method') return wrapped(method, begin);
    throw new TypeError(
      'trackTime and countErrors decorate methods by the standard. Remove "experimentalDecorators" from tsconfig.json, or wrap the function.',
    );
  };
}

function labelsFor(labels: unknown, error: unknown): unknown {
  if (typeof labels !== 'function') return labels;
  try {
    return labels(error);
  } catch {
    return {};
  }
}

interface Watch {
  readonly done: () => unknown;
  readonly failed: (error: unknown) => unknown;
}

function wrapped<F extends AnyFunction>(run: F, begin: () => Watch): F {
  const wrapper = function (this: unknown, ...args: never[]): unknown {
    const watch = begin();
    let result: unknown;
    try {
      result = run.apply(this, args);
    } catch (error) {
      watch.failed(error);
      throw error;
    }
    if (!(result instanceof Promise)) {
      watch.done();
      return result;
    }
    return result.then(
      (value: unknown) => {
        watch.done();
        return value;
      },
      (error: unknown) => {
        watch.failed(error);
        throw error;
      },
    );
  };
  // The name stays, for stack traces and for what reads the names of handlers.
  Object.defineProperty(wrapper, 'name', { value: run.name, configurable: true });
  // The wrapper takes and returns exactly what `run` does.
  return wrapper as unknown as F;
}
