import type { LabelMatcher, MatchOperator, Span, VectorSelector } from './ast.ts';
import { PromqlError } from './error.ts';
import type { Mutable } from './mutable.ts';
import { regexpError } from './regexp.ts';
import type { TokenStream } from './stream.ts';
import { unquote } from './string.ts';
import { Kind } from './token.ts';

const place = ' in label matching';

const matchOperators: ReadonlyMap<Kind, MatchOperator> = new Map([
  [Kind.Equal, '='],
  [Kind.NotEqual, '!='],
  [Kind.EqualRegexp, '=~'],
  [Kind.NotEqualRegexp, '!~'],
]);

/** `name`, `name{…}` or `{…}`; the name of a metric or a brace is at hand. */
export function parseSelector(stream: TokenStream): VectorSelector {
  const { from } = stream;
  const matchers: LabelMatcher[] = [];
  if (stream.kind !== Kind.LeftBrace) {
    matchers.push(nameMatcher(stream.word, stream));
    stream.advance();
  }
  const quoted = stream.kind === Kind.LeftBrace ? parseMatchers(stream, matchers) : undefined;
  const selector: Mutable<VectorSelector> = { kind: 'VectorSelector', from, to: stream.before, matchers };
  const name = matchers[0]?.from === from ? matchers[0] : onlyName(quoted, matchers);
  if (name !== undefined) {
    selector.name = name.value;
    selector.nameSpan = name.valueSpan;
  }
  return selector;
}

/** A name in quotes, unless there are two, of which neither is the name then. */
function onlyName(quoted: LabelMatcher | undefined, matchers: readonly LabelMatcher[]): LabelMatcher | undefined {
  if (quoted === undefined || quoted.value === '') return undefined;
  return matchers.some((other) => other !== quoted && other.name === '__name__') ? undefined : quoted;
}

/** Reads the braces. The first name alone in quotes goes to the front and is returned, if no name stands before them. */
function parseMatchers(stream: TokenStream, matchers: LabelMatcher[]): LabelMatcher | undefined {
  const named = matchers.length > 0;
  let quoted: LabelMatcher | undefined;
  stream.advance();
  while (!stream.accept(Kind.RightBrace)) {
    const alone = stream.kind === Kind.String && !matchOperators.has(stream.following);
    const matcher = parseMatcher(stream);
    if (alone && !named && quoted === undefined) {
      quoted = matcher;
      matchers.unshift(matcher);
    } else matchers.push(matcher);
    if (!stream.accept(Kind.Comma) && stream.kind !== Kind.RightBrace) throw stream.unexpected(place, '"," or "}"');
  }
  return quoted;
}

function nameMatcher(name: string, { from, to }: Span): LabelMatcher {
  return { from, to, name: '__name__', operator: '=', value: name, valueSpan: { from, to } };
}

function parseMatcher(stream: TokenStream): LabelMatcher {
  const { from, kind, word } = stream;
  if (kind !== Kind.Identifier && kind !== Kind.String) throw stream.unexpected(place, 'identifier or "}"');
  const name = kind === Kind.String ? unquote(word) : word;
  const span = { from, to: stream.to };
  stream.advance();
  const operator = matchOperators.get(stream.kind);
  if (operator === undefined) {
    if (kind === Kind.String) return nameMatcher(name, span);
    throw stream.unexpected(place, 'label matching operator');
  }
  stream.advance();
  if (stream.kind !== Kind.String) throw stream.unexpected(place, 'string');
  const value = unquote(stream.word);
  const valueSpan = { from: stream.from, to: stream.to };
  if (operator === '=~' || operator === '!~') {
    const fault = regexpError(value);
    if (fault !== undefined) throw new PromqlError(fault, valueSpan.from, valueSpan.to);
  }
  stream.advance();
  return { from, to: valueSpan.to, name, operator, value, valueSpan };
}
