import type { StackDefinition } from '../definition.ts';
import { type Problem, unknownNameFix } from '../problem.ts';

const known: Readonly<Record<keyof StackDefinition, 'required' | 'optional'>> = {
  name: 'required',
  summary: 'required',
  team: 'required',
  services: 'required',
  exporters: 'required',
  receivers: 'required',
  routing: 'required',
  modules: 'optional',
  probes: 'optional',
  muteTimes: 'optional',
  inhibitions: 'optional',
  mail: 'optional',
  slos: 'optional',
  rules: 'optional',
  dashboards: 'optional',
  policy: 'optional',
  alerts: 'optional',
  unread: 'optional',
  runbooks: 'optional',
  prometheus: 'optional',
  alertmanager: 'optional',
  grafana: 'optional',
  budget: 'optional',
  scale: 'optional',
  versions: 'optional',
  environments: 'optional',
};

/** NX100: a required part is missing. NX101: a key that the definition does not have. The compiler says so too, but not to JavaScript. */
export function checkKeys(definition: StackDefinition): Problem[] {
  const given = definition as unknown as Readonly<Record<string, unknown>>;
  const missing = Object.entries(known)
    .filter(([key, need]) => need === 'required' && (given[key] === undefined || given[key] === null))
    .map(
      ([key]): Problem => ({
        code: 'NX100',
        path: [key],
        message: `'${key}' is missing`,
        fix: `give the stack '${key}'`,
      }),
    );
  const unknown = Object.keys(given)
    .filter((key) => !(key in known))
    .map(
      (key): Problem => ({
        code: 'NX101',
        path: [key],
        message: `a stack has no '${key}'`,
        fix: unknownNameFix(key, Object.keys(known)),
      }),
    );
  return [...missing, ...unknown];
}
