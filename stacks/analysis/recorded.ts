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
    if (ready.length === 0) {
      known.push(
        ...inCircles(
          known,
          waiting.map(({ rule }) => rule),
          closed,
        ),
      );
      break;
    }
    for (const { rule } of ready) known.push(recordedBy(rule, shapeOf(rule.expr, catalog)));
    const done = new Set(ready);
    waiting = waiting.filter((each) => !done.has(each));
  }
  const catalog = catalogOf(known, closed);
  if (!closed) return catalog;
  const alerts = rules.flatMap(({ kind, name, labels, interval, expr }) =>
    kind === 'alert' ? alertSeries({ name, labels, interval, shape: shapeOf(expr, catalog) }) : [],
  );
  return catalogOf([...known, ...alerts], closed);
}

/** In a circle longer than this nobody knows what comes out. */
const rounds = 5;

/**
 * What rules record that read each other, or what such rules record. What comes out can only be made of what goes in: at first nothing
 * of the circle is there, and each round adds what follows from the one before. What is still nothing in the end, nobody knows.
 */
function inCircles(known: readonly Series[], rules: readonly RuleSource[], closed: boolean): Series[] {
  let shapes: readonly (Shape | undefined)[] = rules.map(() => undefined);
  for (let round = 0; round < rounds; round++) {
    const made = rules.flatMap((rule, index) => (shapes[index] === undefined ? [] : recordedBy(rule, shapes[index])));
    const catalog = catalogOf([...known, ...made], closed);
    shapes = rules.map(({ expr }, index) => {
      const shape = shapeOf(expr, catalog);
      return shape === undefined || shape.empty !== undefined ? shapes[index] : shape;
    });
  }
  return rules.map((rule, index) => recordedBy(rule, shapes[index]));
}

function recordedBy({ name, labels, group, interval }: RuleSource, shape: Shape | undefined): Series {
  return recordedSeries({ name, labels, group, interval, shape });
}

function shapeOf(expr: Expr | undefined, catalog: Catalog): Shape | undefined {
  return expr === undefined || isTooLong(expr) || readNames(expr).some((name) => name.startsWith('ALERTS'))
    ? undefined
    : infer(expr, catalog).of(expr);
}
