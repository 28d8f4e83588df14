import { quoted } from './quote.ts';

/** The kinds of tokens. Their order means nothing but for the groups that `describe` asks for. */
export const Kind = {
  EndOfInput: 0,
  Error: 1,
  Identifier: 2,
  /** With a colon in it. */
  MetricIdentifier: 3,
  Number: 4,
  Duration: 5,
  String: 6,
  LeftParen: 7,
  RightParen: 8,
  LeftBrace: 9,
  RightBrace: 10,
  LeftBracket: 11,
  RightBracket: 12,
  Comma: 13,
  Colon: 14,
  /** `=` */
  Equal: 15,
  /** `start`, `end`, `step` … are names and functions too. */
  Start: 16,
  End: 17,
  Step: 18,
  Range: 19,
  MinOf: 20,
  MaxOf: 21,
  // Operators.
  Add: 22,
  Sub: 23,
  Mul: 24,
  Div: 25,
  Mod: 26,
  Pow: 27,
  Atan2: 28,
  EqualEqual: 29,
  NotEqual: 30,
  LessOrEqual: 31,
  Less: 32,
  GreaterOrEqual: 33,
  Greater: 34,
  TrimUpper: 35,
  TrimLower: 36,
  And: 37,
  Or: 38,
  Unless: 39,
  EqualRegexp: 40,
  NotEqualRegexp: 41,
  At: 42,
  // Keywords.
  Bool: 43,
  By: 44,
  Without: 45,
  On: 46,
  Ignoring: 47,
  GroupLeft: 48,
  GroupRight: 49,
  Offset: 50,
  Anchored: 51,
  Smoothed: 52,
  Fill: 53,
  FillLeft: 54,
  FillRight: 55,
  /** The name of an aggregation. */
  Aggregation: 56,
} as const;

/** One of the numbers in `Kind`. */
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Words with a meaning of their own, in lower case: PromQL does not mind the case of them. */
export const keywords: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['and', Kind.And],
  ['or', Kind.Or],
  ['unless', Kind.Unless],
  ['atan2', Kind.Atan2],
  ['sum', Kind.Aggregation],
  ['avg', Kind.Aggregation],
  ['count', Kind.Aggregation],
  ['min', Kind.Aggregation],
  ['max', Kind.Aggregation],
  ['group', Kind.Aggregation],
  ['stddev', Kind.Aggregation],
  ['stdvar', Kind.Aggregation],
  ['topk', Kind.Aggregation],
  ['bottomk', Kind.Aggregation],
  ['count_values', Kind.Aggregation],
  ['quantile', Kind.Aggregation],
  ['limitk', Kind.Aggregation],
  ['limit_ratio', Kind.Aggregation],
  ['offset', Kind.Offset],
  ['anchored', Kind.Anchored],
  ['smoothed', Kind.Smoothed],
  ['by', Kind.By],
  ['without', Kind.Without],
  ['on', Kind.On],
  ['ignoring', Kind.Ignoring],
  ['group_left', Kind.GroupLeft],
  ['group_right', Kind.GroupRight],
  ['bool', Kind.Bool],
  ['fill', Kind.Fill],
  ['fill_left', Kind.FillLeft],
  ['fill_right', Kind.FillRight],
  ['start', Kind.Start],
  ['end', Kind.End],
  ['step', Kind.Step],
  ['range', Kind.Range],
  ['min_of', Kind.MinOf],
  ['max_of', Kind.MaxOf],
  ['inf', Kind.Number],
  ['nan', Kind.Number],
]);

/** Names of metrics: every identifier, and those keywords that mean something else only in their place. */
export function isMetricName(kind: Kind): boolean {
  return (
    kind === Kind.Identifier ||
    kind === Kind.MetricIdentifier ||
    kind === Kind.Aggregation ||
    (kind >= Kind.Start && kind <= Kind.MaxOf) ||
    (kind >= Kind.And && kind <= Kind.Unless) ||
    kind === Kind.By ||
    kind === Kind.Without ||
    (kind >= Kind.Offset && kind <= Kind.FillRight)
  );
}

/** Names of labels in `by (…)` and its like. */
export function isLabelName(kind: Kind): boolean {
  // Every word but Inf and NaN. Prometheus leaves out `without`, of all keywords.
  return (
    (isMetricName(kind) && kind !== Kind.Without) ||
    kind === Kind.Atan2 ||
    (kind >= Kind.Bool && kind <= Kind.GroupRight && kind !== Kind.Without)
  );
}

/** A token as Prometheus names it in its messages: `identifier "foo"`, `<op:*>`, `<by>`, `","`, `end of input`. */
export function describe(kind: Kind, text: string): string {
  if (kind === Kind.EndOfInput) return 'end of input';
  if (kind >= Kind.Bool && kind <= Kind.FillRight) return `<${text}>`;
  if (kind >= Kind.Add && kind <= Kind.At) return `<op:${text}>`;
  if (kind === Kind.Aggregation) return `<aggr:${text}>`;
  if (kind === Kind.Identifier) return `identifier ${quoted(text)}`;
  if (kind === Kind.MetricIdentifier) return `metric identifier ${quoted(text)}`;
  const shown = text.length > 10 ? `${quoted([...text.slice(0, 20)].slice(0, 10).join(''))}...` : quoted(text);
  if (kind === Kind.Number) return `number ${shown}`;
  if (kind === Kind.Duration) return `duration ${shown}`;
  if (kind === Kind.String) return `string ${shown}`;
  return shown;
}
