import { ruleFile, runbookFiles, unitTests } from '../../rules/index.ts';
import { type Artifacts, generatedHeader, type Plan, yaml } from '../model/index.ts';

/** The files that are the same for every target: rules, their unit tests, runbooks, dashboards. */
export function sharedArtifacts(plan: Plan): Artifacts {
  const files = new Map<string, string>();
  const header = generatedHeader(plan.stack);
  for (const group of plan.groups) {
    files.set(`rules/${group.name}.yml`, header + yaml(ruleFile(group, plan.stack)));
    const tests = unitTests(group, plan.stack);
    if (tests !== undefined) files.set(`tests/${group.name}.yml`, header + yaml(tests));
  }
  for (const { path, text } of runbookFiles(plan)) files.set(`runbooks/${path}`, text);
  for (const { uid, json } of plan.dashboards)
    files.set(`dashboards/${uid}.json`, `${JSON.stringify(json, null, 2)}\n`);
  return files;
}
