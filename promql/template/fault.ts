import type { Span } from '../syntax/ast.ts';

/** A template that Go's `text/template` would refuse, or that cannot be computed. */
export interface TemplateFault extends Span {
  readonly message: string;
}

/** A template that cannot be computed. Functions do not know where they are called: whoever calls them adds the place. */
export class TemplateError extends Error {
  readonly span: Span | undefined;

  constructor(message: string, span?: Span) {
    super(message);
    this.name = 'TemplateError';
    this.span = span;
  }
}

/** Refuses for a reason that Prometheus would have too, or for one that the message names. */
export function refuse(message: string, span?: Span): never {
  throw new TemplateError(message, span);
}

/** Only the place of something that has more. */
export function spanOf({ from, to }: Span): Span {
  return { from, to };
}
