import type { LabelName } from './ast.ts';
import { PromqlError } from './error.ts';
import type { TokenStream } from './stream.ts';
import { unquote } from './string.ts';
import { isLabelName, Kind } from './token.ts';

const place = ' in grouping opts';

/** The labels in parentheses behind `by`, `on`, `group_left` and their like. */
export function parseLabelNames(stream: TokenStream): LabelName[] {
  if (!stream.accept(Kind.LeftParen)) throw stream.unexpected(place, '"("');
  const labels: LabelName[] = [];
  while (!stream.accept(Kind.RightParen)) {
    labels.push(parseLabelName(stream));
    if (!stream.accept(Kind.Comma) && stream.kind !== Kind.RightParen) throw stream.unexpected(place, '"," or ")"');
  }
  return labels;
}

function parseLabelName(stream: TokenStream): LabelName {
  const { from, to } = stream;
  const isQuoted = stream.kind === Kind.String;
  if (!isQuoted && !isLabelName(stream.kind)) throw stream.unexpected(place, 'label');
  const name = isQuoted ? unquote(stream.word) : stream.word;
  if (name === '') throw new PromqlError('invalid label name for grouping: ""', from, to);
  stream.advance();
  return { from, to, name };
}
