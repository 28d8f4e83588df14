import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promtoolTestRules, type Tool } from '../../local/tools/index.ts';
import { runTool } from '../../local/tools/run-tool.ts';
import { tableData } from './template-texts.ts';

/** A template, the value of its alert, and what is to come out. */
export interface Expansion {
  readonly template: string;
  readonly value: number;
  readonly text: string;
}

const { labels, externalLabels, externalURL } = tableData;

/** One alert for each value, which fires with it; its annotations are the templates. */
function files(expansions: readonly Expansion[]): { readonly rules: string; readonly tests: string } {
  const values = [...new Map(expansions.map(({ value }) => [promqlNumber(value), value])).keys()];
  const alerts = values.map((value, index) => ({
    alert: `A${index}`,
    value,
    of: expansions.flatMap((each, at) => (promqlNumber(each.value) === value ? [{ ...each, name: `a${at}` }] : [])),
  }));
  const rules = alerts.map(({ alert, value, of }) => ({
    alert,
    expr: `fixture * ${value}`,
    annotations: Object.fromEntries(of.map(({ name, template }) => [name, template])),
  }));
  const alertTests = alerts.map(({ alert, of }) => ({
    eval_time: '0m',
    alertname: alert,
    exp_alerts: [{ exp_labels: labels, exp_annotations: Object.fromEntries(of.map(({ name, text }) => [name, text])) }],
  }));
  const series = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const test = {
    name: 'templates',
    interval: '1m',
    external_labels: externalLabels,
    external_url: externalURL,
    input_series: [{ series: `fixture{${series.join(',')}}`, values: '1' }],
    alert_rule_test: alertTests,
  };
  return {
    rules: written({ groups: [{ name: 'g', rules }] }),
    tests: written({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests: [test] }),
  };
}

/** JSON is YAML, which wants more characters escaped, and reads every string back. */
function written(content: unknown): string {
  return JSON.stringify(content).replace(
    /[\x7f-\x9f\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function promqlNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value).replace('Infinity', 'Inf');
}

/** What promtool says against these texts; empty is SUCCESS. */
export async function objections(tool: Tool, expansions: readonly Expansion[]): Promise<string[]> {
  return (await findings(tool, expansions)).flatMap((said) => {
    const [expected, got] = [annotations(said.slice(0, said.indexOf('got:'))), annotations(said)];
    const differing = [...got].filter(([at, text]) => expected.get(at) !== text);
    // What is not about single texts stands as it is.
    if (differing.length === 0) return [said];
    return differing.map(([at, text]) => {
      const { template, value } = expansions[at] ?? { template: '', value: 0 };
      return `${template} with ${value} is ${text}, not ${expected.get(at)}`;
    });
  });
}

async function findings(tool: Tool, expansions: readonly Expansion[]): Promise<string[]> {
  const { rules, tests } = files(expansions);
  const input = { artifact: 'tests.yml', path: 'tests.yml', text: tests };
  return (await promtoolTestRules(tool, input, new Map([['rules.yml', rules]]))).map(({ message }) => message);
}

/** The annotations that promtool shows, by their numbers; of those with one number the last. */
function annotations(said: string): Map<number, string> {
  return new Map([...said.matchAll(/\ba(\d+)=("(?:[^"\\]|\\.)*")/g)].map(([, at, text = '']) => [Number(at), text]));
}

/** Those of these templates that promtool can expand, with what it makes of them; of the others it says what failed. */
export async function expandable(
  tool: Tool,
  templates: readonly Pick<Expansion, 'template' | 'value'>[],
): Promise<string[]> {
  // No text is as expected here, so promtool shows all that came out.
  const expansions = templates.map((each) => ({ ...each, text: '\u0000' }));
  const said = (await findings(tool, expansions)).join('\n');
  const texts = annotations(said);
  if (texts.size !== templates.length) throw new Error(`promtool did not show every annotation:\n${said}`);
  return templates.flatMap(({ template }, at) => {
    const text = texts.get(at) ?? '';
    return text.startsWith('"<error expanding template') ? [] : [`${template} is ${text}`];
  });
}

/** Those of these templates with which promtool takes a rule file. */
export async function loadable(tool: Tool, templates: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'promql-'));
  try {
    const rules = templates.map((text, at) => ({ alert: `A${at}`, expr: 'up', annotations: { text } }));
    const file = join(folder, 'rules.yml');
    await writeFile(file, written({ groups: [{ name: 'all', rules }] }));
    const answer = await runTool(tool.path, ['check', 'rules', '--lint=none', file]);
    if ('failure' in answer) throw new Error(answer.failure);
    const refused = new Set(
      [...answer.stderr.matchAll(/group "all", rule (\d+), /g)].map(([, rule]) => Number(rule) - 1),
    );
    return templates.filter((_, at) => !refused.has(at));
  } finally {
    await rm(folder, { recursive: true });
  }
}
