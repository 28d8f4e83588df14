import type { HardeningRule, Workload } from '../../../stacks/model/index.ts';
import { composeServiceFaults } from '../compose-hardening.ts';
import type { Finding, Gate, Subject } from '../gate.ts';
import { hardeningFaults } from '../hardening-rules.ts';
import { manifestFinding } from '../problem-finding.ts';
import { lineOfPart, type ToolFinding } from '../tools.ts';
import { composePath } from '../views/compose.ts';
import { at, entries, parse } from '../yaml-value.ts';

/** Strict everywhere; every deviation has its reason, and what the Compose file says is what the workload says. */
export const hardening: Gate = {
  id: 'hardening',
  code: 'NX610',
  title: 'hardening',
  why: 'a part that is taken over must not take the machine with it',
  tools: [],
  run: async ({ subjects, each }) => {
    const workloads = subjects.reduce((sum, { plan }) => sum + plan.workloads.length, 0);
    const exceptions = new Set(
      subjects.flatMap(({ plan }) =>
        plan.workloads.flatMap(({ name, hardening }) => hardening.exceptions.map(({ rule }) => `${name} ${rule}`)),
      ),
    );
    const pods = await each(subjects, podFindings);
    const findings = [
      ...subjects.flatMap((subject) => [...workloadFindings(subject), ...composeFindings(subject)]),
      ...pods.flat(),
    ];
    const note = `${exceptions.size} exceptions with reasons`;
    return { checked: workloads, what: 'part', findings: unique(findings), note };
  },
};

function workloadFindings({ plan, folder }: Subject): Finding[] {
  return plan.workloads.flatMap((workload) =>
    hardeningFaults(workload).map((message) => ({
      artifact: folder,
      from: `part ${workload.name}`,
      message,
      fix: "keep the rule, or give the workload's hardening an exception with the reason",
    })),
  );
}

function composeFindings({ plan, artifacts, folder }: Subject): Finding[] {
  const text = artifacts.get(composePath);
  if (text === undefined) return [];
  const byName = new Map(plan.workloads.map((workload) => [workload.name, workload]));
  return entries(at(parse(text), 'services')).flatMap(([name, service]) => {
    const line = lineOfPart(text, name);
    return composeServiceFaults(name, service, exceptionsOf(byName.get(name))).map((message) => ({
      artifact: `${folder}/${composePath}`,
      ...(line !== undefined && { line }),
      from: `part ${name}`,
      message,
      fix: 'harden the workload that the part comes from; if it is, the Compose target leaves it out',
    }));
  });
}

/** What a namespace with Pod Security `restricted` would refuse. */
async function podFindings({ artifacts, folder }: Subject): Promise<Finding[]> {
  if (![...artifacts.keys()].some((path) => path.startsWith('kubernetes/'))) return [];
  const { podSecurityProblems, readManifests } = await import('../../../kubernetes/index.ts');
  const { manifests } = readManifests(artifacts);
  return podSecurityProblems(manifests).map((problem) => manifestFinding(folder, problem));
}

function exceptionsOf(workload: Workload | undefined): ReadonlySet<HardeningRule> {
  return new Set(workload?.hardening.exceptions.map(({ rule }) => rule));
}

/** A part of several environments is told once, with the places where it is the same. */
function unique(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.from} ${finding.message}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const also = others.map(({ artifact }: ToolFinding) => artifact);
    return [{ ...first, ...(also.length > 0 && { also }) }];
  });
}
