import type { Duration, Labels, RecordingRule, Stack, WatchedLevel } from '../../stacks/model/index.ts';

/** An anomaly as the rules of a stack watch for it. */
export interface WatchedAnomaly extends WatchedLevel {
  readonly name: string;
  /** How often it is evaluated. */
  readonly interval: Duration | undefined;
  /** The labels of those of its series that are known, which are the ones in its unit tests. */
  readonly series: readonly Labels[];
}

/** The anomalies that the rules of a stack watch for. */
export function watchedAnomalies({ rules: packs }: Stack): readonly WatchedAnomaly[] {
  return packs.flatMap(({ rules, interval }) =>
    rules.flatMap((rule): WatchedAnomaly[] => {
      const name = rule.labels?.anomaly;
      if (rule.kind !== 'recording' || rule.watches === undefined || name === undefined) return [];
      return [{ name, ...rule.watches, interval, series: tested(rule) }];
    }),
  );
}

function tested({ scenarios = [] }: RecordingRule): readonly Labels[] {
  const all = scenarios.flatMap(({ samples }) => samples.map(({ labels = {} }) => labels));
  return [...new Map(all.map((labels) => [JSON.stringify(labels), labels])).values()];
}
