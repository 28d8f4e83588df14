import type { Labels } from './definition.ts';
import type { CounterHandle, LabelArgument, LabelValues, ObserverHandle } from './handles.ts';

type AnyFunction = (...args: never[]) => unknown;

/**
 * Wraps a function so that every call is timed, to its end for a promise and also when it fails:
 * `trackTime(metrics.duration, { operation: 'sync' }, syncAccounts)`. Result, error and `this` pass through unchanged.
 */
export function trackTime<L extends Labels, F extends AnyFunction>(
  timer: ObserverHandle<L>,
  ...rest: [...labels: LabelArgument<L>, run: F]
): F {
  const run = rest.at(-1) as F;
  const labels = rest.slice(0, -1) as unknown as LabelArgument<L>;
  return wrapped(run, () => {
    const stop = timer.startTimer(...labels);
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
  ...rest: [keyof L] extends [never]
    ? [run: F]
    : [labels: LabelValues<L> | ((error: unknown) => LabelValues<L>), run: F]
): F {
  const run = rest.at(-1) as F;
  const given: readonly unknown[] = rest.slice(0, -1);
  const count = errors.inc as (...labels: readonly unknown[]) => void;
  return wrapped(run, () => ({
    done: () => undefined,
    failed: (error) => count(...given.map((labels) => labelsFor(labels, error))),
  }));
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
  // The wrapper takes and returns exactly what `run` does.
  return wrapper as unknown as F;
}
