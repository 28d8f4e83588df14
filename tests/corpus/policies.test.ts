import { describe, expect, it } from 'vitest';
import { findingsAfter, findingsIn } from './findings.ts';
import { authorsPlan, isAbout, pointedAt, withMistake } from './mistake.ts';
import { policies, underPolicy } from './policies.ts';

describe.each(policies.map((each) => [JSON.stringify(each.policy), each] as const))('under the policy %s', (_, one) => {
  const plan = underPolicy(authorsPlan('production'), one);
  const foundAfter = findingsAfter(plan);

  it('the rules of its authors have nothing wrong, and those of Narthex are not asked', () => {
    expect(findingsIn(plan).map(({ code, expression }) => `${code} ${expression.where}`)).toEqual([]);
  });

  it.each(one.mistakes.map((mistake) => [mistake.finds, mistake.title, mistake] as const))(
    'one mistake has %s: %s',
    (code, _, mistake) => {
      const told = foundAfter(withMistake(plan, mistake))
        .filter(({ severity }) => code === 'NX548' || severity === 'error')
        .map((finding) => [finding.code, isAbout(finding, mistake.found ?? mistake.at), pointedAt(finding)]);
      expect(told).toEqual([[code, true, mistake.points]]);
    },
  );
});
