/** Which suite a test belongs to and of which type it is, decided by rules that are data. */
import { globMatcher } from './glob.ts';
import { TEST_TYPES, type TestType } from './metrics.ts';

/** Tests that match are of this type. A rule may name files, tags and projects; each that it names has to match. */
export interface TypeRule {
  readonly type: TestType;
  /** Globs of paths from the root of the project, with forward slashes: `tests/e2e/**`. */
  readonly files?: readonly string[];
  /** One of the tags of the test, as Vitest has them. */
  readonly tags?: readonly string[];
  /** The name of the Vitest project. */
  readonly projects?: readonly string[];
}

/** Files that match are one suite. */
export interface SuiteRule {
  readonly suite: string;
  readonly files: readonly string[];
}

/** How tests are sorted. */
export interface Classification {
  /** The first rule that matches decides; a tag, a folder or an ending of the file that is the name of a type comes after them. */
  readonly types?: readonly TypeRule[];
  /** The type of all others. Default `unit`. */
  readonly otherwise?: TestType;
  /** The first rule that matches decides. A file that none of them names belongs to the suite of its folder. */
  readonly suites?: readonly SuiteRule[];
  /** How many folders make the name of a suite: 2 turns `tests/api/users/list.test.ts` into `tests/api`. Default 2. */
  readonly depth?: number;
}

/** What is known of a test before it is sorted. */
export interface TestPlace {
  /** From the root of the project, with forward slashes. */
  readonly file: string;
  readonly tags: readonly string[];
  readonly project: string;
}

/** The suite and the type of a test. */
export interface Classifier {
  suiteOf(file: string): string;
  typeOf(place: TestPlace): TestType;
}

/** Sorts tests by these rules. */
export function classifier({ types = [], otherwise = 'unit', suites = [], depth = 2 }: Classification): Classifier {
  const typeRules = types.map(({ type, files, tags, projects }) => {
    const inFiles = files && globMatcher(files);
    return {
      type,
      matches: (place: TestPlace) =>
        (inFiles?.(place.file) ?? true) &&
        (tags?.some((tag) => place.tags.includes(tag)) ?? true) &&
        (projects?.includes(place.project) ?? true),
    };
  });
  const suiteRules = suites.map(({ suite, files }) => ({ suite, matches: globMatcher(files) }));
  return {
    suiteOf: (file) => suiteRules.find(({ matches }) => matches(file))?.suite ?? folderOf(file, depth),
    typeOf: (place) => typeRules.find(({ matches }) => matches(place))?.type ?? named(place) ?? otherwise,
  };
}

/**
 * The type that a tag, a folder or an ending of the file says: `e2e`, `tests/e2e/`, `login.e2e.test.ts`. The name itself says what is
 * tested: `load.test.ts` is about loading something.
 */
function named({ file, tags }: TestPlace): TestType | undefined {
  const path = file.split('/');
  const [, ...endings] = (path.pop() ?? '').split('.');
  for (const words of [tags, [...path, ...endings]]) {
    const type = TEST_TYPES.find((each) => words.includes(each));
    if (type !== undefined) return type;
  }
  return undefined;
}

function folderOf(file: string, depth: number): string {
  const folders = file.split('/').slice(0, -1);
  return folders.length === 0 ? '(root)' : folders.slice(0, depth).join('/');
}
