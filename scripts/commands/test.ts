import { availableParallelism } from 'node:os';
import type { Tool, ToolFinding } from '../../local/tools/index.ts';
import type { Plan, RuleGroup } from '../../stacks/model/index.ts';
import { withoutHeader } from '../check/distinct.ts';
import { inParallel } from '../check/parallel.ts';
import { openTools } from '../check/programs.ts';
import { runRuleTests } from '../check/run-rule-tests.ts';
import { type RuleVerdict, testMutants } from '../mutants/run.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { count, type Selection, type Synthesized, stackFolder, synthesizeSelection } from '../project.ts';

/** Options of `narthex test`. */
export interface TestOptions extends Selection {
  readonly json: boolean;
  /** Also put mistakes into the rules, and see whether the tests notice. */
  readonly mutants: boolean;
}

/** The share of mutants that the tests have to notice. */
const enough = 0.95;

interface GroupResult {
  readonly stack: string;
  readonly group: string;
  readonly scenarios: number;
  readonly findings: readonly ToolFinding[];
}

/** Runs the unit tests of all rules with promtool; with `mutants` also against rules that are wrong. False if something is not as it should be. */
export async function test(options: TestOptions, terminal: Terminal): Promise<boolean> {
  const openTool = openTools(['promtool'], { onProgress: terminal.progress });
  const synthesized = await synthesizeSelection({ ...options, targets: ['compose'] });
  const groups = distinctGroups(synthesized);
  const tool = await openTool('promtool');
  const results = await inParallel(groups, availableParallelism(), (each) => runGroup(each, tool));
  const passed = results.every(({ findings }) => findings.length === 0);
  // Tests that fail as it is notice every mistake: that would say nothing.
  const verdicts = options.mutants && passed ? await runMutants(groups, tool, terminal) : undefined;
  terminal.done();
  if (options.json)
    terminal.result(JSON.stringify({ passed, groups: results, ...(verdicts && { mutants: verdicts }) }));
  else
    terminal.result(
      [...testText(results), ...(verdicts === undefined ? [] : ['', ...mutantText(verdicts)])].join('\n'),
    );
  return passed && (verdicts === undefined || isGood(verdicts));
}

/** A rule group of a plan, with its files as they would be written. */
interface GroupOfPlan {
  readonly plan: Plan;
  readonly group: RuleGroup;
  readonly rules: string;
  /** `undefined` if its rules have no scenario. */
  readonly tests: string | undefined;
}

/** The groups of all environments; what is the same in several is looked at once. */
function distinctGroups(synthesized: readonly Synthesized[]): GroupOfPlan[] {
  const all = synthesized.flatMap(({ plan, artifacts }) =>
    plan.groups.map((group) => ({
      ...{ plan, group },
      rules: artifacts.get(`rules/${group.name}.yml`) ?? '',
      tests: artifacts.get(`tests/${group.name}.yml`),
    })),
  );
  // The first line of a file names the environment.
  const key = ({ plan: { stack }, rules, tests }: GroupOfPlan) =>
    JSON.stringify([stack.name, withoutHeader(rules), withoutHeader(tests ?? '')]);
  return [...new Map(all.map((each) => [key(each), each])).values()];
}

async function runGroup({ plan, group, rules: text, tests }: GroupOfPlan, tool: Tool): Promise<GroupResult> {
  const head = { stack: stackFolder(plan), group: group.name };
  if (tests === undefined) return { ...head, scenarios: 0, findings: [] };
  const path = `tests/${group.name}.yml`;
  const input = { artifact: `${head.stack}/${path}`, path, text: tests };
  const rules = new Map([[`rules/${group.name}.yml`, text]]);
  const scenarios = group.rules.reduce((sum, { scenarios = [] }) => sum + scenarios.length, 0);
  return { ...head, scenarios, findings: await runRuleTests(tool, input, rules) };
}

async function runMutants(groups: readonly GroupOfPlan[], tool: Tool, terminal: Terminal): Promise<RuleVerdict[]> {
  const rules = groups.flatMap(({ plan, group }) => group.rules.map((rule) => ({ rule, group, stack: plan.stack })));
  let done = 0;
  return inParallel(rules, availableParallelism(), async ({ rule, group, stack }) => {
    const verdict = await testMutants(rule, group, stack, tool);
    done += 1;
    if (done % 10 === 0) terminal.progress(`mistakes tried in ${done} of ${count(rules.length, 'rule')}`);
    return verdict;
  });
}

function testText(results: readonly GroupResult[]): string[] {
  const wrong = results.flatMap(({ stack, group, findings }) =>
    findings.map(({ from, message }) => `${marks.failed} ${stack}, group ${group}, ${from ?? ''}: ${message}`),
  );
  const total = results.reduce((sum, { scenarios }) => sum + scenarios, 0);
  const summary = `${count(total, 'scenario')} of ${count(results.length, 'rule group')}`;
  return wrong.length > 0
    ? [...wrong, `${summary}: ${wrong.length} not as expected`]
    : [`${marks.ok} ${summary} as expected`];
}

interface Score {
  readonly mutants: number;
  readonly noticed: number;
  /** Those that nobody has explained. */
  readonly unexplained: number;
}

function scoreOf(verdicts: readonly RuleVerdict[]): Score {
  const survivors = verdicts.flatMap((verdict) => verdict.survivors);
  const mutants = verdicts.reduce((sum, verdict) => sum + verdict.mutants, 0);
  const unexplained = survivors.filter(({ reason }) => reason === undefined).length;
  return { mutants, noticed: mutants - survivors.length, unexplained };
}

function isGood(verdicts: readonly RuleVerdict[]): boolean {
  const { mutants, noticed } = scoreOf(verdicts);
  const sound = verdicts.every(({ failure, stale }) => failure === undefined && stale.length === 0);
  return sound && (mutants === 0 || noticed / mutants >= enough);
}

function mutantText(verdicts: readonly RuleVerdict[]): string[] {
  const lines = verdicts.flatMap(({ group, rule, survivors, stale, failure }) => [
    ...(failure === undefined ? [] : [`${marks.failed} ${rule} (${group}): ${failure}`]),
    ...survivors.map(({ change, reason }) =>
      reason === undefined
        ? `${marks.failed} ${rule} (${group}): no test notices that ${change}`
        : `${marks.skipped} ${rule} (${group}): ${change}. No test can notice: ${reason}`,
    ),
    ...stale.map(
      (change) =>
        `${marks.failed} ${rule} (${group}): 'unnoticed' explains '${change}', which a test notices or nobody tries`,
    ),
  ]);
  const { mutants, noticed, unexplained } = scoreOf(verdicts);
  const share = mutants === 0 ? 100 : (noticed / mutants) * 100;
  const score = `${noticed} of ${count(mutants, 'mistake')} noticed, ${share.toFixed(1)} % (at least ${enough * 100} % wanted)`;
  const rest = mutants - noticed;
  const explained = rest === 0 ? '' : `; ${rest - unexplained} of the ${rest} others explained`;
  return [...lines, `${isGood(verdicts) ? marks.ok : marks.failed} ${score}${explained}`];
}
