import { describe, expect, it } from 'vitest';
import { dashboard, panel, roundTrip } from './support.ts';

describe('a variable', () => {
  const asking = (variable: object, expr: string) => {
    const targets = [{ refId: 'A', expr, legendFormat: 'x' }];
    return roundTrip(dashboard([panel({ targets })], { templating: { list: [{ name: 'job', ...variable }] } }));
  };
  const exprOf = ({ json }: Awaited<ReturnType<typeof asking>>) => json.panels[0]?.targets[0]?.expr;

  it.each([
    [
      'of one value is matched by =~',
      { type: 'query', query: 'label_values(up, job)' },
      'up{job="$job"}',
      'up{job=~"$job"}',
      /one value could be chosen/,
    ],
    [
      'is matched by =~ in any quotes',
      { type: 'query', query: 'label_values(up, job)' },
      "up{job!='$job'}",
      "up{job!~'$job'}",
      /one value could be chosen/,
    ],
    [
      'that is a constant is written in',
      { type: 'constant', query: 'api' },
      'up{job="$' + '{job}"}',
      'up{job="api"}',
      /kind constant; queries hold its value api/,
    ],
    [
      'that is an interval follows Grafana',
      { type: 'interval', query: '1m,5m', current: { value: '$__auto_interval_job' } },
      'rate(a[$job])',
      'rate(a[$__rate_interval])',
      /kind interval/,
    ],
    [
      'of a list is written in as it is chosen',
      { type: 'custom', query: 'a,b', current: { value: ['b'] } },
      'up{job=~"[[job]]"}',
      'up{job=~"b"}',
      /kind custom; queries hold its value b/,
    ],
    [
      'of a list of which all is chosen is all',
      { type: 'custom', query: 'a,b', current: { value: '$__all' } },
      'up{job=~"$job"}',
      'up{job=~".+"}',
      /value \.\+/,
    ],
    [
      'that asks something else is written in',
      { type: 'query', query: 'query_result(up)', current: { value: 'api' } },
      'up{job="$job"}',
      'up{job="api"}',
      /does not ask label_values/,
    ],
    [
      'without a value stays, and is listed',
      { type: 'adhoc' },
      'up{job=~"$job"}',
      'up{job=~"$job"}',
      /kind adhoc; queries that use it have to be rewritten/,
    ],
  ])('%s', async (_, variable, before, after, words) => {
    const made = await asking(variable, before);
    expect(exprOf(made)).toBe(after);
    expect(made.notes.join('\n')).toMatch(words);
  });

  it.each(['', '.*', '(.*)', '/(.+)/', '/^(.*)$/'])(
    'whose regular expression leaves every value loses nothing: %j',
    async (regex) => {
      const several = { type: 'query', query: 'label_values(up, job)', multi: true, includeAll: true };
      const { notes } = await asking({ ...several, regex }, 'up{job=~"$job"}');
      expect(notes.filter((note) => note.includes("'job'"))).toEqual([]);
      const cut = await asking({ ...several, regex: '/(.*)-.*/' }, 'up{job=~"$job"}');
      expect(cut.notes.join('\n')).toMatch(/regular expression .* all values are offered/);
    },
  );

  it('is found in every way to write it', async () => {
    const one = { type: 'query', query: 'label_values(up, job)' };
    const forms = ['$job', '$' + '{job}', '$' + '{job:regex}', '[[job]]'];
    const found = await Promise.all(forms.map(async (form) => exprOf(await asking(one, `up{job="${form}"}`))));
    expect(found).toEqual([
      'up{job=~"$job"}',
      'up{job=~"$' + '{job}"}',
      'up{job=~"$' + '{job:regex}"}',
      'up{job=~"$job"}',
    ]);
  });

  it('that is a data source is that of the board', async () => {
    const { notes, board } = await roundTrip(
      dashboard([panel({ datasource: { uid: '$' + '{ds}' } })], {
        templating: { list: [{ name: 'ds', type: 'datasource', query: 'prometheus' }] },
      }),
    );
    expect(board.variables).toEqual([]);
    expect(notes.filter((note) => note.includes('ds'))).toEqual([]);
  });
});
