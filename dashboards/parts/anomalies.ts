import type { Duration, Stack, WatchedLevel } from '../../stacks/model/index.ts';

/** An anomaly as the rules of a stack watch for it. */
export interface WatchedAnomaly extends WatchedLevel {
  readonly name: string;
  /** How often it is evaluated. */
  readonly interval: Duration | undefined;
}

/** The anomalies that the rules of a stack watch for. */
export function watchedAnomalies({ rules: packs }: Stack): readonly WatchedAnomaly[] {
  return packs.flatMap(({ rules, interval }) =>
    rules.flatMap((rule): WatchedAnomaly[] => {
      const name = rule.labels?.anomaly;
      if (rule.kind !== 'recording' || rule.watches === undefined || name === undefined) return [];
      return [{ name, ...rule.watches, interval }];
    }),
  );
}
