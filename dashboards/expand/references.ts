/** A reference to a variable in a text. */
export interface Reference {
  /** As it stands there: `${job:regex}`. */
  readonly text: string;
  readonly name: string;
  /** Behind the dot: `text` of `${job.text}`. */
  readonly field: string | undefined;
  /** Behind the colon: `regex` of `${job:regex}`, `date:YYYY` of `${__from:date:YYYY}`. */
  readonly format: string | undefined;
}

/**
 * References to variables: `$name`, `[[name]]`, `[[name:format]]`, `${name}`, `${name.field}`, `${name:format}`, `${name:format:argument}`.
 * Source: `VARIABLE_REGEX` of @grafana/scenes.
 */
const pattern = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

/** The references in a text, in their order. `$1` is one by its form; `label_replace` uses it for something else. */
export function references(text: string): Reference[] {
  return [...text.matchAll(pattern)].map(([match, ...groups]) => reference(match, groups));
}

/** A text with something else in the place of each reference. */
export function replaceReferences(text: string, replace: (reference: Reference) => string): string {
  return text.replace(pattern, (match, ...groups: (string | undefined)[]) => replace(reference(match, groups)));
}

function reference(text: string, groups: readonly (string | undefined)[]): Reference {
  const [plain, bracketed, bracketFormat, braced, field, bracedFormat] = groups;
  return { text, name: plain ?? bracketed ?? braced ?? '', field, format: bracketFormat ?? bracedFormat };
}
