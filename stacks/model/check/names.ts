import type { StackDefinition } from '../definition.ts';
import type { Problem } from '../problem.ts';
import { serviceJobName } from '../service-job.ts';

/** Names of the parts that every stack has; no service or exporter may take one. */
export const serverNames = ['prometheus', 'alertmanager', 'grafana', 'inbox'];

const dnsLabel = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const moduleName = /^[a-z][a-z0-9_]*$/;

type Path = readonly (string | number)[];

/** NX102: a name that a host, a file or a label cannot have. NX103: the same name twice. */
export function checkNames(definition: StackDefinition): Problem[] {
  const problems: Problem[] = [];
  const wellFormed = (name: string, path: Path, form = dnsLabel, example = 'orders-api') => {
    if (form.test(name)) return;
    const rule =
      form === dnsLabel
        ? 'lower-case letters, digits and hyphens, at most 63'
        : 'lower-case letters, digits and underscores';
    problems.push({
      code: 'NX102',
      path,
      message: `'${name}' is not a valid name`,
      fix: `use ${rule}, starting with a letter, like '${example}'`,
    });
  };
  wellFormed(definition.name, ['name']);
  for (const name of Object.keys(definition.services)) wellFormed(name, ['services', name]);
  for (const name of Object.keys(definition.probes ?? {})) wellFormed(name, ['probes', name]);
  for (const name of Object.keys(definition.receivers)) wellFormed(name, ['receivers', name]);
  for (const name of Object.keys(definition.modules ?? {})) wellFormed(name, ['modules', name], moduleName, 'http_2xx');
  return [...problems, ...duplicateParts(definition), ...duplicateJobs(definition), ...duplicateGroups(definition)];
}

function duplicateParts(definition: StackDefinition): Problem[] {
  const parts: [string, Path][] = [
    ...Object.keys(definition.services).map((name): [string, Path] => [name, ['services', name]]),
    ...definition.exporters.map((exporter, index): [string, Path] => [exporter.name, ['exporters', index]]),
  ];
  return duplicates(
    parts,
    new Set(serverNames),
    'part',
    'every service and exporter is a host name of its own; rename one of them',
  );
}

/** Services may share a job; a probe may not take the job of anything else. */
function duplicateJobs(definition: StackDefinition): Problem[] {
  const taken = new Set(['prometheus', 'alertmanager', 'grafana']);
  for (const [name, service] of Object.entries(definition.services)) {
    const job = serviceJobName(name, service);
    if (job !== undefined) taken.add(job);
  }
  const probes = Object.keys(definition.probes ?? {}).map((name): [string, Path] => [name, ['probes', name]]);
  return duplicates(probes, taken, 'scrape job', 'rename the probe, or the job of the service');
}

function duplicateGroups(definition: StackDefinition): Problem[] {
  const groups = (definition.rules ?? []).map((group, index): [string, Path] => [group.name, ['rules', index]]);
  return duplicates(groups, new Set(), 'rule group', 'give each rule group a name of its own');
}

function duplicates(named: readonly [string, Path][], taken: Set<string>, what: string, fix: string): Problem[] {
  return named.flatMap(([name, path]): Problem[] => {
    if (!taken.has(name)) {
      taken.add(name);
      return [];
    }
    return [{ code: 'NX103', path, message: `there is already a ${what} named '${name}'`, fix }];
  });
}
