import type { BoardFacts } from '../../dashboards/lint/index.ts';
import {
  alertSeries,
  type Environment,
  type Expr,
  type RuleInContext,
  type Series,
  unwrap,
} from '../../promql/index.ts';
import {
  checkParsed,
  type ParsedExpression,
  parseExpression,
  type RuleSource,
  readNames,
  withRules,
} from '../../stacks/analysis/index.ts';
import type { Finding } from '../check/gate.ts';
import { findingMessage } from '../stacks/expression-findings.ts';
import type { FileContent, FileExpression, LintedFinding } from './file-expression.ts';
import { type ForeignMetric, type ForeignTargets, foreignSeries } from './metric-series.ts';

/** What files are checked against. */
export interface FileSurroundings {
  readonly metrics: readonly ForeignMetric[];
  readonly targets: ForeignTargets;
  /** Everything that the files read is in the catalogs. */
  readonly closed: boolean;
  readonly environment: Environment;
  /** `2027-03-31`: which suppressions still hold. */
  readonly today: string;
}

/** What was found in files. */
export interface FileReport {
  /** In the order of the files, and of their text. */
  readonly findings: readonly Finding[];
  readonly expressions: number;
  /** Names of metrics that the files read. */
  readonly metrics: number;
  /** Those of them that no catalog has and no rule records. */
  readonly unknown: readonly string[];
  /** Queries of other data sources. */
  readonly skipped: number;
}

/** Checks the expressions of files as those of a stack are checked. Pure. */
export function checkFiles(contents: readonly FileContent[], around: FileSurroundings): FileReport {
  const { targets, closed, environment, today } = around;
  const written = contents.flatMap(({ expressions }) => expressions);
  const owners = new Map(written.map((each) => [each.expression.expression, each]));
  const parsed = written.flatMap(({ expression }) => parseExpression(expression) ?? []);
  const sources = parsed.flatMap(ruleSource);
  const scraped = [...foreignSeries(around.metrics, targets), ...alertsOfOthers(sources, environment)];
  const catalog = withRules(scraped, sources, closed);
  const rules = parsed.flatMap(ruleInContext);
  const { findings } = checkParsed(parsed, { catalog, environment, rules }, today);
  const read = new Set(parsed.flatMap(({ result }) => ('expr' in result ? readNames(result.expr) : [])));
  const own = (name: string) => name === 'ALERTS' || name === 'ALERTS_FOR_STATE' || catalog.find(name).length > 0;
  const facts = boardFacts(contents, parsed, around.metrics);
  const linted = contents.flatMap(({ boards = [] }) => boards.flatMap(({ lint }) => lint(facts, today)));
  const problems = contents.flatMap((content) =>
    content.problems.map(({ file, ...rest }) => ({ artifact: file, ...rest })),
  );
  const found = findings.map((finding): Finding => {
    const owner = owners.get(finding.expression.expression) as FileExpression;
    const { code, severity, fix } = finding;
    return { code, severity, artifact: owner.file, ...owner.placeOf(finding), message: findingMessage(finding), fix };
  });
  return {
    findings: inOrder([...problems, ...found, ...linted.filter((finding) => !isTold(finding, found))], contents),
    expressions: written.length,
    metrics: read.size,
    unknown: [...read].filter((name) => !own(name)).sort(),
    skipped: contents.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** What the rules for dashboards know of the other files. */
function boardFacts(
  contents: readonly FileContent[],
  parsed: readonly ParsedExpression[],
  metrics: readonly ForeignMetric[],
): BoardFacts {
  const boards = contents.flatMap(({ boards: each = [] }) => each);
  const alerts = parsed.flatMap(({ usage, result }): [string, number | undefined][] =>
    usage.kind === 'alert' ? [[usage.name, 'expr' in result ? comparedWith(result.expr) : undefined]] : [],
  );
  return {
    boards: new Map(boards.flatMap(({ uid, variables }) => (uid === undefined ? [] : [[uid, variables]]))),
    ways: new Map(boards.flatMap(({ uid, ways }) => (uid === undefined ? [] : [[uid, ways]]))),
    alerts: new Map(alerts),
    gauges: new Set(metrics.flatMap(({ metric }) => (metric.type === 'gauge' ? [metric.name] : []))),
  };
}

/** The number with which an alert compares; `undefined` where there is none, or more than one. */
function comparedWith(expr: Expr): number | undefined {
  const outer = unwrap(expr);
  if (outer.kind !== 'BinaryExpr') return undefined;
  if (outer.operator === 'and' || outer.operator === 'unless') return comparedWith(outer.left);
  if (!['>', '<', '>=', '<='].includes(outer.operator)) return undefined;
  const right = unwrap(outer.right);
  return right.kind === 'NumberLiteral' ? right.value : undefined;
}

/** Whether a check of expressions says the same of the same line. */
function isTold({ sameAs, artifact, line }: LintedFinding, found: readonly Finding[]): boolean {
  return (
    sameAs !== undefined &&
    found.some((other) => other.code === sameAs && other.artifact === artifact && other.line === line)
  );
}

/** Where dashboards come alone, the alerts that they show stand in rule files that nobody brought. */
function alertsOfOthers(rules: readonly RuleSource[], { evaluationInterval }: Environment): readonly Series[] {
  if (rules.length > 0) return [];
  return alertSeries({ name: '', interval: evaluationInterval }).map((each) => {
    const labels = new Map(each.labels).set('alertname', { always: true });
    return { ...each, labels };
  });
}

function ruleSource({ usage, result }: ParsedExpression): RuleSource[] {
  if (usage.kind !== 'alert' && usage.kind !== 'recording') return [];
  return [{ ...usage, expr: 'expr' in result ? result.expr : undefined }];
}

function ruleInContext({ usage, text, result }: ParsedExpression): RuleInContext[] {
  const isRule = usage.kind === 'alert' || usage.kind === 'recording';
  return isRule && 'expr' in result ? [{ usage, text, expr: result.expr }] : [];
}

/** File by file, as they were given; within a file by line, where it is known. */
function inOrder(findings: readonly Finding[], contents: readonly FileContent[]): Finding[] {
  const files = contents.flatMap(({ expressions, problems }) => [...expressions, ...problems].map(({ file }) => file));
  const order = new Map([...new Set(files)].map((file, index) => [file, index]));
  const place = ({ artifact, line = 0, column = 0 }: Finding) => [order.get(artifact) ?? 0, line, column] as const;
  return findings.toSorted((a, b) => {
    const [one, other] = [place(a), place(b)];
    return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
  });
}
