import type { Span } from '../syntax/ast.ts';

/** A number as Go reads it; `undefined` is one that this does not compute with: a complex one, or a whole one of more than 64 bits. */
export type NumberLiteral =
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | undefined;

/** One word of a command. `path` are the fields behind it: `.Labels.job` of the dot, `$x.Value`, `(first $all).Labels`. */
export type Operand = Span &
  (
    | { readonly kind: 'dot'; readonly path: readonly string[] }
    | { readonly kind: 'variable'; readonly name: string; readonly path: readonly string[] }
    | { readonly kind: 'group'; readonly pipeline: Pipeline; readonly path: readonly string[] }
    | { readonly kind: 'function'; readonly name: string; readonly path: readonly string[] }
    | { readonly kind: 'string'; readonly text: string }
    | { readonly kind: 'number'; readonly number: NumberLiteral }
    | { readonly kind: 'bool'; readonly is: boolean }
    | { readonly kind: 'nil' }
  );

/** What stands between pipes: a function with arguments, or one operand. */
export interface Command extends Span {
  readonly first: Operand;
  readonly rest: readonly Operand[];
}

/** Commands, each given what the one before it made; `$x := …` declares, `$x = …` assigns. */
export interface Pipeline extends Span {
  readonly variables: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** What a template is made of. */
export type TemplateNode =
  | { readonly kind: 'literal'; readonly text: string }
  | (Span & { readonly kind: 'show'; readonly pipeline: Pipeline })
  | (Span & {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    })
  | (Span & { readonly kind: 'template'; readonly name: string; readonly pipeline: Pipeline | undefined })
  | (Span & { readonly kind: 'break' | 'continue' });
