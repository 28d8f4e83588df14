/**
 * What is read of Vitest 4. Only the shape counts: this package imports nothing, and a test compares it with the types of
 * Vitest itself.
 */

/** The instance that runs the tests. */
export interface VitestRun {
  readonly config: {
    readonly root: string;
    readonly watch: boolean;
    readonly testNamePattern?: RegExp | undefined;
    readonly tagsFilter?: readonly string[] | undefined;
    readonly shard?: object | undefined;
    readonly changed?: boolean | string | undefined;
    readonly related?: readonly string[] | undefined;
  };
  /** What stands after `vitest run`. */
  readonly filenamePattern?: readonly string[] | undefined;
}

/** An error, as far as it is sorted by. */
export interface VitestError {
  readonly message: string;
}

/** A file of tests that was run. */
export interface VitestModule {
  readonly moduleId: string;
  readonly project: { readonly name: string };
  readonly children: {
    allTests(): Iterable<VitestCase>;
    allSuites(): Iterable<{ errors(): readonly VitestError[] }>;
  };
  errors(): readonly VitestError[];
}

/** A test. */
export interface VitestCase {
  readonly tags: readonly string[];
  result(): { readonly state: string; readonly errors?: readonly VitestError[] | undefined };
  diagnostic(): { readonly duration: number; readonly retryCount: number; readonly flaky: boolean } | undefined;
  meta(): object;
}

/** Whether only some of the tests were asked for: what is not among them did not disappear. */
export function isPartial({ config, filenamePattern }: VitestRun): boolean {
  const { testNamePattern, tagsFilter, shard, changed, related } = config;
  return (
    testNamePattern !== undefined ||
    shard !== undefined ||
    (changed !== undefined && changed !== false) ||
    [tagsFilter, related, filenamePattern].some((each) => each !== undefined && each.length > 0)
  );
}
