// PromQL: what is written in rules and panels. The front end (lexer, parser, checker) lives here; it imports nothing of the house.

export type {
  Check,
  CheckSeverity,
  Environment,
  Example,
  PolicyBounds,
  Remark,
  RuleInContext,
  RulePolicy,
  Usage,
} from './checks/check.ts';
export { checks } from './checks/list.ts';
export { type CheckFinding, runChecks, type Surroundings } from './checks/run.ts';
export { excerpt } from './excerpt.ts';
export { type Expression, expression, type Interpolated, type NamedMetric, promql } from './expression.ts';
export { type PlainQuery, type VariableSettings, withoutVariables } from './grafana.ts';
export { groupedLabels } from './grouping.ts';
export type { Bounds, Catalog, LabelFacts, Series, SeriesKind, SeriesSource } from './infer/catalog.ts';
export { infer } from './infer/infer.ts';
export { accepts } from './infer/matcher.ts';
export { anchored as anchoredPattern } from './infer/regexp.ts';
export { alertSeries, catalogOf, recordedSeries } from './infer/series.ts';
export type { Emptiness, Inference, Selection, Shape } from './infer/shape.ts';
export type { Unit } from './infer/unit.ts';
export { addUnits, divideUnits, multiplyUnits, raiseUnit, sameUnit, subtractUnits, unitText } from './infer/units.ts';
export { nearest, unknownNameFix } from './nearest.ts';
export { withoutUnknownValues } from './neutral.ts';
export type { Origin, Piece } from './origin.ts';
export type * from './syntax/ast.ts';
export { PromqlError } from './syntax/error.ts';
export { type Feature, featureFlags, features, type PrometheusVersion, supports } from './syntax/features.ts';
export { type AggregationSignature, aggregations, type FunctionSignature, functions } from './syntax/functions.ts';
export { secondsOf } from './syntax/length.ts';
export { parse, tryParse } from './syntax/parse.ts';
export { type FormatOptions, format, print } from './syntax/print.ts';
export { sameExpression } from './syntax/same.ts';
export { children, unwrap, walk } from './syntax/walk.ts';
export { type Rendered, renderTemplate, type TemplateData } from './template/evaluate.ts';
export type { TemplateFault } from './template/fault.ts';
export { isNoneOf, isOneOf, oneOf } from './text.ts';
export { inferredUnit, type Shows } from './units/panel-unit.ts';
export { type VariableQuery, variableQuery } from './variable-query.ts';
