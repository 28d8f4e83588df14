import type { BinaryOperator, LabelName, VectorMatching } from './ast.ts';
import { acceptSign, parseSeconds } from './duration.ts';
import { parseLabelNames } from './labels.ts';
import type { TokenStream } from './stream.ts';
import { Kind } from './token.ts';

/** How tight an operator binds; the higher, the tighter. */
export interface BinaryRule {
  readonly operator: BinaryOperator;
  readonly precedence: number;
}

/** Of `^`, the tightest and the only one that groups to the right. */
export const powerPrecedence = 6;

const levels: readonly (readonly (readonly [Kind, BinaryOperator])[])[] = [
  [[Kind.Or, 'or']],
  [
    [Kind.And, 'and'],
    [Kind.Unless, 'unless'],
  ],
  [
    [Kind.EqualEqual, '=='],
    [Kind.NotEqual, '!='],
    [Kind.LessOrEqual, '<='],
    [Kind.Less, '<'],
    [Kind.GreaterOrEqual, '>='],
    [Kind.Greater, '>'],
    [Kind.TrimUpper, '</'],
    [Kind.TrimLower, '>/'],
  ],
  [
    [Kind.Add, '+'],
    [Kind.Sub, '-'],
  ],
  [
    [Kind.Mul, '*'],
    [Kind.Div, '/'],
    [Kind.Mod, '%'],
    [Kind.Atan2, 'atan2'],
  ],
  [[Kind.Pow, '^']],
];

/** The operators by kind of token. */
export const binaryRules: readonly (BinaryRule | undefined)[] = (() => {
  const rules: (BinaryRule | undefined)[] = new Array(Kind.Aggregation + 1).fill(undefined);
  for (const [level, operators] of levels.entries()) {
    for (const [kind, operator] of operators) rules[kind] = { operator, precedence: level + 1 };
  }
  return rules;
})();

/** What stands between an operator and its right side. */
export interface BinaryModifiers {
  readonly returnBool: boolean;
  /** As it is written; `undefined` if nothing is. */
  readonly matching?: VectorMatching;
}

const none: BinaryModifiers = { returnBool: false };

/** `bool`, `on (…)`, `group_left (…)`, `fill (0)`, in this order. */
export function parseBinaryModifiers(stream: TokenStream): BinaryModifiers {
  if (stream.kind < Kind.Bool || stream.kind > Kind.FillRight) return none;
  const returnBool = stream.accept(Kind.Bool);
  const written = stream.kind === Kind.On || stream.kind === Kind.Ignoring;
  const on = stream.kind === Kind.On;
  let card: VectorMatching['card'] = 'one-to-one';
  let labels: readonly LabelName[] = [];
  let include: readonly LabelName[] = [];
  if (written) {
    stream.advance();
    labels = parseLabelNames(stream);
    if (stream.kind === Kind.GroupLeft || stream.kind === Kind.GroupRight) {
      card = stream.kind === Kind.GroupLeft ? 'many-to-one' : 'one-to-many';
      stream.advance();
      if (stream.is(Kind.LeftParen)) include = parseLabelNames(stream);
    }
  }
  const fill = parseFill(stream);
  if (!written && fill === undefined) return { returnBool };
  const matching: VectorMatching = { card, on, written, labels, include };
  return { returnBool, matching: fill === undefined ? matching : { ...matching, fill } };
}

function parseFill(stream: TokenStream): VectorMatching['fill'] {
  switch (stream.kind) {
    case Kind.Fill: {
      const value = parseFillValue(stream);
      return { left: value, right: value };
    }
    case Kind.FillLeft: {
      const left = parseFillValue(stream);
      if (!stream.is(Kind.FillRight)) return { left };
      return { left, right: parseFillValue(stream) };
    }
    case Kind.FillRight: {
      const right = parseFillValue(stream);
      if (!stream.is(Kind.FillLeft)) return { right };
      return { left: parseFillValue(stream), right };
    }
    default:
      return undefined;
  }
}

function parseFillValue(stream: TokenStream): number {
  stream.advance();
  if (!stream.accept(Kind.LeftParen)) throw stream.unexpected();
  const sign = acceptSign(stream);
  if (stream.kind !== Kind.Number && stream.kind !== Kind.Duration) throw stream.unexpected();
  const value = parseSeconds(stream);
  if (!stream.accept(Kind.RightParen)) throw stream.unexpected();
  return sign === '-' ? -value : value;
}
