import { describe, expect, it } from 'vitest';
import { checks } from '../../promql/checks/examples.ts';
import type { ExpressionFinding } from '../../stacks/analysis/index.ts';
import { findingsAfter, findingsIn } from './findings.ts';
import { authorsPlan, isAbout, type Mistake, pointedAt, withMistake } from './mistake.ts';
import { mistakes } from './mistakes.ts';
import { policies } from './policies.ts';

const environments = ['development', 'production'] as const;

/** Each mistake is put into one of the environments, by turns: what they keep and where they run differs, the rules do not. */
const cases = mistakes.map((mistake, index) => ({
  mistake,
  environment: index % 2 === 0 ? environments[0] : environments[1],
}));

describe.each(environments)('Sergas with the rules of its authors, in %s', (environment) => {
  const plan = authorsPlan(environment);
  const foundAfter = findingsAfter(plan);

  it('has nothing wrong', () => {
    const told = findingsIn(plan).map(({ code, message, expression: { where } }) => ({ code, message, where }));
    expect(told).toEqual([]);
  });

  const mine = cases.filter((each) => each.environment === environment);
  it.each(mine.map(({ mistake }) => [mistake.finds, mistake.title, mistake] as const))(
    'and one mistake has %s: %s',
    (code, _, mistake) => {
      const found = foundAfter(withMistake(plan, mistake));
      // What misleads besides is no second mistake; beside a mere warning nothing else may be found.
      const isWarning = found.find((finding) => finding.code === code)?.severity === 'warning';
      const told = found
        .filter(({ severity }) => isWarning || severity === 'error')
        .map((finding) => ({
          code: finding.code,
          where: isAbout(finding, mistake.found ?? mistake.at) ? 'there' : finding.expression.where,
          points: pointedAt(finding),
        }));
      expect(told).toEqual(expectedOf(mistake, code));
    },
  );
});

describe('what is found by looking only where a mistake reaches', () => {
  // All of them would take as long as all other tests.
  const some = cases.filter((_, index) => index % 15 === 0);

  const after = {
    development: findingsAfter(authorsPlan('development')),
    production: findingsAfter(authorsPlan('production')),
  };

  it.each(some.map((one) => [one.mistake.finds, one.mistake.title, one] as const))(
    'is what the whole check finds: %s: %s',
    (_, __, { mistake, environment }) => {
      const changed = withMistake(authorsPlan(environment), mistake);
      const told = (findings: readonly ExpressionFinding[]) =>
        findings.map(({ expression, ...finding }) => [expression.where, finding]);
      expect(new Set(told(after[environment](changed)))).toEqual(new Set(told(findingsIn(changed))));
    },
  );
});

function expectedOf({ points, also = [] }: Mistake, code: string) {
  return [{ code, where: 'there', points }, ...also];
}

describe('the corpus', () => {
  it('is large enough, and has no mistake twice', () => {
    const titles = mistakes.map(({ finds, title }) => `${finds} ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThanOrEqual(380);
  });

  it.each(checks)('has three mistakes at least for $name', ({ code }) => {
    const all = [...mistakes, ...policies.flatMap((one) => one.mistakes)];
    expect(all.filter(({ finds }) => finds === code).length).toBeGreaterThanOrEqual(3);
  });
});
