// What a stack's declaration says about its expressions: the catalog of everything that Prometheus will hold, every expression with what it
// is for, and the checks run over them. Pure.
export { stackCatalog } from './catalog.ts';
export {
  checkExpressions,
  checkParsed,
  type ExpressionFinding,
  type ExpressionReport,
  environmentOf,
  surroundings,
} from './check.ts';
export { contradictions, type LiveSeries } from './contradictions.ts';
export { type StackExpression, stackExpressions } from './expressions.ts';
export { panelUnits, type UnitQuestion } from './panel-units.ts';
export { type ParsedExpression, parsedExpressions, parseExpression } from './parsed.ts';
export { rulePolicy } from './policy.ts';
export { type IsRead, nameMatchers, readNames, readsAny } from './reads.ts';
export { type RuleSource, withRules } from './recorded.ts';
export { seriesOfMetric, type TargetFacts, targetSeries } from './series.ts';
export { isTooLong } from './too-long.ts';
