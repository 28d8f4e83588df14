import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../scripts/check/gate.ts';
import { type CheckFilesOptions, foreignReport, tellForeignReport } from '../../scripts/commands/check-files.ts';
import { NarthexError } from '../../stacks/model/index.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** What the command said about files, and what it found. */
export interface Checked {
  readonly passed: boolean;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** The summary lines. */
  readonly report: { readonly expressions: number; readonly unknown: readonly string[]; readonly skipped: number };
  readonly folder: string;
}

type Files = Readonly<Record<string, string>>;

const defaults = { catalogs: [], closed: false, evaluationInterval: 60, ignore: ['NX543', 'NX856'] } as const;

/** Writes files into a folder outside any project and checks them: `.yml` as rules, `.json` as dashboards, the rest as catalogs. */
export async function checked(files: Files, options: Partial<CheckFilesOptions> = {}): Promise<Checked> {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const paths = (pattern: RegExp) =>
    Object.keys(files)
      .filter((name) => pattern.test(name))
      .map((name) => join(folder, name));
  const all = { rules: paths(/\.ya?ml$/), dashboards: paths(/\.json$/), ...defaults, ...options };
  const withCatalogs = { ...all, catalogs: options.catalogs?.map((path) => join(folder, path)) ?? [] };
  const reported = await foreignReport(withCatalogs);
  const said = (json: boolean): string => {
    const results: string[] = [];
    const ignore = () => {};
    const terminal = { result: (text: string) => results.push(text), progress: ignore, done: ignore, note: ignore };
    tellForeignReport(reported, { ...withCatalogs, json }, terminal);
    return results.join('\n');
  };
  const report = JSON.parse(said(true)) as Checked['report'] & { readonly findings: readonly Finding[] };
  const findings = report.findings.map((each) => ({ ...each, artifact: each.artifact.replace(`${folder}/`, '') }));
  return { passed: reported.passed, text: said(false).replaceAll(`${folder}/`, ''), findings, report, folder };
}

/** The message of a refusal. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NarthexError)) throw new Error(`not refused: ${String(error)}`);
  return error.message;
}

/** `rules.yml:7:14 NX504` of each finding. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map(
    ({ artifact, line, column, code }) =>
      `${[artifact, line, column].filter((each) => each !== undefined).join(':')} ${code}`,
  );
}

/** What stands at the place of a finding: the rest of the line. */
export function textAt(source: string, { line = 0, column = 1 }: Finding): string {
  return (source.split('\n')[line - 1] ?? '').slice(column - 1);
}
