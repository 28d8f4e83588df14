import type { Grouping } from '../batch/grouping.ts';
import { type PushTarget, pushMetrics, rendered } from '../batch/push.ts';
import { type Losses, unharmed } from '../batch/unharmed.ts';
import { type Classification, classifier } from './classify.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { testRunMetrics } from './metrics.ts';
import { recordRun, type TestRun, worked } from './record.ts';
import { tally } from './tally.ts';
import { writeTextfile } from './textfile.ts';
import { isPartial, type VitestModule, type VitestRun } from './vitest.ts';

/** What a run of tests is called, where it is told of, and how its tests are sorted. */
export interface TestRunReporterOptions extends Classification, Losses {
  /** The name of the run, as the stack declares it in `pushes`: `unit-tests`. */
  readonly run: string;
  /** The Pushgateway that it is pushed to. Without it nothing is pushed. */
  readonly pushTo?: Omit<PushTarget, 'job' | 'grouping'> & { readonly grouping?: Grouping };
  /** A file for the textfile collector of a node_exporter, ending in `.prom`. Its series carry the label `run`. */
  readonly textfile?: string;
  /**
   * Whether runs of only some tests count (a name, a file or a tag was asked for, or a shard). Default `false`: what was not
   * asked for would look as if it was gone.
   */
  readonly partial?: boolean;
}

/** A reporter for Vitest 4, in the shape that its `reporters` take. */
export interface TestRunReporter {
  onInit(vitest: VitestRun): void;
  onTestRunStart(): void;
  onCoverage(coverage: unknown): void;
  onTestRunEnd(modules: readonly VitestModule[], errors: readonly unknown[], reason: string): Promise<void>;
}

/**
 * Tells a Pushgateway, or a node_exporter, how a run of tests went:
 * `reporters: ['default', testRunReporter({ run: 'unit-tests', pushTo: { gateway } })]`.
 * Runs that are watched or interrupted are not told of. A push that is given up is a warning; the run goes on as it is.
 */
export function testRunReporter(options: TestRunReporterOptions): TestRunReporter {
  const classes = classifier(options);
  let vitest: VitestRun | undefined;
  let start = performance.now();
  let coverage: Coverage = {};
  return {
    onInit(instance) {
      vitest = instance;
    },
    onTestRunStart() {
      start = performance.now();
      coverage = {};
    },
    onCoverage(map) {
      coverage = coverageOf(map);
    },
    async onTestRunEnd(modules, errors, reason) {
      if (vitest === undefined || vitest.config.watch || reason === 'interrupted') return;
      if (isPartial(vitest) && options.partial !== true) return;
      await tell(options, {
        suites: tally(modules, vitest.config.root, classes),
        coverage,
        errors: errors.length,
        duration: (performance.now() - start) / 1000,
        ended: Date.now() / 1000,
      });
    },
  };
}

async function tell({ run, pushTo, textfile, warn, lost }: TestRunReporterOptions, told: TestRun): Promise<void> {
  const losses = { ...(warn && { warn }), ...(lost && { lost }) };
  const { lastSuccess, coverage } = testRunMetrics;
  await unharmed(async () => {
    if (pushTo === undefined) return;
    // After a failure the time of the last success has to stay.
    const mode = worked(told) ? 'replace' : 'update';
    await pushMetrics({ ...pushTo, job: run, metrics: recordRun(told).used, mode });
  }, losses);
  await unharmed(async () => {
    if (textfile === undefined) return;
    const text = Buffer.from(await rendered(recordRun(told, { run }).used)).toString('utf8');
    await writeTextfile(textfile, text, worked(told) ? [] : [lastSuccess.name, coverage.name]);
  }, losses);
}
