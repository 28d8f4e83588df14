import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../promql/checks/check.ts';
import { type Changes, checks, findings } from '../../../promql/checks/examples.ts';

type Use = Partial<Usage> & { readonly kind: Usage['kind'] };

/** An expression that has to be found, and the text that is pointed at; `@annotations.summary` where it is not the expression. */
export type Found = readonly [expr: string, points: string, usage?: Use, changes?: Changes];
/** An expression of which nothing may be said. */
export type Silent = readonly [expr: string, usage?: Use, changes?: Changes];

/** Tests of one check over the catalog of the examples. */
export function table(name: string, found: readonly Found[], silent: readonly Silent[]): void {
  const check = checks.find((each) => each.name === name);
  if (check === undefined) throw new Error(`there is no check '${name}'`);
  describe(name, () => {
    const wrong = found.map(([expr, points, usage, changes]) => ({ expr, points, usage, changes }));
    it.each(wrong)('finds what is wrong: $expr, at $points, as $usage', ({ expr, points, usage, changes }) => {
      const told = findings(check, expr, usage, changes).map(({ at, span }) =>
        at === undefined ? expr.slice(span.from, span.to) : `@${at}`,
      );
      expect(told).toEqual([points]);
    });

    const well = silent.map(([expr, usage, changes]) => ({ expr, usage, changes }));
    it.each(well)('is silent: $expr, as $usage', ({ expr, usage, changes }) => {
      expect(findings(check, expr, usage, changes)).toEqual([]);
    });
  });
}

/** A use as an alert, with these texts or numbers. */
export function alert(changes: Partial<Extract<Usage, { kind: 'alert' }>> = {}): Use {
  return { kind: 'alert', ...changes };
}

/** A use as an alert with this summary. */
export function summary(text: string): Use {
  return alert({ annotations: { summary: text } });
}

/** A use as a panel over time. */
export function panel(changes: Partial<Extract<Usage, { kind: 'panel' }>> = {}): Use {
  return { kind: 'panel', ...changes };
}

/** A use as a recording rule. */
export function recording(name: string, changes: Partial<Extract<Usage, { kind: 'recording' }>> = {}): Use {
  return { kind: 'recording', name, ...changes };
}
