import { describe, expect, it } from 'vitest';
import { checks } from '../../promql/checks/examples.ts';
import { authorsPlan, findingsIn, isAbout, type Mistake, pointedAt, withMistake } from './mistake.ts';
import { mistakes } from './mistakes.ts';

const environments = ['development', 'production'] as const;

/** Each mistake is put into one of the environments, by turns: what they keep and where they run differs, the rules do not. */
const cases = mistakes.map((mistake, index) => ({ mistake, environment: environments[index % environments.length] }));

describe.each(environments)('Sergas with the rules of its authors, in %s', (environment) => {
  const plan = authorsPlan(environment);

  it('has nothing wrong', () => {
    const told = findingsIn(plan).map(({ code, message, expression: { where } }) => ({ code, message, where }));
    expect(told).toEqual([]);
  });

  const mine = cases.filter((each) => each.environment === environment);
  it.each(mine.map(({ mistake }) => [mistake.finds, mistake.title, mistake] as const))(
    'and one mistake has %s: %s',
    (code, _, mistake) => {
      const found = findingsIn(withMistake(plan, mistake));
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

function expectedOf({ points, also = [] }: Mistake, code: string) {
  return [{ code, where: 'there', points }, ...also];
}

describe('the corpus', () => {
  it('is large enough, and has no mistake twice', () => {
    const titles = mistakes.map(({ finds, title }) => `${finds} ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThanOrEqual(240);
  });

  it.each(checks)('has three mistakes at least for $name', ({ code }) => {
    expect(mistakes.filter(({ finds }) => finds === code).length).toBeGreaterThanOrEqual(3);
  });
});
