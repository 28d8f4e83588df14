// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Grafana look like this
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prometheusFormat } from '../../../dashboards/expand/formats.ts';
import { interpolate, unexpanded, type VariableState } from '../../../dashboards/expand/variables.ts';

const job: VariableState = { name: 'job', multi: true, includeAll: true, value: ['api', 'web'] };
const options = ['api', 'a.b'].map((value) => ({ value, text: value }));

describe('variables in a text', () => {
  it('are found in all of their spellings', () => {
    const text = '$job ${job} [[job]] ${job:pipe} [[job:csv]] ${job:join:;} $jobs $1 ${other}';
    expect(interpolate(text, { job })).toBe('{api,web} {api,web} {api,web} api|web api,web api;web $jobs $1 ${other}');
  });

  it('may have fields', () => {
    const variables = { __user: { name: '__user', value: '7' }, '__user.login': { name: '__user', value: 'ann' } };
    expect(interpolate('${__user.login} ${__user}', variables)).toBe('ann 7');
  });

  it('are put in once: a value that looks like a variable is none', () => {
    expect(interpolate('$a', { a: { name: 'a', value: '$b' }, b: { name: 'b', value: 'no' } })).toBe('$b');
  });

  it('stand for every option when All is chosen', () => {
    const every = { ...job, options, value: '$__all' };
    expect(interpolate('$job', { job: every }, { format: prometheusFormat() })).toBe('(api|a\\\\.b)');
    expect(interpolate('${job:csv} ${job:text}', { job: every })).toBe('api,a.b All');
    expect(interpolate('$job', { job: { ...every, options: [] } }, { format: prometheusFormat() })).toBe('()');
  });

  it('stand for their own text for All where they have one, unescaped, with variables of its own', () => {
    const every = { ...job, options, value: ['$__all'], allValue: '.+$x' };
    const variables = { job: every, x: { name: 'x', value: '!' } };
    expect(interpolate('$job ${job:regex}', variables, { format: prometheusFormat() })).toBe('.+! .+!');
    expect(interpolate('${job:text} ${job:queryparam} ${job:percentencode}', variables)).toBe(
      'All var-job=All .%2B%24x',
    );
  });

  it('never hang on a text for All that names itself', () => {
    expect(interpolate('$job', { job: { ...job, value: '$__all', allValue: '$job' } })).toBe('$job');
  });

  it('leave a text alone that has none, however odd its characters are', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll('$', '').replaceAll('[[', '');
        expect(interpolate(plain, { job })).toBe(plain);
      }),
    );
  });

  it('are gone after one time: a second one changes nothing', () => {
    const piece = fc.oneof(
      fc.constantFrom('$job', '${job:regex}', '[[job]]', '$other', '${job', '"', ' '),
      fc.string(),
    );
    const value = fc.stringMatching(/^[a-z.*|\\'"-]{0,8}$/);
    fc.assert(
      fc.property(fc.array(piece), fc.array(value), (pieces, values) => {
        const variables = { job: { ...job, value: values } };
        const format = prometheusFormat();
        // A value between two pieces can complete a name, as it can in Grafana.
        const once = interpolate(pieces.join(' '), variables, { format });
        expect(interpolate(once, variables, { format })).toBe(once);
      }),
    );
  });
});

describe('what is left of a query', () => {
  it('is told: names that nobody knows, and macros that Grafana does not have', () => {
    const query = 'rate(x{job=~"$job", a="$nobody"}[$__interval_s]) + y[${__rate_interval_s}] + z[[[who]]]';
    expect(unexpanded(query, { job })).toEqual(['$nobody', '$__interval_s', '${__rate_interval_s}', '[[who]]']);
  });

  it('is nothing for macros as Grafana has them', () => {
    expect(unexpanded('$__interval ${__interval} ${__interval:raw} $__rate_interval ${__range_s} $__range_ms')).toEqual(
      [],
    );
  });

  it('is a macro of the backend with a format, which only the browser understands', () => {
    expect(unexpanded('x[${__rate_interval:raw}] [[__range]]')).toEqual(['${__rate_interval:raw}', '[[__range]]']);
  });

  it('is no group of a replacement and no end of a regular expression', () => {
    expect(unexpanded('label_replace(x, "a", "$1-${2}", "b", "^c$")')).toEqual([]);
  });
});
