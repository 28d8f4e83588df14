import type { Problem } from '../../stacks/model/index.ts';
import type { Change, Detail, Section } from './change.ts';
import { dashboardsDiffer } from './dashboards.ts';
import { Documents, type Files, refuseBroken } from './documents.ts';
import { otherFilesDiffer, runbooksDiffer } from './files.ts';
import type { ArtifactFolder, EnvironmentFolder } from './folder.ts';
import { scrapingDiffers } from './jobs.ts';
import { probesDiffer } from './probes.ts';
import { routingDiffers } from './routing.ts';
import { rulesDiffer } from './rules.ts';
import { type EnvironmentChanges, together } from './together.ts';
import { type View, views } from './views.ts';

/**
 * What changes for people between two folders of artifacts. Throws a `NarthexError` with every file that is broken (NX923), and writes
 * and reads nothing.
 */
export function compare(before: ArtifactFolder, after: ArtifactFolder): Section[] {
  const problems: Problem[] = [];
  const renamed = named(before, after);
  const key = ({ stack, environment }: EnvironmentFolder) => `${stack}/${environment}`;
  const [old, now] = [renamed, after.environments].map((all) => new Map(all.map((each) => [key(each), each]))) as [
    Map<string, EnvironmentFolder>,
    Map<string, EnvironmentFolder>,
  ];
  const found = [...new Set([...now.keys(), ...old.keys()])].map((each): EnvironmentChanges => {
    const [a, b] = [old.get(each), now.get(each)];
    const { stack, environment } = (b ?? a) as EnvironmentFolder;
    return { stack, environment, changes: environmentDiffers(a, b, problems) };
  });
  refuseBroken(problems);
  return together(found);
}

/** The environments as the other folder names them, where what was given holds no names: two folders of one stack are the same stack. */
function named(before: ArtifactFolder, after: ArtifactFolder): readonly EnvironmentFolder[] {
  const [first] = after.environments;
  if (first === undefined || before.level === 'stacks' || after.level === 'stacks') return before.environments;
  const both = before.level === 'environment' && after.level === 'environment';
  return before.environments.map((each) => ({
    ...each,
    stack: first.stack,
    ...(both && { environment: first.environment }),
  }));
}

function environmentDiffers(
  before: EnvironmentFolder | undefined,
  after: EnvironmentFolder | undefined,
  problems: Problem[],
): Change[] {
  if (before === undefined || after === undefined) {
    const sign = before === undefined ? 'added' : 'removed';
    return [{ subject: 'stacks', thing: 'environment', name: `it was ${sign}`, sign, details: [] }];
  }
  const documents = {
    before: new Documents(before.folder, before.files, problems),
    after: new Documents(after.folder, after.files, problems),
  };
  const pairs = [before.files, after.files] as const;
  const contents = (folder: string) =>
    changedContents(folder, pairs).map((paths, index) =>
      paths.map((path) => (index === 0 ? documents.before : documents.after).one(path)),
    ) as [unknown[], unknown[]];
  return [
    ...rulesDiffer(...contents('rules/')),
    ...serversDiffer(views(before.files, documents.before), views(after.files, documents.after)),
    ...dashboardsDiffer(...contents('dashboards/')),
    ...runbooksDiffer(...pairs),
    ...otherFilesDiffer(...pairs, documents),
  ];
}

/** The files of a folder, but for those that are the same on both sides: reading them takes most of the time. */
function changedContents(folder: string, [before, after]: readonly [Files, Files]): [string[], string[]] {
  const paths = (files: Files, others: Files) =>
    [...files.keys()].filter((path) => path.startsWith(folder) && files.get(path) !== others.get(path)).sort();
  return [paths(before, after), paths(after, before)];
}

/** The same change of the same thing is told once, of the target that is looked at first. */
function serversDiffer(before: readonly View[], after: readonly View[]): Change[] {
  const targets = (all: readonly View[]) => all.map(({ target }) => target);
  if (before.length + after.length > 0 && !targets(after).some((target) => targets(before).includes(target))) {
    const [old, now] = [before, after].map((all) => targets(all).join(', ') || 'nothing');
    const name = `routes and jobs cannot be compared: before there is ${old}, after ${now}`;
    return [{ subject: 'stacks', thing: 'target', name, sign: 'changed', details: [] }];
  }
  const told = new Set<string>();
  return after.flatMap((now, index) => {
    const old = before.find(({ target }) => target === now.target);
    if (old === undefined) return [];
    const changes = viewDiffers(old, now).flatMap((change) => withoutTold(change, told));
    for (const change of changes) for (const key of toldKeys(change)) told.add(key);
    if (index === 0) return changes;
    return changes.map((change) => ({ ...change, name: `${change.name} (only ${now.target})` }));
  });
}

/** What of a change was not told yet; nothing if all of it was. */
function withoutTold(change: Change, told: ReadonlySet<string>): Change[] {
  if (change.details.length === 0) return toldKeys(change).every((key) => told.has(key)) ? [] : [change];
  const details = change.details.filter((detail) => !told.has(toldKey(change, detail)));
  return details.length === 0 ? [] : [{ ...change, details }];
}

function toldKeys(change: Change): string[] {
  return change.details.length === 0 ? [toldKey(change)] : change.details.map((detail) => toldKey(change, detail));
}

/** What is there or gone is that for all targets, whatever its addresses are. */
function toldKey({ thing, name, sign }: Change, detail?: Detail): string {
  return JSON.stringify([thing, name, sign, detail]);
}

function viewDiffers(before: View, after: View): Change[] {
  return [
    ...routingDiffers(before.alertmanager, after.alertmanager),
    ...wordingDiffers(before.template, after.template),
    ...scrapingDiffers(
      { config: before.prometheus, targetFile: before.targetFile },
      { config: after.prometheus, targetFile: after.targetFile },
    ),
    ...probesDiffer(before.blackbox, after.blackbox),
  ];
}

/** The texts of messages are told as one thing: they are templates, which nobody reads line by line. */
function wordingDiffers(before: string | undefined, after: string | undefined): Change[] {
  if (before === after) return [];
  const details = [{ what: 'their templates are others' }];
  return [{ subject: 'routing', thing: 'wording', name: 'of messages', sign: 'changed', details }];
}
