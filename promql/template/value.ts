/** A value of Go that a template holds while it is computed. */
export type Value =
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool'; readonly is: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  /** One byte of a text, `uint8`. */
  | { readonly kind: 'byte'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly text: string }
  /** What `safeHtml` makes: a text of a type of its own. */
  | { readonly kind: 'html'; readonly text: string }
  | { readonly kind: 'labels'; readonly entries: ReadonlyMap<string, Value> }
  /** What `args` makes: a map of anything. */
  | { readonly kind: 'args'; readonly entries: ReadonlyMap<string, Value> }
  /** The data of the alert, whose fields are `Labels`, `ExternalLabels`, `ExternalURL` and `Value`. */
  | { readonly kind: 'data'; readonly entries: ReadonlyMap<string, Value> }
  | { readonly kind: 'time'; readonly milliseconds: number };

export const nil: Value = { kind: 'nil' };

/** A text as a value. */
export function textValue(text: string): Value {
  return { kind: 'string', text };
}

/** A whole number as a value. */
export function intValue(value: number): Value {
  return { kind: 'int', value: BigInt(value) };
}

/** The name of its type in Go, as messages and `%T` show it. */
export function typeName({ kind }: Value): string {
  return typeNames[kind];
}

const typeNames: Readonly<Record<Value['kind'], string>> = {
  nil: '<nil>',
  bool: 'bool',
  int: 'int',
  byte: 'uint8',
  float: 'float64',
  string: 'string',
  html: 'template.HTML',
  labels: 'map[string]string',
  args: 'map[string]interface {}',
  data: 'struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }',
  time: '*time.Time',
};

/** Whether `if` takes it for true: nothing empty, no zero. NaN is true. */
export function isTrue(value: Value): boolean {
  switch (value.kind) {
    case 'nil':
      return false;
    case 'bool':
      return value.is;
    case 'int':
    case 'byte':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'string':
    case 'html':
      return value.text !== '';
    case 'labels':
    case 'args':
      return value.entries.size > 0;
    default:
      return true;
  }
}

/** The order of Go's texts: by bytes of UTF-8, which is that of code points. */
export function compareTexts(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  for (const [index, char] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const difference = (char.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The entries of a map in the order in which Go's templates and `fmt` go through it. */
export function sortedEntries(entries: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...entries].sort(([left], [right]) => compareTexts(left, right));
}
