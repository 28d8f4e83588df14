/** Where something stands in the text of its expression: UTF-16 offsets, `to` not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The value types of PromQL. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** Operators between two numbers or vectors, by rising precedence: `or`; `and unless`; comparisons; `+ -`; `* / % atan2`; `^`. */
export type BinaryOperator =
  | ('or' | 'and' | 'unless')
  | ('==' | '!=' | '<=' | '<' | '>=' | '>')
  /** Trim the buckets of native histograms. */
  | ('</' | '>/')
  | ('+' | '-' | '*' | '/' | '%' | 'atan2' | '^');

/** The aggregations. */
export type AggregateOperator =
  | ('sum' | 'avg' | 'count' | 'min' | 'max' | 'group' | 'stddev' | 'stdvar')
  | ('topk' | 'bottomk' | 'count_values' | 'quantile')
  | ('limitk' | 'limit_ratio');

/** How a label is compared. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One condition on a label. The name of the metric is a condition on `__name__`. */
export interface LabelMatcher extends Span {
  readonly name: string;
  readonly operator: MatchOperator;
  /** Unescaped. */
  readonly value: string;
  /** Of the value with its quotes. */
  readonly valueSpan: Span;
}

/** A length of time as it is written after `offset`, in brackets or in a duration expression. */
export type DurationExpr = DurationLiteral | DurationStep | DurationUnary | DurationBinary | DurationParen;

/** `5m`, `1h30m`, or a number of seconds. */
export interface DurationLiteral extends Span {
  readonly kind: 'DurationLiteral';
  /** May be negative after `offset`, and a fraction. */
  readonly seconds: number;
  /** Whether it was written as a number of seconds. */
  readonly number: boolean;
}

/** `step()` and `range()`: those of the query, known only when it runs; `min_of` and `max_of` choose between two. */
export interface DurationStep extends Span {
  readonly kind: 'DurationCall';
  readonly name: 'step' | 'range' | 'min_of' | 'max_of';
  readonly args: readonly DurationExpr[];
}

/** `-(1h)` */
export interface DurationUnary extends Span {
  readonly kind: 'DurationUnary';
  readonly operator: '+' | '-';
  readonly expr: DurationExpr;
}

/** `5m * 2` */
export interface DurationBinary extends Span {
  readonly kind: 'DurationBinary';
  readonly operator: '+' | '-' | '*' | '/' | '%' | '^';
  readonly left: DurationExpr;
  readonly right: DurationExpr;
}

/** `(5m)` */
export interface DurationParen extends Span {
  readonly kind: 'DurationParen';
  readonly expr: DurationExpr;
}

/** `@ 1609746000`, `@ start()`, `@ end()`. */
export interface AtModifier extends Span {
  /** Unix time in seconds, or the first or last instant of the query. */
  readonly time: number | 'start' | 'end';
}

/** What may follow a selector or a subquery. */
export interface Modifiers {
  readonly offset?: DurationExpr;
  readonly at?: AtModifier;
}

/** `http_requests_total{job="api"} offset 5m` */
export interface VectorSelector extends Span, Modifiers {
  readonly kind: 'VectorSelector';
  /** The name before the braces or alone in quotes within them; also the first of `matchers`, as `__name__ = name`. */
  readonly name?: string;
  /** Of that name. */
  readonly nameSpan?: Span;
  /** In the order of the text, the name among them. */
  readonly matchers: readonly LabelMatcher[];
  /** Extended range selectors (feature `promql-extended-range-selectors`). */
  readonly extended?: 'anchored' | 'smoothed';
}

/** `http_requests_total[5m]`. Modifiers stand on the selector within. */
export interface MatrixSelector extends Span {
  readonly kind: 'MatrixSelector';
  readonly selector: VectorSelector;
  readonly range: DurationExpr;
}

/** `rate(x[5m])[1h:1m]` */
export interface SubqueryExpr extends Span, Modifiers {
  readonly kind: 'SubqueryExpr';
  readonly expr: Expr;
  readonly range: DurationExpr;
  /** Left out: the evaluation interval. */
  readonly step?: DurationExpr;
}

/** `0.05`, `0x1f`, `1h` (3600), `Inf`. */
export interface NumberLiteral extends Span {
  readonly kind: 'NumberLiteral';
  readonly value: number;
  /** It was written as a duration. */
  readonly duration?: boolean;
}

/** `"text"` */
export interface StringLiteral extends Span {
  readonly kind: 'StringLiteral';
  /** Unescaped. */
  readonly value: string;
}

/** `(a + b)` */
export interface ParenExpr extends Span {
  readonly kind: 'ParenExpr';
  readonly expr: Expr;
}

/** `-x` */
export interface UnaryExpr extends Span {
  readonly kind: 'UnaryExpr';
  readonly operator: '+' | '-';
  readonly expr: Expr;
}

/** A label in `by`, `without`, `on`, `ignoring`, `group_left`, `group_right`. */
export interface LabelName extends Span {
  readonly name: string;
}

/** How the series of both sides find each other. */
export interface VectorMatching {
  readonly card: 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many';
  /** `on(…)` rather than `ignoring(…)`; without either it is `ignoring()`. */
  readonly on: boolean;
  /** Whether `on` or `ignoring` is written. */
  readonly written: boolean;
  readonly labels: readonly LabelName[];
  /** What `group_left` or `group_right` takes over from the one side. */
  readonly include: readonly LabelName[];
  /** Stands in for a missing sample (feature `promql-binop-fill-modifiers`). */
  readonly fill?: { readonly left?: number; readonly right?: number };
}

/** `a / on(job) b` */
export interface BinaryExpr extends Span {
  readonly kind: 'BinaryExpr';
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expr;
  readonly right: Expr;
  /** `bool` after a comparison. */
  readonly returnBool: boolean;
  /** Only between two vectors. */
  readonly matching?: VectorMatching;
}

/** `sum by (job) (x)` */
export interface AggregateExpr extends Span {
  readonly kind: 'AggregateExpr';
  readonly operator: AggregateOperator;
  readonly expr: Expr;
  /** `topk(5, …)`: the 5. */
  readonly param?: Expr;
  readonly grouping: readonly LabelName[];
  readonly without: boolean;
  /** Whether `by` or `without` is written. */
  readonly grouped: boolean;
}

/** `rate(x[5m])` */
export interface Call extends Span {
  readonly kind: 'Call';
  /** A key of `functions`. */
  readonly func: string;
  readonly funcSpan: Span;
  readonly args: readonly Expr[];
}

/** A PromQL expression, as Prometheus's own parser names its parts. */
export type Expr =
  | AggregateExpr
  | BinaryExpr
  | Call
  | MatrixSelector
  | NumberLiteral
  | ParenExpr
  | StringLiteral
  | SubqueryExpr
  | UnaryExpr
  | VectorSelector;
