import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Gate, Subject } from '../gate.ts';
import { assignedSecret, secretPatterns, sqlPassword } from '../secret-patterns.ts';
import { originAt, type ToolFinding } from '../tools.ts';
import { at, entries, parseAll, textOf } from '../yaml-value.ts';

/** Shorter values occur by chance. */
const shortest = 6;

/** Programs and pages of ours: their text speaks of tokens and passwords, and holds no setting. */
const prose = /\.(?:mjs|md)$/;

/** No value of a secret in anything that is written: artifacts are copied, committed and shown. */
export const secrets: Gate = {
  id: 'secrets',
  code: 'NX609',
  title: 'no secret in any artifact',
  why: 'artifacts are committed and copied; a secret in one is a secret no more',
  tools: [],
  run: async ({ subjects, projectFolder }) => {
    const values = existingSecrets(join(projectFolder, '.narthex', 'run'));
    const findings = subjects.flatMap((subject) => [...secretsIn(subject), ...valuesIn(subject, values)]);
    return {
      checked: subjects.reduce((sum, { artifacts }) => sum + artifacts.size, 0),
      what: 'file',
      findings: findings.map(
        (finding): Finding => ({
          ...finding,
          fix: 'declare it as secretFile(…) or generatedSecret(…), and let the part read the file; change the secret, it is known now',
        }),
      ),
      note: `${values.size} secret ${values.size === 1 ? 'file' : 'files'} of this project compared`,
    };
  },
};

function secretsIn({ artifacts, folder }: Subject): ToolFinding[] {
  return [...artifacts].flatMap(([path, text]) => {
    const artifact = `${folder}/${path}`;
    const inLines = text.split('\n').flatMap((line, index) => {
      const what = secretIn(line, path);
      return what === undefined ? [] : [{ artifact, line: index + 1, ...fromOf(text, index + 1), message: what }];
    });
    return [...inLines, ...encodedSecrets(artifact, path, text)];
  });
}

/** What kind of secret a line holds. Never the value: findings are printed and kept. */
function secretIn(line: string, path: string): string | undefined {
  const known = secretPatterns.find(({ pattern }) => pattern.test(line));
  if (known !== undefined) return `this is ${known.what}`;
  if (prose.test(path)) return undefined;
  if (sqlPassword.test(line)) return 'a password stands in the statement';
  const key = assignedSecret(line);
  return key && `'${key}' has a value`;
}

/** Kubernetes keeps the data of a Secret in base64. */
function encodedSecrets(artifact: string, path: string, text: string): ToolFinding[] {
  if (!path.startsWith('kubernetes/') || !/^kind: Secret$/m.test(text)) return [];
  return parseAll(text).flatMap((object) => {
    if (at(object, 'kind') !== 'Secret') return [];
    return entries(at(object, 'data')).flatMap(([key, value]) => {
      const decoded = Buffer.from(textOf(value) ?? '', 'base64').toString('utf8');
      const what = decoded.split('\n').flatMap((line) => secretIn(line, path) ?? [])[0];
      const name = textOf(at(object, 'metadata', 'name')) ?? '';
      return what === undefined
        ? []
        : [{ artifact, from: `Secret ${name}`, message: `${what} (in '${key}', encoded)` }];
    });
  });
}

/** The secret files on this machine, in plain and as Kubernetes would encode them. */
function valuesIn({ artifacts, folder }: Subject, values: ReadonlyMap<string, string>): ToolFinding[] {
  return [...values].flatMap(([file, value]) => {
    // Of several lines the longest: in YAML each is indented.
    const longest = value.split('\n').sort((a, b) => b.length - a.length)[0] ?? value;
    const forms = [longest, Buffer.from(value).toString('base64')];
    return [...artifacts].flatMap(([path, text]) => {
      const index = Math.max(...forms.map((form) => text.indexOf(form)));
      if (index === -1) return [];
      const line = text.slice(0, index).split('\n').length;
      const message = `the value of the secret ${file} stands here`;
      return [{ artifact: `${folder}/${path}`, line, ...fromOf(text, line), message }];
    });
  });
}

/** The values of all secret files of the stacks that ran in this project, by the path of the file in the folder of the runs. */
function existingSecrets(runs: string): ReadonlyMap<string, string> {
  const values = filesIn(runs).flatMap((run) =>
    filesIn(join(runs, run, 'secrets')).map((name): [string, string] => [
      join(run, 'secrets', name),
      readFileSync(join(runs, run, 'secrets', name), 'utf8').trim(),
    ]),
  );
  return new Map(values.filter(([, value]) => value.length >= shortest));
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function fromOf(text: string, line: number): { readonly from?: string } {
  const from = originAt(text, line);
  return from === undefined ? {} : { from };
}
