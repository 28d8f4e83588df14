import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunState } from '../../local/index.ts';
import { type StackCost, stackCost } from '../../stacks/cost/index.ts';
import sergas from '../../stacks/sergas.ts';
import { type LocalStack, localStack, query } from './stack.ts';

/** A prediction may be so far off. */
const tolerance = 0.15;

let stack: LocalStack;
let state: RunState;

/** Sergas as it is, at its own intervals: what is predicted is what it costs when nobody hurries. */
beforeAll(async () => {
  stack = await localStack(sergas, 16_000);
  state = await stack.start();
});

afterAll(() => stack?.remove());

/** What is predicted of the parts that this machine has programs for. */
function predicted(): StackCost {
  const gone = new Set(state.leftOut.map(({ name }) => name));
  const sources = stack.plan.sources.filter(({ job }) => job.targets.some(({ part = '' }) => !gone.has(part)));
  return stackCost({ ...stack.plan, sources });
}

/** What Prometheus says of itself now, rather than at its last scrape. */
async function own(name: string): Promise<number> {
  const text = await (await fetch(`${stack.at(9090)}/metrics`)).text();
  return [...text.matchAll(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'gm'))].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
}

async function scrapedTwice(): Promise<void> {
  for (;;) {
    const counts = await query(stack, 'min(count_over_time(up[5m]))');
    if (Number(counts[0]?.value[1]) >= 2) return;
    await sleep(1_000);
  }
}

function expectWithin(what: string, predicted: number, real: number): void {
  const said = `${what}: predicted ${predicted}, really ${real}`;
  if (process.env.SHOW_COST) process.stderr.write(`${said}\n`);
  expect(predicted, said).toBeGreaterThan(real * (1 - tolerance));
  expect(predicted, said).toBeLessThan(real * (1 + tolerance));
}

describe('the prediction for Sergas in development', () => {
  it('is what Prometheus then holds and takes in', async () => {
    const { jobs, total } = predicted();
    await scrapedTwice();

    const [began, before] = [Date.now(), await own('prometheus_tsdb_head_samples_appended_total')];
    // A multiple of every interval, so that each job is read as often as it says.
    await sleep(60_000);
    const perSecond =
      ((await own('prometheus_tsdb_head_samples_appended_total')) - before) / ((Date.now() - began) / 1_000);

    // How many cores and file systems there are is the machine's affair.
    const [node] = await query(stack, 'count({job="node"})');
    const onMachine = Number(node?.value[1] ?? 0);
    const perMachine = jobs.find(({ job }) => job === 'node');
    expectWithin(
      'series',
      total.series - (perMachine?.series ?? 0),
      (await own('prometheus_tsdb_head_series')) - onMachine,
    );
    expectWithin(
      'samples per second',
      total.samplesPerSecond - (perMachine?.samplesPerSecond ?? 0),
      perSecond - onMachine / 15,
    );
    const [application] = await query(stack, 'count({job="sergas"})');
    expectWithin('series of sergas', jobs[0]?.series ?? 0, Number(application?.value[1]));
  });
});
