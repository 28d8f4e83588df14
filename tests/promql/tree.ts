import type {
  DurationExpr,
  Expr,
  LabelName,
  Modifiers,
  VectorMatching,
  VectorSelector,
} from '../../promql/syntax/ast.ts';

/** A tree as text in which every operation has its parentheses, so that what binds to what can be seen. */
export function tree(expr: Expr): string {
  switch (expr.kind) {
    case 'AggregateExpr': {
      const grouping = expr.grouped ? `${expr.without ? ' without' : ' by'} ${labels(expr.grouping)}` : '';
      const param = expr.param === undefined ? '' : `${tree(expr.param)}, `;
      return `${expr.operator}${grouping} ${param}${tree(expr.expr)}`;
    }
    case 'BinaryExpr':
      return `(${tree(expr.left)} ${expr.operator}${expr.returnBool ? ' bool' : ''}${matching(expr.matching)} ${tree(expr.right)})`;
    case 'Call':
      return `${expr.func}(${expr.args.map(tree).join(', ')})`;
    case 'MatrixSelector':
      return `${selector(expr.selector)}[${duration(expr.range)}]${modifiers(expr.selector)}`;
    case 'NumberLiteral':
      return `${expr.value}${expr.duration ? 's' : ''}`;
    case 'ParenExpr':
      return `paren ${tree(expr.expr)}`;
    case 'StringLiteral':
      return JSON.stringify(expr.value);
    case 'SubqueryExpr': {
      const step = expr.step === undefined ? '' : duration(expr.step);
      return `${tree(expr.expr)}[${duration(expr.range)}:${step}]${modifiers(expr)}`;
    }
    case 'UnaryExpr':
      return `(${expr.operator}${tree(expr.expr)})`;
    case 'VectorSelector':
      return selector(expr) + modifiers(expr);
  }
}

function labels(names: readonly LabelName[]): string {
  return `(${names.map(({ name }) => name).join(' ')})`;
}

function matching(value: VectorMatching | undefined): string {
  if (value === undefined) return '';
  const { card, on, written, include, fill } = value;
  const side = written ? ` ${on ? 'on' : 'ignoring'} ${labels(value.labels)}` : '';
  const taken = include.length > 0 ? ` ${labels(include)}` : '';
  const filled = fill === undefined ? '' : ` fill ${fill.left ?? '-'} ${fill.right ?? '-'}`;
  return ` ${card}${side}${taken}${filled}`;
}

function selector({ matchers, extended }: VectorSelector): string {
  const [first, ...others] = matchers;
  const isName = first?.name === '__name__' && first.operator === '=';
  const rest = (isName ? others : matchers).map(({ name, operator, value }) => `${name}${operator}${value}`).join(' ');
  return `${isName ? first.value : ''}${rest === '' ? '' : `{${rest}}`}${extended === undefined ? '' : ` ${extended}`}`;
}

function modifiers({ offset, at }: Modifiers): string {
  return `${at === undefined ? '' : ` @${at.time}`}${offset === undefined ? '' : ` offset ${duration(offset)}`}`;
}

function duration(value: DurationExpr): string {
  switch (value.kind) {
    case 'DurationBinary':
      return `(${duration(value.left)}${value.operator}${duration(value.right)})`;
    case 'DurationCall':
      return `${value.name}(${value.args.map(duration).join(',')})`;
    case 'DurationLiteral':
      return `${value.seconds}`;
    case 'DurationParen':
      return `paren ${duration(value.expr)}`;
    case 'DurationUnary':
      return `(${value.operator}${duration(value.expr)})`;
  }
}
