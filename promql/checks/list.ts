import { absentWithoutFor } from './absent-without-for.ts';
import { aggregatedQuantile } from './aggregated-quantile.ts';
import { alertStyle } from './alert-style.ts';
import { alertWithoutCondition } from './alert-without-condition.ts';
import { alwaysTrue } from './always-true.ts';
import { beyondRetention } from './beyond-retention.ts';
import type { Check } from './check.ts';
import { duplicateRule } from './duplicate-rule.ts';
import { externalLabelConflict } from './external-label-conflict.ts';
import { fragileAlert } from './fragile-alert.ts';
import { gaugeFunctionOfCounter } from './gauge-function-of-counter.ts';
import { groupInterval } from './group-interval.ts';
import { impossibleJoin } from './impossible-join.ts';
import { manyToMany } from './many-to-many.ts';
import { missingFeature } from './missing-feature.ts';
import { needlessRegexp } from './needless-regexp.ts';
import { neverReturns } from './never-returns.ts';
import { panelUnit } from './panel-unit.ts';
import { pendingPeriod } from './pending-period.ts';
import { policy } from './policy.ts';
import { policyNote } from './policy-note.ts';
import { possibleNan } from './possible-nan.ts';
import { quantileOutOfRange } from './quantile-out-of-range.ts';
import { quantileWithoutLe } from './quantile-without-le.ts';
import { rateAfterAggregation } from './rate-after-aggregation.ts';
import { rateOfGauge } from './rate-of-gauge.ts';
import { rawCounter } from './raw-counter.ts';
import { recordingRuleName } from './recording-rule-name.ts';
import { regexpWithoutMatch } from './regexp-without-match.ts';
import { ruleDependency } from './rule-dependency.ts';
import { scenarioSeries } from './scenario-series.ts';
import { subqueryResolution } from './subquery-resolution.ts';
import { templateSyntax } from './template-syntax.ts';
import { templateValue } from './template-value.ts';
import { unknownBucket } from './unknown-bucket.ts';
import { unknownLabel } from './unknown-label.ts';
import { unknownLabelValue } from './unknown-label-value.ts';
import { unknownMetric } from './unknown-metric.ts';
import { unknownTemplateLabel } from './unknown-template-label.ts';
import { unlikeUnits } from './unlike-units.ts';
import { unreachableThreshold } from './unreachable-threshold.ts';
import { unreadableValue } from './unreadable-value.ts';
import { valueInLabel } from './value-in-label.ts';
import { windowTooShort } from './window-too-short.ts';

/** Every check of an expression, by its code. */
export const checks: readonly Check[] = [
  unknownMetric,
  unknownLabel,
  unknownLabelValue,
  rateOfGauge,
  gaugeFunctionOfCounter,
  rateAfterAggregation,
  rawCounter,
  unknownBucket,
  quantileWithoutLe,
  impossibleJoin,
  manyToMany,
  unlikeUnits,
  unreachableThreshold,
  alwaysTrue,
  neverReturns,
  regexpWithoutMatch,
  windowTooShort,
  beyondRetention,
  subqueryResolution,
  missingFeature,
  possibleNan,
  fragileAlert,
  needlessRegexp,
  aggregatedQuantile,
  quantileOutOfRange,
  alertWithoutCondition,
  unknownTemplateLabel,
  templateSyntax,
  templateValue,
  valueInLabel,
  unreadableValue,
  recordingRuleName,
  ruleDependency,
  duplicateRule,
  absentWithoutFor,
  externalLabelConflict,
  groupInterval,
  pendingPeriod,
  alertStyle,
  panelUnit,
  scenarioSeries,
  policy,
  policyNote,
];
