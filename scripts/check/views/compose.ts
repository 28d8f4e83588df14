import { join } from 'node:path/posix';
import type { Artifacts } from '../../../stacks/model/index.ts';
import type { ToolInput } from '../tools.ts';
import { at, entries, items, parse, textOf, texts, type Value } from '../yaml-value.ts';
import { secretStandIn, type View, type Viewer } from './view.ts';

/** Where the Compose file stands among the artifacts. */
export const composePath = 'compose/compose.yaml';

/** The services of `compose.yaml` as their containers see them. */
export const composeViews: Viewer = (plan, artifacts, folder) => {
  const text = artifacts.get(composePath);
  if (text === undefined) return [];
  const programs = new Map(plan.workloads.map(({ name, program }) => [name, program]));
  return entries(at(parse(text), 'services')).map(([part, service]): View => {
    const mounts = items(at(service, 'volumes')).flatMap(mountedFolder);
    const files = new Map<string, ToolInput>();
    const broken: { source: string; artifact: string }[] = [];
    for (const { source, target } of mounts) {
      const found = filesUnder(artifacts, join('compose', source), folder);
      if (found.length === 0) broken.push({ source, artifact: `${folder}/${composePath}` });
      for (const [path, input] of found) files.set(join(target, path), input);
    }
    for (const name of texts(at(service, 'secrets'))) {
      files.set(`/run/secrets/${name}`, { artifact: `${folder}/${composePath}`, text: secretStandIn });
    }
    // Compose reads a doubled dollar as one.
    const args = texts(at(service, 'command')).map((arg) => arg.replaceAll('$$', '$'));
    return { target: 'compose', part, program: programs.get(part) ?? '', args, files, broken };
  });
};

/** A folder or file of the artifacts that a service mounts: `./prometheus:/etc/prometheus:ro`. */
function mountedFolder(volume: Value): { source: string; target: string }[] {
  const [source = '', target = ''] = textOf(volume)?.split(':') ?? [];
  return /^\.\.?\//.test(source) ? [{ source, target }] : [];
}

function filesUnder(artifacts: Artifacts, path: string, folder: string): [string, ToolInput][] {
  return [...artifacts].flatMap(([file, text]): [string, ToolInput][] => {
    const inside = file === path ? '' : file.startsWith(`${path}/`) ? file.slice(path.length + 1) : undefined;
    return inside === undefined ? [] : [[inside, { artifact: `${folder}/${file}`, text }]];
  });
}
