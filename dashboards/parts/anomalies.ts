import { PromqlError, tryParse, walk } from '../../promql/index.ts';
import type { Duration, RecordingRule, Stack } from '../../stacks/model/index.ts';

/** An anomaly as the rules of a stack watch for it. */
export interface WatchedAnomaly {
  readonly name: string;
  /** Labels that tell the series of its level apart. */
  readonly labels: readonly string[];
  /** How often it is evaluated. */
  readonly interval: Duration | undefined;
}

/** The anomalies that the rules of a stack watch for: whatever is recorded as `anomaly:level`. */
export function watchedAnomalies({ rules: packs }: Stack): readonly WatchedAnomaly[] {
  return packs.flatMap(({ rules, interval }) =>
    rules.flatMap((rule): WatchedAnomaly[] => {
      const name = rule.labels?.anomaly;
      if (rule.kind !== 'recording' || rule.name !== 'anomaly:level' || name === undefined) return [];
      return [{ name, labels: keptLabels(rule), interval }];
    }),
  );
}

/** The labels that the outermost aggregation keeps; none where it is not clear. */
function keptLabels({ expr }: RecordingRule): readonly string[] {
  const tree = tryParse(expr.text);
  if (tree instanceof PromqlError) return [];
  const outermost = walk(tree).find((part) => part.kind === 'AggregateExpr');
  return outermost === undefined || outermost.without ? [] : outermost.grouping.map(({ name }) => name);
}
