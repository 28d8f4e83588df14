import { load, loadAll, YAMLException } from 'js-yaml';
import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import type { Value } from '../check/yaml-value.ts';

/** The files of one environment by their path within it. */
export type Files = ReadonlyMap<string, string>;

/** Reads the content of files, and remembers every one that has none, so that all are told at once. */
export class Documents {
  readonly #folder: string;
  readonly #files: Files;
  readonly #problems: Problem[];

  /** `folder` stands before the paths in messages; problems are added to `problems`. */
  constructor(folder: string, files: Files, problems: Problem[]) {
    this.#folder = folder;
    this.#files = files;
    this.#problems = problems;
  }

  /** The content of a YAML or JSON file; `undefined` where there is no such file, or where it is broken. */
  one(path: string): Value {
    const text = this.#files.get(path);
    return text === undefined ? undefined : this.#parsed(path, text, load);
  }

  /** The documents of a YAML file. */
  all(path: string): readonly Value[] {
    const text = this.#files.get(path);
    return text === undefined ? [] : ((this.#parsed(path, text, loadAll) as readonly Value[] | undefined) ?? []);
  }

  /** The content of a YAML text that stands within another file. */
  text(path: string, text: string): Value {
    return this.#parsed(path, text, load);
  }

  #parsed(path: string, text: string, read: (text: string) => Value): Value {
    try {
      // JSON is YAML too, but JSON's own parser is ten times as fast and stricter.
      return path.endsWith('.json') ? (JSON.parse(text) as Value) : read(text);
    } catch (error) {
      if (!(error instanceof YAMLException) && !(error instanceof SyntaxError)) throw error;
      this.#problems.push(broken(`${this.#folder}/${path}`, error));
      return undefined;
    }
  }
}

function broken(file: string, error: YAMLException | SyntaxError): Problem {
  const fix = 'write the folder anew with narthex synth';
  if (error instanceof SyntaxError)
    return { code: 'NX923', path: [], message: `${file}: this is no JSON: ${error.message}`, fix };
  const position = { file, line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1 };
  return { code: 'NX923', path: [], message: `this is no YAML: ${error.reason}`, fix, position };
}

/** Refuses the work if something could not be read. */
export function refuseBroken(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new NarthexError('The folders cannot be compared.', problems);
}
