import { join } from 'node:path';
import { inParallel } from '../check/parallel.ts';
import type { History } from './history.ts';
import { type OpenMetricsFile, openMetricsFile, seriesText } from './open-metrics.ts';
import { instantsWithin } from './query.ts';
import { type RecordedSteps, readingReplayed, recordingLevels, replayedName, type TimedRecording } from './recorded.ts';

/** How recording rules are replayed. */
export interface Recording {
  readonly rules: readonly TimedRecording[];
  readonly steps: RecordedSteps;
  /** A folder for files. */
  readonly folder: string;
  /** Queries at a time. */
  readonly atOnce: number;
  readonly tell: (text: string) => void;
}

/**
 * Evaluates recording rules over a history and adds what they record, those first that others read. Returns what could not be done, for people.
 */
export async function record(history: History, { rules, steps, folder, atOnce, tell }: Recording): Promise<string[]> {
  const notes: string[] = [];
  const levels = recordingLevels(rules);
  for (const [index, level] of levels.entries()) {
    const path = join(folder, `recorded-${index}.txt`);
    const file = openMetricsFile(path);
    let done = 0;
    const counts = await inParallel(level, atOnce, async (recording) => {
      const written = await recordOne(history, recording, steps, file, notes);
      done += 1;
      tell(`recording rules, step ${index + 1} of ${levels.length}: ${done} of ${level.length}`);
      return written;
    });
    await file.close();
    // promtool makes nothing of a file without a sample.
    if (counts.some((count) => count > 0)) await history.add?.(path);
  }
  return notes;
}

/** Returns how many samples it has recorded. */
async function recordOne(
  history: History,
  { rule, step }: TimedRecording,
  steps: RecordedSteps,
  file: OpenMetricsFile,
  notes: string[],
): Promise<number> {
  let count = 0;
  let histograms = false;
  const failures = new Set<string>();
  const expr = readingReplayed(rule.expr.text, steps);
  for await (const part of history.ask(expr, instantsWithin(history.from, history.to, step))) {
    if ('failure' in part) {
      failures.add(part.failure);
      continue;
    }
    const seen = new Set<string>();
    for (const series of part.series) {
      const { __name__: _, ...labels } = series.labels;
      const text = seriesText(replayedName(rule.name), { ...labels, ...rule.labels });
      if (seen.has(text)) failures.add('two series have the same labels once those of the rule are added');
      if (seen.has(text)) continue;
      seen.add(text);
      histograms ||= series.histograms.length > 0;
      count += series.samples.length;
      for (const [time, value] of series.samples) await file.sample(text, value, time);
    }
  }
  for (const failure of failures)
    notes.push(`recording rule ${rule.name} could not be evaluated everywhere: ${failure}`);
  if (histograms) notes.push(`recording rule ${rule.name} makes native histograms, which cannot be replayed`);
  return count;
}
