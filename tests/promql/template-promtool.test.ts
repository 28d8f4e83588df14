import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderTemplate } from '../../promql/index.ts';
import { readTemplate } from '../../promql/template/references.ts';
import { realPromtool } from '../support/promtool.ts';
import { type Expansion, expandable, loadable, objections } from './expand.ts';
import { failing, unreadable } from './template-faults.ts';
import { mistakenTemplate, randomTemplate } from './template-grammar.ts';
import { numbers } from './template-numbers.ts';
import { tableData, texts } from './template-texts.ts';

/** The templates are the same in every run, so that a failure can be looked at. */
const seed = 20_261_121;
const what = 'what Prometheus itself makes of the templates of alerts';

/** Go reads `range $k, $labels` as if there were no second variable. Whoever writes that forgot the `:=`, and we say so. */
const forgotten = /range \$\w*, ?\$\w*(?!\w| ?:?=)/;

/** What we make of a template; `undefined` where we say why not. */
function expansion(template: string, value: number): Expansion | undefined {
  const rendered = renderTemplate(template, { ...tableData, value });
  return 'text' in rendered ? { template, value, text: rendered.text } : undefined;
}

it('promtool makes of every template in the tables what the tables say', async () => {
  const tool = await realPromtool(what);
  if (tool === undefined) return;
  const rows = [...Object.values(texts), ...Object.values(numbers)].flat();
  expect(
    await objections(
      tool,
      rows.map(([template, text]) => ({ template, text, value: tableData.value })),
    ),
  ).toEqual([]);
});

it('promtool shows numbers of every size as we do', async () => {
  const tool = await realPromtool(what);
  if (tool === undefined) return;
  const edges = [
    0, -0, 1, -1, 0.1, 0.5, 0.001, 0.0015, 1e-9, 1e-24, 5e-324, 1023, 1024, 1025, 999.95, 999_999, 1e6, 123_456_789,
    1e15, 1e21,
  ];
  const times = [59.999, 60, 3599, 3600, 86_399, 86_400, 90_061.5, -45, -3661, 1_435_065_584.128, 9_223_372_036];
  const others = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    2.5,
    1.005,
    0.285,
    1 / 3,
    2 / 3,
    Number.MAX_SAFE_INTEGER,
  ];
  const random = fc.sample(fc.double({ min: -1e12, max: 1e12 }), { seed, numRuns: 60 });
  const functions = ['humanize', 'humanize1024', 'humanizeDuration', 'humanizePercentage', 'humanizeTimestamp'];
  const formats = ['%v', '%g', '%e', '%f', '%.0f', '%.2f', '%.3e', '%.4g', '%+8.1f', '%08.2f', '%#g', '%x', '%d', '%s'];
  const templates = [
    '{{ $value }}',
    ...functions.map((name) => `{{ $value | ${name} }}`),
    ...formats.map((format) => `{{ printf "${format}" $value }}`),
  ];
  const expansions = [...edges, ...times, ...others, ...random].flatMap((value) =>
    templates.flatMap((template) => expansion(template, value) ?? []),
  );
  // Only points in time can be out of reach.
  expect(expansions.length).toBeGreaterThan(1800);
  expect(await objections(tool, expansions)).toEqual([]);
});

it('promtool and we agree about templates at random', async () => {
  const tool = await realPromtool(what);
  if (tool === undefined) return;
  const templates = [...new Set(fc.sample(randomTemplate, { seed, numRuns: 3000 }))];
  const values = fc.sample(fc.oneof(fc.double({ min: -1e4, max: 1e9, noNaN: true }), fc.constantFrom(0, 0.25, 1)), {
    seed,
    numRuns: 30,
  });
  const each = templates.map((template, at) => ({ template, value: values[at % values.length] ?? 0 }));
  const expansions = each.flatMap(({ template, value }) => expansion(template, value) ?? []);
  expect(expansions.length).toBeGreaterThan(templates.length / 2);
  expect(await objections(tool, expansions)).toEqual([]);
  const refused = each.filter(({ template, value }) => expansion(template, value) === undefined);
  expect(refused.length).toBeGreaterThan(100);
  expect(await expandable(tool, refused)).toEqual([]);
});

it('promtool refuses the rules with a template that we cannot read, and no others', async () => {
  const tool = await realPromtool(what);
  if (tool === undefined) return;
  const readable = [...failing, ...Object.values(texts).flat()].map(([template]) => template);
  const all = [...unreadable.map(([template]) => template), ...readable];
  expect(await loadable(tool, all)).toEqual(readable);
});

it('promtool and we agree about which templates with a mistake can be read', async () => {
  const tool = await realPromtool(what);
  if (tool === undefined) return;
  const sampled = fc.sample(mistakenTemplate, { seed, numRuns: 3000 });
  const templates = [...new Set(sampled)].filter((template) => !forgotten.test(template));
  const readable = templates.filter((template) => readTemplate(template).faults.length === 0);
  expect(await loadable(tool, templates)).toEqual(readable);
  // Both verdicts are tried.
  expect(readable.length).toBeGreaterThan(templates.length / 20);
  expect(readable.length).toBeLessThan((templates.length * 19) / 20);
});

it('promtool cannot expand what we refuse to', async () => {
  const tool = await realPromtool(what);
  if (tool === undefined) return;
  const templates = failing.map(([template]) => ({ template, value: tableData.value }));
  expect(await expandable(tool, templates)).toEqual([]);
});
