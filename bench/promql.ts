// How long the checks of expressions take, against the one parser of PromQL that npm has. Bundled and run by bench/run.mjs.
import { parser as lezer } from '@prometheus-io/lezer-promql';
import { expression, parse } from '../promql/index.ts';
import {
  checkExpressions,
  checkParsed,
  parseExpression,
  stackExpressions,
  surroundings,
} from '../stacks/analysis/index.ts';
import { environmentNames, resolveStack } from '../stacks/model/index.ts';
import sergas from '../stacks/sergas.ts';
import { planStack } from '../stacks/synthesize/index.ts';

const count = 10_000;
const today = '2026-01-01';
const plans = environmentNames.map((name) =>
  planStack(resolveStack(sergas, name), {
    'simulator.mjs': '',
    'inbox.mjs': '',
    'runbooks.mjs': '',
    'preview.mjs': '',
    'preview.js': '',
    'preview.css': '',
  }),
);
const [plan] = plans;
if (plan === undefined) throw new Error('Sergas has no environment');

// The expressions of Sergas over and over, each with another number in it, so that no two are the same text.
const own = stackExpressions(plan).filter(({ usage }) => usage.kind === 'alert');
const many = Array.from({ length: count }, (_, index) => {
  const original = own[index % own.length] ?? own[0];
  if (original === undefined) throw new Error('Sergas has no alert');
  return { ...original, expression: expression(`(${original.expression.text}) * ${index + 2}`) };
});
const texts = many.map((each) => each.expression.text);

/** Prometheus's own grammar for editors: a tree, without types and without most refusals. */
function lezerParse(text: string): number {
  return lezer.parse(text).length;
}

const subjects: Readonly<Record<string, () => unknown>> = {
  'check all of Sergas, three environments': () => plans.map((each) => checkExpressions(each, today)),
  'check 10,000 expressions': () => {
    const parsed = many.flatMap((each) => parseExpression(each) ?? []);
    return checkParsed(parsed, surroundings(plan, parsed), today);
  },
  'parse 10,000 expressions': () => texts.map((text) => parse(text)),
  'lezer-promql parses the same 10,000': () => texts.map(lezerParse),
};

const best = new Map<string, number>();
for (let round = 0; round < Number(process.argv[2] ?? 5); round++) {
  for (const [name, work] of Object.entries(subjects)) {
    const started = performance.now();
    work();
    best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, performance.now() - started));
  }
}
const of = (name: string) => best.get(name) ?? Number.NaN;
const width = Math.max(...Object.keys(subjects).map((name) => name.length));
for (const [name, milliseconds] of best)
  process.stdout.write(`${name.padEnd(width)}  ${milliseconds.toFixed(1).padStart(8)} ms\n`);
const length = texts.reduce((sum, text) => sum + text.length, 0) / count;
process.stdout.write(`
parse one expression of ${length.toFixed(0)} characters: ${((of('parse 10,000 expressions') * 1000) / count).toFixed(1)} µs
parse : lezer-promql = ${(of('parse 10,000 expressions') / of('lezer-promql parses the same 10,000')).toFixed(2)}
check everything : lezer-promql's parse alone = ${(of('check 10,000 expressions') / of('lezer-promql parses the same 10,000')).toFixed(2)}
`);
