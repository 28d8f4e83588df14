import type { Span } from '../syntax/ast.ts';

/** One word of an action: `$labels.job` is one of kind `variable`, `.Labels.job` one of kind `field`. */
export interface Token extends Span {
  readonly kind: 'word' | 'variable' | 'field' | 'string' | 'number' | 'pipe' | 'open' | 'close' | 'declare' | 'other';
  /** As written; of a string its value. */
  readonly text: string;
}

/** What stands between `{{` and `}}`. */
export interface Action extends Span {
  readonly tokens: readonly Token[];
}

/** A template that Go's `text/template` would refuse. */
export interface TemplateFault extends Span {
  readonly message: string;
}

/** The actions of a template in the order of the text, or why it cannot be read. Comments are left out. */
export function templateActions(text: string): { readonly actions: readonly Action[]; readonly fault?: TemplateFault } {
  const actions: Action[] = [];
  let at = text.indexOf('{{');
  while (at >= 0) {
    const comment = /^\{\{(?:- )?\/\*[\s\S]*?\*\/(?: -)?\}\}/.exec(text.slice(at));
    if (comment !== null) {
      at = text.indexOf('{{', at + comment[0].length);
      continue;
    }
    const action = readAction(text, at);
    if ('message' in action) return { actions, fault: action };
    actions.push(action);
    at = text.indexOf('{{', action.to);
  }
  return { actions };
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['variable', /\$[A-Za-z0-9_]*(?:\.[A-Za-z_]\w*)*/y],
  ['field', /\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|\./y],
  ['word', /[A-Za-z_]\w*/y],
  ['number', /[+-]?(?:0[xX][0-9a-fA-F]+|\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?)/y],
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)+'/y],
  ['pipe', /\|/y],
  ['open', /\(/y],
  ['close', /\)(?:\.[A-Za-z_]\w*)*/y],
  ['declare', /:=|=/y],
  ['other', /,/y],
];

function readAction(text: string, from: number): Action | TemplateFault {
  const tokens: Token[] = [];
  let at = from + 2;
  if (/^-\s/.test(text.slice(at, at + 2))) at += 1;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    const end = /^-?\}\}/.exec(text.slice(at, at + 3));
    if (end !== null) return { from, to: at + end[0].length, tokens };
    if (at >= text.length) return { from, to: from + 2, message: 'this {{ is never closed' };
    const token = readToken(text, at);
    if (token === undefined) return { from: at, to: at + 1, message: `'${text[at]}' has no meaning here` };
    tokens.push(token);
    at = token.to;
  }
}

function readToken(text: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    return { kind, text: kind === 'string' ? found.slice(1, -1) : found, from: at, to: at + found.length };
  }
  return undefined;
}
