import { join } from 'node:path/posix';
import { imageReference } from '../../../stacks/model/index.ts';
import type { ToolInput } from '../tools.ts';
import { at, entries, items, parseAll, textOf, texts, type Value } from '../yaml-value.ts';
import { secretStandIn, type View, type Viewer } from './view.ts';

/** An object of the cluster and the artifact that it stands in. */
interface Located {
  readonly artifact: string;
  /** Of the whole artifact, without their indentation. */
  readonly lines: readonly string[];
  readonly object: Value;
}

const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Both ways to run in a cluster: the pods of the plain manifests, and what the operator makes of its resources. */
export const kubernetesViews: Viewer = (plan, artifacts, folder) => {
  const programs = new Map(plan.workloads.map(({ image, program }) => [imageReference(image), program]));
  return ['plain', 'operator'].flatMap((flavour) => {
    const objects = [...artifacts]
      .filter(([path]) => path.startsWith(`kubernetes/${flavour}/`) && path.endsWith('.yaml'))
      .flatMap(([path, text]) => {
        const lines = text.split('\n').map((line) => line.trim());
        return parseAll(text).map((object) => ({ artifact: `${folder}/${path}`, lines, object }));
      });
    return objects.flatMap((located) => [...podViews(located, objects, programs), ...operatorViews(located, objects)]);
  });
};

function podViews(located: Located, objects: readonly Located[], programs: ReadonlyMap<string, string>): View[] {
  const spec = at(located.object, 'spec', 'template', 'spec');
  const volumes = new Map(items(at(spec, 'volumes')).map((volume) => [textOf(at(volume, 'name')), volume]));
  return items(at(spec, 'containers')).map((container): View => {
    const files = new Map<string, ToolInput>();
    const broken: { source: string; artifact: string }[] = [];
    for (const mount of items(at(container, 'volumeMounts'))) {
      const volume = volumes.get(textOf(at(mount, 'name')));
      const sources = [volume, ...items(at(volume, 'projected', 'sources'))];
      for (const source of sources) {
        const { found, missing } = filesOf(source, located, objects);
        for (const [path, input] of found) files.set(join(textOf(at(mount, 'mountPath')) ?? '/', path), input);
        broken.push(...missing.map((name) => ({ source: name, artifact: located.artifact })));
      }
    }
    if (at(spec, 'automountServiceAccountToken') !== false) addServiceAccount(files, located);
    const name = textOf(at(container, 'name')) ?? '';
    const program = programs.get(textOf(at(container, 'image')) ?? '') ?? '';
    return { target: 'kubernetes', part: name, program, args: texts(at(container, 'args')), files, broken };
  });
}

/** The files of a volume, or of one source of a projected one, and what it asks for in vain. */
function filesOf(source: Value, located: Located, objects: readonly Located[]) {
  const found: [string, ToolInput][] = [];
  const missing: string[] = [];
  const configMap = textOf(at(source, 'configMap', 'name'));
  if (configMap !== undefined) {
    const holder = find(objects, 'ConfigMap', configMap);
    const data = at(holder?.object, 'data');
    const wanted = keysAndPaths(at(source, 'configMap', 'items'));
    for (const [key, path] of wanted.length > 0 ? wanted : entries(data).map(([each]) => [each, each] as const)) {
      const text = textOf(at(data, key));
      if (holder === undefined || text === undefined) missing.push(`${key} of the ConfigMap ${configMap}`);
      else found.push([path, embedded(holder, text)]);
    }
  }
  // The values of secrets are the operator's; the paths of their files are ours.
  for (const [, path] of keysAndPaths(at(source, 'secret', 'items'))) {
    found.push([path, { artifact: located.artifact, text: secretStandIn }]);
  }
  return { found, missing };
}

function keysAndPaths(list: Value): [string, string][] {
  return items(list).map((item) => [textOf(at(item, 'key')) ?? '', textOf(at(item, 'path')) ?? '']);
}

function operatorViews(located: Located, objects: readonly Located[]): View[] {
  const { object, artifact } = located;
  const part = textOf(at(object, 'metadata', 'name')) ?? '';
  const secretTexts = (name: string | undefined): ReadonlyMap<string, ToolInput> => {
    const holder = name === undefined ? undefined : find(objects, 'Secret', name);
    const data = holder === undefined ? [] : entries(at(holder.object, 'stringData'));
    return new Map(
      data.flatMap(([key, text]) =>
        holder === undefined || typeof text !== 'string' ? [] : [[key, embedded(holder, text)] as const],
      ),
    );
  };
  const view = (program: string, path: string, input: ToolInput | undefined, files: Map<string, ToolInput>): View[] => {
    if (input === undefined) return [];
    const args = [`--config.file=${path}`];
    return [{ target: 'kubernetes', part, program, args, files: files.set(path, input), broken: [] }];
  };
  switch (at(object, 'kind')) {
    case 'Alertmanager': {
      const folder = '/etc/alertmanager/config';
      const config = secretTexts(textOf(at(object, 'spec', 'configSecret')));
      // The operator mounts each as a folder of its own.
      const files = texts(at(object, 'spec', 'secrets')).map((name): [string, ToolInput] => [
        `/etc/alertmanager/secrets/${name}/${name}`,
        { artifact, text: secretStandIn },
      ]);
      const beside = [...config].map(([key, input]): [string, ToolInput] => [`${folder}/${key}`, input]);
      const path = `${folder}/alertmanager.yaml`;
      return view('alertmanager', path, config.get('alertmanager.yaml'), new Map([...files, ...beside]));
    }
    case 'Prometheus': {
      const additional = at(object, 'spec', 'additionalScrapeConfigs');
      const jobs = secretTexts(textOf(at(additional, 'name'))).get(textOf(at(additional, 'key')) ?? '');
      const input = jobs && {
        ...jobs,
        text: `scrape_configs:\n${jobs.text}`,
        linesBefore: (jobs.linesBefore ?? 1) - 1,
      };
      const files = new Map<string, ToolInput>();
      addServiceAccount(files, located);
      return view('prometheus', '/etc/prometheus/prometheus.yaml', input, files);
    }
    default:
      return [];
  }
}

function addServiceAccount(files: Map<string, ToolInput>, { artifact }: Located): void {
  for (const name of ['token', 'ca.crt', 'namespace']) {
    files.set(`${serviceAccount}/${name}`, { artifact, text: secretStandIn });
  }
}

function find(objects: readonly Located[], kind: string, name: string): Located | undefined {
  return objects.find(({ object }) => at(object, 'kind') === kind && at(object, 'metadata', 'name') === name);
}

/** A text that stands in a larger one, with the number of lines before it. */
function embedded({ artifact, lines }: Located, text: string): ToolInput {
  const start = text.split('\n', 3).map((line) => line.trim());
  const index = lines.findIndex((_, line) => start.every((each, offset) => lines[line + offset] === each));
  return { artifact, text, ...(index > 0 && { linesBefore: index }) };
}
