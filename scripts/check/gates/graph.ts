import { type GraphFinding, graphChecks, runGraphChecks, stackGraph } from '../../../stacks/graph/index.ts';
import type { Finding, Gate, Subject } from '../gate.ts';

/** What reads what, across each stack. */
export const graph: Gate = {
  id: 'graph',
  code: 'NX900',
  title: 'who reads what',
  why: 'what nobody reads costs for nothing, and what reaches nobody might as well not be there',
  tools: [],
  run: async ({ subjects, projectFolder }) => {
    const looked = subjects.map((subject) => {
      const whole = stackGraph(subject.plan);
      return { subject, edges: whole.edges.length, found: runGraphChecks(whole, subject.plan) };
    });
    const all = looked.flatMap(({ subject, found }) => found.map((finding) => ({ subject, finding })));
    const findings = all.filter(({ finding, subject }) => {
      if (!everywhere.has(finding.code)) return true;
      const others = looked.filter((other) => other.subject.plan.stack.name === subject.plan.stack.name);
      return others.every(({ found }) => found.some((other) => textOf(other) === textOf(finding)));
    });
    return {
      checked: looked.reduce((sum, { edges }) => sum + edges, 0),
      what: 'connection',
      findings: await merged(findings, projectFolder),
    };
  },
};

const everywhere = new Set(graphChecks.filter((check) => check.everywhere).map(({ code }) => code));

function textOf({ code, where, message }: GraphFinding): string {
  return JSON.stringify([code, where, message]);
}

type Found = { readonly subject: Subject; readonly finding: GraphFinding };

/** What is the same in several environments is one finding. */
async function merged(all: readonly Found[], projectFolder: string): Promise<Finding[]> {
  if (all.length === 0) return [];
  // What finds places is a parser; nobody waits for it where there is nothing to find.
  const [{ locateProblems }, { expressionPosition }] = await Promise.all([
    import('../../stacks/locate.ts'),
    import('../../stacks/expression-position.ts'),
  ]);
  const placeOf = ({ subject: { compiled }, finding: { code, message, fix, written } }: Found) => {
    if (compiled === undefined || written === undefined) return undefined;
    const { text, path } = compiled;
    if ('expression' in written) {
      return expressionPosition(written.expression, { from: 0, to: 0 }, text, path, projectFolder);
    }
    return locateProblems([{ code, path: written.path, message, fix }], text, path, projectFolder)[0]?.position;
  };
  const byText = new Map<string, Finding>();
  for (const found of all) {
    const { subject, finding } = found;
    const { code, severity, where, file, message, fix } = finding;
    const generated = file === undefined ? subject.folder : `${subject.folder}/${file}`;
    const key = JSON.stringify([subject.plan.stack.name, textOf(finding)]);
    const known = byText.get(key);
    if (known === undefined) {
      const place = placeOf(found);
      const position = place && { line: place.line, column: place.column };
      byText.set(key, { code, severity, artifact: place?.file ?? generated, ...position, from: where, message, fix });
    } else if (known.line === undefined) {
      byText.set(key, { ...known, also: [...(known.also ?? []), generated] });
    }
  }
  return [...byText.values()];
}
