import type { Section } from '../../scripts/diff/change.ts';
import { compare } from '../../scripts/diff/compare.ts';
import type { ArtifactFolder } from '../../scripts/diff/folder.ts';
import { terminalText } from '../../scripts/diff/words.ts';

/** Files of environments of the stack 'shop', by `production` and path. */
export type Tree = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A folder of artifacts as it would have been read. */
export function folder(tree: Tree, stack = 'shop', level: ArtifactFolder['level'] = 'stacks'): ArtifactFolder {
  const environments = Object.entries(tree).map(([environment, files]) => {
    return { stack, environment, folder: `dist/${stack}/${environment}`, files: new Map(Object.entries(files)) };
  });
  return { level, environments };
}

/** What differs between two sets of files of production. */
export function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Section[] {
  return compare(folder({ production: before }), folder({ production: after }));
}

/** The same as it is printed, line by line and without indentation, from the first subject on. */
export function said(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] {
  const lines = terminalText(differences(before, after)).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '' && line !== 'shop: production');
}

/** A rule file with one group. */
export function ruleFile(rules: string, group = 'host'): string {
  return `# Generated.\ngroups:\n  - name: ${group}\n    rules:\n${rules.replace(/^/gm, '      ')}\n`;
}
