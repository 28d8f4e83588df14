import {
  alertSeries,
  type Catalog,
  catalogOf,
  type Expr,
  infer,
  recordedSeries,
  type Series,
  type Shape,
} from '../../promql/index.ts';
import { readNames } from './reads.ts';
import { isTooLong } from './too-long.ts';

/** A rule, as far as it says what series it makes. */
export interface RuleSource {
  readonly kind: 'alert' | 'recording';
  /** Of the alert, or of the series. */
  readonly name: string;
  /** Those that the rule itself sets. */
  readonly labels: Readonly<Record<string, string>>;
  readonly group: string;
  /** How often its group is evaluated, in seconds. */
  readonly interval: number;
  /** `undefined` where Prometheus would refuse it, which a check says elsewhere. */
  readonly expr: Expr | undefined;
}

/**
 * Adds what rules record to series, each typed by its expression unless that is too long, a rule after those that it reads; then what Prometheus writes about
 * alerts, if nothing else is there (`closed`): otherwise there may be alerts that nobody knows.
 */
export function withRules(scraped: readonly Series[], rules: readonly RuleSource[], closed: boolean): Catalog {
  const known: Series[] = [...scraped];
  let waiting = rules.flatMap((rule) =>
    rule.kind === 'recording' ? [{ rule, reads: rule.expr === undefined ? [] : readNames(rule.expr) }] : [],
  );
  while (waiting.length > 0) {
    const catalog = catalogOf(known, closed);
    const open = new Set(waiting.map(({ rule }) => rule.name));
    const ready = waiting.filter(({ reads }) => reads.every((name) => !open.has(name)));
    // Rules that read each other: nobody knows what comes out, so nothing is said of them.
    const batch = new Set(ready.length > 0 ? ready : waiting);
    for (const { rule } of batch) {
      const shape = ready.length > 0 ? shapeOf(rule.expr, catalog) : undefined;
      const { name, labels, group, interval } = rule;
      known.push(recordedSeries({ name, labels, group, interval, shape }));
    }
    waiting = waiting.filter((each) => !batch.has(each));
  }
  const catalog = catalogOf(known, closed);
  if (!closed) return catalog;
  const alerts = rules.flatMap(({ kind, name, labels, interval, expr }) =>
    kind === 'alert' ? alertSeries({ name, labels, interval, shape: shapeOf(expr, catalog) }) : [],
  );
  return catalogOf([...known, ...alerts], closed);
}

function shapeOf(expr: Expr | undefined, catalog: Catalog): Shape | undefined {
  return expr === undefined || isTooLong(expr) || readNames(expr).some((name) => name.startsWith('ALERTS'))
    ? undefined
    : infer(expr, catalog).of(expr);
}
