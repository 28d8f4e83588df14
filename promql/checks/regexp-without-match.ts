import { accepts } from '../infer/matcher.ts';
import { otherSpelling, writesFloats } from '../infer/number-label.ts';
import { unknownNameFix } from '../nearest.ts';
import type { Check } from './check.ts';
import { list, regexpMatchers, selectorName } from './support.ts';

/** NX516 */
export const regexpWithoutMatch: Check = {
  code: 'NX516',
  name: 'regexp-without-match',
  severity: 'error',
  title: 'A regular expression that matches no value, or a part of it that never does.',
  why: 'Regular expressions in Prometheus match the whole value: `5..` finds `503` and not `5xx`, `api` does not find `api-2`. What is meant to select, selects nothing; what is meant to leave out, leaves nothing out.',
  bad: [
    { expr: 'http_requests_total{status_code=~"5[0-9]{2}"}', says: "'5xx'" },
    { expr: 'http_requests_total{method=~"GET|PUT"}', says: "'PUT'" },
    { expr: 'up{job!~"nodes?_exporter"}', says: 'leaves nothing out' },
  ],
  good: [{ expr: 'http_requests_total{status_code=~"4xx|5xx"}' }, { expr: 'http_requests_total{route=~"/api/.*"}' }],
  *run(context) {
    const { text, environment } = context;
    for (const { selector, matcher, series } of regexpMatchers(context)) {
      const { name, operator, value, valueSpan } = matcher;
      const facts = series.flatMap(({ labels }) => labels.get(name) ?? []);
      if (facts.length === 0 || facts.some(({ values }) => values === undefined)) continue;
      const known = [...new Set(facts.flatMap(({ values }) => [...(values ?? [])]))].sort();
      const matches = accepts({ ...matcher, operator: '=~' });
      if (matches === undefined) continue;
      const optional = facts.length < series.length || facts.some(({ always }) => !always);
      const respelt =
        !writesFloats(environment.version) && alternatives(value).some((each) => otherSpelling(name, each, known));
      if (!known.some(matches) && !respelt && !(matches('') && optional)) {
        const effect = operator === '=~' ? 'matches none of its values' : 'leaves nothing out';
        yield {
          span: valueSpan,
          message: `"${value}" ${effect}: the label '${name}' of '${selectorName(selector, text)}' is ${list(known)}`,
          fix: 'write the values that are meant; a regular expression has to match the whole value',
        };
        continue;
      }
      const plain = alternatives(value);
      // `1|1.0` is for both: a Prometheus that writes the one, and one that writes the other.
      const spelt = writesFloats(environment.version) ? value.split('|').filter((each) => known.includes(each)) : known;
      const dead = plain.filter(
        (each) => each !== '' && !known.includes(each) && otherSpelling(name, each, spelt) === undefined,
      );
      if (dead.length > 0) {
        yield {
          span: valueSpan,
          message: `the label '${name}' of '${selectorName(selector, text)}' is never ${list(dead)}`,
          fix: unknownNameFix(dead[0] ?? '', known),
        };
      }
    }
  },
};

/** The plain texts of `a|b|c.*`; what is a pattern itself may well be meant to match nothing today. */
function alternatives(source: string): string[] {
  return /[()[\]{}\\]/.test(source) ? [] : source.split('|').filter((each) => !/[.*+?^$]/.test(each));
}
