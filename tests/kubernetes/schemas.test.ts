import { describe, expect, it } from 'vitest';
import { validateManifests } from '../../kubernetes/index.ts';
import { environmentNames, yaml } from '../../stacks/model/index.ts';
import { flavours, type Json, objectsOf, sergasArtifacts } from './objects.ts';

const file = 'kubernetes/plain/changed.yaml';
const check = (object: Json) => validateManifests(new Map([[file, yaml(object)]]));

/** One object of each kind that any environment and flavour has. */
const samples = new Map<string, Json>(
  environmentNames.flatMap((environment) =>
    flavours.flatMap((flavour) =>
      objectsOf(sergasArtifacts(environment), flavour).map((object): [string, Json] => [object.kind, object]),
    ),
  ),
);

/** Paths of all plain objects inside a value that a schema describes field by field. */
function places(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => places(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  const map = /^(labels|annotations|matchLabels|data|stringData|nodeSelector|requests|limits|selector|externalLabels)$/;
  const last = path.at(-1);
  // A Service's selector is a map; other selectors are objects.
  if (typeof last === 'string' && map.test(last) && !('matchLabels' in value) && Object.keys(value).length > 0)
    return [];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function at(value: Json, path: readonly (string | number)[]): Json {
  return path.reduce((inner, key) => inner[key], value);
}

describe('the manifests of Sergas', () => {
  it.each(environmentNames)(
    'in %s satisfy the schemas of Kubernetes and of the operator, without a field too many',
    async (environment) => {
      expect(await validateManifests(sergasArtifacts(environment))).toEqual([]);
    },
  );
});

describe('the check of manifests', () => {
  it.each([...samples])('notices an unknown field anywhere in an object of the kind %s', async (_, sample) => {
    for (const path of places(sample)) {
      // The labels of a rule and empty selectors are maps that hold what they like.
      if (path.length > 0 && Object.keys(at(sample, path)).length === 0) continue;
      const changed = structuredClone(sample);
      at(changed, path).fieldThatIsNot = 'there';
      const problems = await check(changed);
      expect(
        problems.map(({ code }) => code),
        JSON.stringify(path),
      ).toContain('NX312');
      expect(problems[0]?.path).toEqual([file, `${sample.kind} ${sample.metadata.name}`, ...path, 'fieldThatIsNot']);
    }
  });

  it('says which field was meant', async () => {
    const changed = structuredClone(samples.get('StatefulSet'));
    changed.spec.template.spec.containers[0].readynessProbe = { httpGet: { path: '/', port: 1 } };
    const [problem] = await check(changed);
    expect(problem).toMatchObject({ code: 'NX312', fix: "did you mean 'readinessProbe'?" });
  });

  it('notices a value of the wrong type, and says which one it needs', async () => {
    const changed = structuredClone(samples.get('Deployment'));
    changed.spec.replicas = 'three';
    const problems = await check(changed);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'NX313',
      path: [file, `Deployment ${changed.metadata.name}`, 'spec', 'replicas'],
      fix: 'give it a value of type integer',
    });
    expect(problems[0]?.message).toContain('"three"');
  });

  it('notices a field that is missing, and a value that is not allowed', async () => {
    const monitor = structuredClone(samples.get('ServiceMonitor'));
    delete monitor.spec.endpoints;
    monitor.spec.selector.matchExpressions = 'all';
    const problems = await check(monitor);
    expect(problems.map(({ message }) => message)).toContainEqual("'endpoints' is missing");
    expect(problems.map(({ path }) => path.join('.'))).toContainEqual(
      expect.stringContaining('spec.selector.matchExpressions'),
    );
  });

  it('lists every mistake of every file at once', async () => {
    const bad = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, dta: {} });
    const problems = await validateManifests(
      new Map([
        ['kubernetes/plain/a.yaml', `${yaml(bad('a'))}---\n${yaml(bad('b'))}`],
        ['kubernetes/operator/c.yaml', yaml(bad('c'))],
        ['compose/compose.yaml', 'services: 1'],
      ]),
    );
    expect(problems.map(({ path }) => path.slice(0, 2))).toEqual([
      ['kubernetes/plain/a.yaml', 'ConfigMap a'],
      ['kubernetes/plain/a.yaml', 'ConfigMap b'],
      ['kubernetes/operator/c.yaml', 'ConfigMap c'],
    ]);
  });

  it('refuses kinds that nobody has a schema for, documents that are no objects, and text that is no YAML', async () => {
    const problems = await validateManifests(
      new Map([
        ['kubernetes/plain/a.yaml', yaml({ apiVersion: 'v1', kind: 'ConfigMp', metadata: { name: 'a' } })],
        ['kubernetes/plain/b.yaml', '- 1\n- 2\n'],
        ['kubernetes/plain/c.yaml', 'a: [1\n'],
      ]),
    );
    expect(problems.map(({ code, path }) => [code, path[0]])).toEqual(
      expect.arrayContaining([
        ['NX311', 'kubernetes/plain/a.yaml'],
        ['NX310', 'kubernetes/plain/b.yaml'],
        ['NX310', 'kubernetes/plain/c.yaml'],
      ]),
    );
    expect(problems.find(({ code }) => code === 'NX311')?.fix).toBe("did you mean 'v1 ConfigMap'?");
  });
});
