import { searching } from '../../infer/regexp.ts';
import { refuse } from '../fault.ts';

/** Whether a regular expression of RE2 is found anywhere in a text. */
export function matches(pattern: string, text: string): boolean {
  return compiled(pattern, text).test(text);
}

function compiled(pattern: string, text: string): RegExp {
  const found = searching(pattern);
  if (found === undefined) return refuse(`'${pattern}' is no regular expression, or one that is not computed here`);
  // For JavaScript a point is none of these, for Go it is.
  if (/[\r\u2028\u2029]/.test(text)) return refuse('regular expressions over several lines are not computed here');
  return found;
}

/** Go's `ReplaceAllString`: `$1`, `${1}` and `${name}` stand for groups, `$$` for a dollar. */
export function replaceAll(pattern: string, replacement: string, text: string): string {
  let out = '';
  let end = 0;
  const expression = compiled(pattern, text);
  for (const match of text.matchAll(new RegExp(expression, `${expression.flags}g`))) {
    // Nothing found right behind something found is no match of its own.
    if (match[0] === '' && match.index === end && match.index > 0) continue;
    out += text.slice(end, match.index) + expanded(replacement, match);
    end = match.index + match[0].length;
  }
  return out + text.slice(end);
}

function expanded(replacement: string, match: RegExpMatchArray): string {
  return replacement.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (_, braced, plain) => {
    const name: string | undefined = braced ?? plain;
    if (name === undefined) return '$';
    if (/^(?:0|[1-9]\d*)$/.test(name)) return match[Number(name)] ?? '';
    return match.groups?.[name] ?? '';
  });
}
