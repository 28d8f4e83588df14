// The types of a definition, read from their source: the formatter of this repository leaves one way to write an interface.

/** One key of an interface. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  /** As it is written, on one line and without comments. */
  readonly type: string;
  /** Its doc comment; empty if there is none. */
  readonly doc: string;
}

/** An exported type: keys of an interface, or the whole declaration of an alias. */
export interface TypeText {
  readonly name: string;
  readonly doc: string;
  /** What it takes the keys of, too. */
  readonly extends: string | undefined;
  readonly fields: readonly Field[];
  /** Of an alias: what it stands for, with its comments. */
  readonly alias: string | undefined;
}

/** Every interface and alias of a source file, also those that are not exported. */
export function typesOf(source: string): TypeText[] {
  const declarations = source.matchAll(
    /^(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?(?:export )?(?:interface (\w+)(?:<[\s\S]*?>)?(?: extends ([^{]+?))? \{\n([\s\S]*?)^\}|type (\w+)(?:<[\s\S]*?>)? =([\s\S]*?);$(?=\n(?:\n|$)))/gm,
  );
  return [...declarations].map(([, doc = '', name, base, body = '', alias, value]) => ({
    name: name ?? alias ?? '',
    doc: docText(doc),
    extends: base?.replace(/<.*$/, ''),
    fields: fieldsOf(body),
    alias: value?.trim(),
  }));
}

/** The keys of an interface, from what stands between its braces. */
function fieldsOf(body: string): Field[] {
  const keys = body.matchAll(
    /^ {2}(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2})?readonly (\w+)(\??):\s([\s\S]*?);$(?=\n(?: {2}\S|$)|(?![\s\S]))/gm,
  );
  return [...keys].map(([, doc = '', name = '', optional, type = '']) => ({
    name,
    optional: optional === '?',
    type: type
      .replace(/\/\*\*?[\s\S]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .trim(),
    doc: docText(doc),
  }));
}

/** A comment without its stars. */
function docText(comment: string): string {
  return comment
    .replace(/^ *\* ?/gm, '')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
}
