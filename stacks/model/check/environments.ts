import type { StackDefinition } from '../definition.ts';
import { environmentNames, type Overrides } from '../environment.ts';
import { type Problem, unknownNameFix } from '../problem.ts';
import { defaultSettings, type Settings } from '../settings.ts';

type Path = readonly (string | number)[];

const overrideKeys: Readonly<Record<keyof Overrides, true>> = {
  services: true,
  jobs: true,
  receivers: true,
  routing: true,
  inhibitions: true,
  groups: true,
  alerts: true,
  slos: true,
  runbooks: true,
  prometheus: true,
  alertmanager: true,
  grafana: true,
  budget: true,
  scale: true,
};
const routingKeys = ['groupWait', 'groupInterval', 'repeatInterval', 'routes'];
const jobKeys = ['interval', 'timeout', 'sampleLimit'];

/** NX116: an environment that is none. NX117: an override of something that the stack does not have. Jobs and alerts are checked where they are known. */
export function checkEnvironments(definition: StackDefinition): Problem[] {
  const settings = (['prometheus', 'alertmanager', 'grafana'] as const).flatMap((server) =>
    unknownKeys(definition[server], settingsOf(server), [server], `a setting of ${server}`),
  );
  const environments = Object.entries(definition.environments ?? {}).flatMap(([name, overrides]): Problem[] => {
    const path = ['environments', name];
    if (!(environmentNames as readonly string[]).includes(name)) {
      return [
        {
          code: 'NX116',
          path,
          message: `there is no environment '${name}'`,
          fix: unknownNameFix(name, environmentNames),
        },
      ];
    }
    return checkOverrides(definition, overrides ?? {}, path);
  });
  return [...settings, ...environments];
}

function checkOverrides(definition: StackDefinition, overrides: Overrides, path: Path): Problem[] {
  const services = Object.entries(overrides.services ?? {}).flatMap(([name, service]) =>
    unknownKeys(service, ['run'], [...path, 'services', name], 'something that an environment changes of a service'),
  );
  const jobs = Object.entries(overrides.jobs ?? {}).flatMap(([name, job]) =>
    unknownKeys(job, jobKeys, [...path, 'jobs', name], 'something that an environment changes of a job'),
  );
  const groups = Object.entries(overrides.groups ?? {}).flatMap(([name, group]) =>
    unknownKeys(
      group,
      ['interval'],
      [...path, 'groups', name],
      'something that an environment changes of a rule group',
    ),
  );
  const ownGroups = (definition.rules ?? []).map(({ name }) => name);
  return [
    ...unknownKeys(overrides, Object.keys(overrideKeys), path, 'something that an environment changes'),
    ...unknownKeys(overrides.services, Object.keys(definition.services), [...path, 'services'], 'a service'),
    ...services,
    ...jobs,
    ...unknownKeys(overrides.groups, ownGroups, [...path, 'groups'], 'a rule group of the stack'),
    ...groups,
    ...unknownKeys(overrides.receivers, Object.keys(definition.receivers), [...path, 'receivers'], 'a receiver'),
    ...unknownKeys(
      overrides.routing,
      routingKeys,
      [...path, 'routing'],
      'something that an environment changes of the routing',
    ),
    ...(['prometheus', 'alertmanager', 'grafana'] as const).flatMap((server) =>
      unknownKeys(overrides[server], settingsOf(server), [...path, server], `a setting of ${server}`),
    ),
  ];
}

/** Settings that nobody has unless they say so. */
const optionalSettings: Readonly<Record<keyof Settings, readonly string[]>> = {
  prometheus: [],
  alertmanager: ['retention'],
  grafana: ['traces'],
};

/** The names of the settings of a server: those that have a default, and those that nobody has unless they say so. */
function settingsOf(server: keyof Settings): string[] {
  return [...Object.keys(defaultSettings[server]), ...optionalSettings[server]];
}

/** NX117 for every key of an object that is not known. */
export function unknownKeys(value: object | undefined, known: readonly string[], path: Path, what: string): Problem[] {
  return Object.keys(value ?? {})
    .filter((key) => !known.includes(key))
    .map(
      (key): Problem => ({
        code: 'NX117',
        path: [...path, key],
        message: `'${key}' is not ${what}`,
        fix: unknownNameFix(key, known),
      }),
    );
}
