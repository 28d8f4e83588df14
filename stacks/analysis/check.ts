import {
  type CheckFinding,
  checks,
  type Environment,
  type RuleInContext,
  runChecks,
  type Surroundings,
} from '../../promql/index.ts';
import { type Plan, type Stack, seconds } from '../model/index.ts';
import { stackCatalog } from './catalog.ts';
import { type ParsedExpression, parsedExpressions } from './parsed.ts';
import { rulePolicy } from './policy.ts';
import { applySuppressions } from './suppressions.ts';
import { isTooLong, tooLong } from './too-long.ts';

/** A finding about an expression of a stack. The span is one of its author's text. */
export interface ExpressionFinding extends CheckFinding {
  readonly expression: ParsedExpression;
}

/** What was looked at, and what was found. */
export interface ExpressionReport {
  readonly checked: number;
  readonly findings: readonly ExpressionFinding[];
}

/** Checks every expression of a stack: rules, panels, variables, annotations. `today` (`2027-03-31`) decides which suppressions still hold. */
export function checkExpressions(plan: Plan, today: string): ExpressionReport {
  const parsed = parsedExpressions(plan);
  return checkParsed(parsed, surroundings(plan, parsed), today);
}

/** Checks expressions against what surrounds them. Refusals of the parser are findings like others. */
export function checkParsed(
  parsed: readonly ParsedExpression[],
  around: Surroundings,
  today: string,
): ExpressionReport {
  const findings = parsed.flatMap((expression) => {
    const found = findingsOf(expression, around).map((finding) => ({
      ...finding,
      span: expression.original(finding.span),
      expression,
    }));
    return applySuppressions(found, expression, today);
  });
  return { checked: parsed.length, findings };
}

function findingsOf({ result, ...expression }: ParsedExpression, around: Surroundings): CheckFinding[] {
  if ('expr' in result && isTooLong(result.expr)) return [tooLong(result.expr)];
  if ('expr' in result) return runChecks(checks, { ...expression, expr: result.expr }, around);
  const { message, from, to } = result.error;
  const fix = 'correct the expression; Prometheus would load none of the rules of a file with it';
  return [{ code: 'NX500', check: 'syntax', severity: 'error', span: { from, to }, message, fix }];
}

/** What is the same for every expression of a stack. */
export function surroundings(plan: Plan, parsed: readonly ParsedExpression[]): Surroundings {
  const trees = new Map(
    parsed.flatMap(({ expression, result }) => ('expr' in result ? [[expression, result.expr] as const] : [])),
  );
  return {
    catalog: stackCatalog(plan, (expression) => trees.get(expression)),
    environment: environmentOf(plan.stack),
    rules: parsed.flatMap(({ usage, text, result }): RuleInContext[] =>
      'expr' in result && (usage.kind === 'alert' || usage.kind === 'recording')
        ? [{ usage, text, expr: result.expr }]
        : [],
    ),
  };
}

/** The Prometheus of a stack, as the checks see it. */
export function environmentOf({ name, environment, prometheus, versions, policy, rules }: Stack): Environment {
  const [, major = '3', minor = '5'] = /^v?(\d+)\.(\d+)/.exec(versions.prometheus.tag) ?? [];
  return {
    version: [Number(major), Number(minor)],
    features: new Set(prometheus.features),
    evaluationInterval: seconds(prometheus.interval),
    retention: seconds(prometheus.retention.time),
    externalLabels: { stack: name, environment, ...prometheus.externalLabels },
    // The built-in rules keep to the conventions of this house.
    policy: rulePolicy(
      policy,
      rules.map((pack) => pack.name),
    ),
  };
}
