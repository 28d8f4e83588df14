import type { StackDefinition } from '../definition.ts';
import type { Problem } from '../problem.ts';

/** Names of the parts that every stack has; no service or exporter may take one. */
export const serverNames = ['prometheus', 'alertmanager', 'grafana', 'inbox', 'runbooks', 'preview'];

interface NameForm {
  readonly pattern: RegExp;
  readonly rule: string;
  readonly example: string;
}

const dnsLabel: NameForm = {
  pattern: /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
  rule: 'lower-case letters, digits and hyphens, at most 63',
  example: 'orders-api',
};
const moduleName: NameForm = {
  pattern: /^[a-z][a-z0-9_]*$/,
  rule: 'lower-case letters, digits and underscores',
  example: 'http_2xx',
};
/** Nothing in it that a regular expression reads as something else: alerts match several jobs at once. */
const jobName: NameForm = {
  pattern: /^[a-zA-Z][a-zA-Z0-9_-]*$/,
  rule: 'letters, digits, hyphens and underscores',
  example: 'orders-api',
};

type Path = readonly (string | number)[];

/** NX102: a name that a host, a file or a label cannot have. NX103: the same name twice. */
export function checkNames(definition: StackDefinition): Problem[] {
  const problems: Problem[] = [];
  const wellFormed = (name: string, path: Path, form: NameForm = dnsLabel) => {
    if (form.pattern.test(name)) return;
    problems.push({
      code: 'NX102',
      path,
      message: `'${name}' is not a valid name`,
      fix: `use ${form.rule}, starting with a letter, like '${form.example}'`,
    });
  };
  wellFormed(definition.name, ['name']);
  for (const [name, { metrics }] of Object.entries(definition.services)) {
    wellFormed(name, ['services', name]);
    if (metrics?.job !== undefined) wellFormed(metrics.job, ['services', name, 'metrics', 'job'], jobName);
  }
  for (const name of Object.keys(definition.probes ?? {})) wellFormed(name, ['probes', name]);
  definition.rules?.forEach(({ name }, index) => {
    wellFormed(name, ['rules', index, 'name']);
  });
  for (const name of Object.keys(definition.slos ?? {})) wellFormed(name, ['slos', name]);
  for (const name of Object.keys(definition.receivers)) wellFormed(name, ['receivers', name]);
  for (const name of Object.keys(definition.muteTimes ?? {})) wellFormed(name, ['muteTimes', name]);
  for (const name of Object.keys(definition.modules ?? {})) wellFormed(name, ['modules', name], moduleName);
  return [...problems, ...duplicateParts(definition), ...duplicateGroups(definition)];
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

function duplicateGroups(definition: StackDefinition): Problem[] {
  const groups = (definition.rules ?? []).map((group, index): [string, Path] => [group.name, ['rules', index]]);
  return duplicates(groups, new Set(), 'rule group', 'give each rule group a name of its own');
}

/** NX103 for every name that is taken; those that are free are taken from then on. */
export function duplicates(named: readonly [string, Path][], taken: Set<string>, what: string, fix: string): Problem[] {
  return named.flatMap(([name, path]): Problem[] => {
    if (!taken.has(name)) {
      taken.add(name);
      return [];
    }
    return [{ code: 'NX103', path, message: `there is already a ${what} named '${name}'`, fix }];
  });
}
