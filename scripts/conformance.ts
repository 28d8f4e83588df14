// How far the parser agrees with a table of expressions that were judged elsewhere, such as by Prometheus itself.
// usage: npm run conformance -- <file>, a JSON file of the shape {"cases": [{"input", "fail", "error"}]}
import { readFileSync } from 'node:fs';
import { type Expr, PromqlError, parse, print, sameExpression } from '../promql/index.ts';

interface Case {
  readonly input: string;
  /** Whether it must be refused. */
  readonly fail: boolean;
  /** Words that the refusal must contain. */
  readonly error?: string | null;
}

type Outcome = { readonly expr: Expr } | { readonly error: PromqlError };

function isCase(value: unknown): value is Case {
  if (typeof value !== 'object' || value === null || !('input' in value) || !('fail' in value)) return false;
  const { error } = value as { readonly error?: unknown };
  const isText = error === undefined || error === null || typeof error === 'string';
  return typeof value.input === 'string' && typeof value.fail === 'boolean' && isText;
}

function readCases(file: string): readonly Case[] {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const cases = typeof content === 'object' && content !== null && 'cases' in content ? content.cases : undefined;
  if (!Array.isArray(cases) || !cases.every(isCase)) {
    throw new Error(`${file} is not of the shape {"cases": [{"input": "up", "fail": false, "error": null}]}`);
  }
  return cases;
}

function judge(text: string): Outcome {
  try {
    return { expr: parse(text) };
  } catch (error) {
    if (error instanceof PromqlError) return { error };
    throw error;
  }
}

function shown(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

/** What of a case is not as it should be. */
interface Complaints {
  readonly verdict?: string;
  readonly message?: string;
  readonly roundTrip?: string;
}

function complaints({ input, fail, error }: Case): Complaints {
  const outcome = judge(input);
  if ('error' in outcome) {
    const { message, from, to } = outcome.error;
    const said = `says "${message}" at ${from}-${to}`;
    if (!fail) return { verdict: `${shown(input)} is refused: ${said}` };
    const agrees = message.toLowerCase().includes((error ?? '').toLowerCase());
    return agrees ? {} : { message: `${shown(input)} ${said}, not "${error}"` };
  }
  if (fail) return { verdict: `${shown(input)} is accepted, and should say "${error ?? ''}"` };
  const printed = print(outcome.expr);
  const again = judge(printed);
  if ('error' in again) return { roundTrip: `${shown(input)} is printed as ${shown(printed)}: ${again.error.message}` };
  if (sameExpression(outcome.expr, again.expr)) return {};
  return { roundTrip: `${shown(input)} is printed as ${shown(printed)}, which means something else` };
}

function report(cases: readonly Case[]): number {
  const found = cases.map(complaints);
  const list = (pick: (one: Complaints) => string | undefined): readonly string[] =>
    found.map(pick).filter((line) => line !== undefined);
  const verdicts = list(({ verdict }) => verdict);
  const messages = list(({ message }) => message);
  const roundTrips = list(({ roundTrip }) => roundTrip);
  const refused = cases.filter(({ fail }) => fail).length;
  const lines = [
    `${cases.length} cases: ${cases.length - refused} to accept, ${refused} to refuse`,
    `${verdicts.length} wrong verdicts`,
    ...verdicts.map((line) => `  ${line}`),
    `${messages.length} refusals that say something else`,
    ...messages.map((line) => `  ${line}`),
    `${roundTrips.length} accepted that do not come back from print`,
    ...roundTrips.map((line) => `  ${line}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return verdicts.length + roundTrips.length === 0 ? 0 : 1;
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: npm run conformance -- <file>\n');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = report(readCases(file));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
