import { describe, expect, it } from 'vitest';
import { labelSets, type Subject } from '../../bench/instrumentation/subject.ts';
import { subjects } from '../../bench/instrumentation/subjects.ts';

/** Processor time of some work in microseconds, the least of five: everything else on the machine only adds. */
async function timeOf(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round += 1) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    // The first round compiles.
    if (round > 0) least = Math.min(least, user + system);
  }
  return least;
}

/** The same work with ours and with prom-client, as a ratio: milliseconds differ from machine to machine, ratios hardly. */
async function shareOfPromClient(prepare: (subject: Subject) => () => unknown): Promise<number> {
  const ours = await timeOf(prepare(await subjects.narthex()));
  return ours / (await timeOf(prepare(await subjects['prom-client']())));
}

const sets = labelSets(400);
const [one] = sets;

describe('next to prom-client', () => {
  it('a counter that is held costs at most a tenth', async () => {
    const share = await shareOfPromClient((subject) => {
      if (one === undefined) throw new Error('no label set');
      const held = subject.counter('calls_total').hold(one);
      return () => {
        for (let at = 0; at < 300_000; at += 1) held();
      };
    });
    expect(share).toBeLessThan(0.1);
  });

  it('labels that are given each time cost at most half, for a counter and a histogram', async () => {
    const share = await shareOfPromClient((subject) => {
      const counter = subject.counter('calls_total');
      const histogram = subject.histogram('calls_seconds');
      return () => {
        for (let round = 0; round < 200; round += 1) {
          for (const labels of sets) {
            counter.inc(labels);
            histogram.observe(labels, 0.3);
          }
        }
      };
    });
    expect(share).toBeLessThan(0.5);
  });

  it('a scrape costs at most half', async () => {
    const share = await shareOfPromClient((subject) => {
      const counter = subject.counter('calls_total');
      for (const labels of labelSets(10_000)) counter.inc(labels);
      return () => subject.render();
    });
    expect(share).toBeLessThan(0.5);
  });

  it('every library under test records the same, so that what is compared is the same work', async () => {
    const bytes = await Promise.all(
      Object.values(subjects).map(async (start) => {
        const subject = await start();
        const counter = subject.counter('calls_total');
        const histogram = subject.histogram('calls_seconds');
        for (const labels of sets) {
          counter.inc(labels);
          histogram.observe(labels, 0.3);
        }
        return subject.render();
      }),
    );
    // 400 counters, and 400 histograms of twelve buckets, a sum and a count; OpenTelemetry writes more on each line.
    for (const size of bytes) expect(size / (400 * 15)).toBeGreaterThan(50);
    for (const size of bytes) expect(size / (400 * 15)).toBeLessThan(160);
  });
});
