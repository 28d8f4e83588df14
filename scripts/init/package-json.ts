import { type Framework, frameworks } from './frameworks.ts';
import { withMembers } from './json-members.ts';
import type { InitProject } from './project.ts';

/** The exact version of a package that Narthex itself is tested with. */
export type VersionOf = (name: string) => string;

/** package.json with what was added, and what was there already under another value and stays. */
export interface EditedManifest {
  readonly text: string;
  /** `scripts.stack:synth`: keys that keep their values. */
  readonly kept: readonly string[];
}

/** The package.json of a start. What is there keeps its place, its value and its format. */
export function manifestOf(project: InitProject, version: VersionOf): EditedManifest {
  const sections = {
    scripts: scriptsOf(project),
    dependencies: versioned(['@narthex/instrumentation', 'prom-client', ...ownPackages(project)], version),
    devDependencies: versioned(['narthex', 'typescript', '@types/node', ...ownTypes(project)], version),
  };
  const { manifest, name } = project;
  if (manifest === undefined) {
    const head = { name, version: '0.1.0', private: true, type: 'module', engines: { node: '>=20' } };
    return { text: `${JSON.stringify({ ...head, ...sections }, null, 2)}\n`, kept: [] };
  }
  // A package that stands in the other section is there as well.
  const present = packagesIn(manifest);
  let text =
    project.start && project.stack === 'ts' ? withMembers(manifest, undefined, { type: 'module' }).text : manifest;
  const kept: string[] = [];
  for (const [section, members] of Object.entries(sections)) {
    const missing = Object.entries(members).filter(([key]) => section === 'scripts' || !present.has(key));
    const edited = withMembers(text, section, Object.fromEntries(missing));
    text = edited.text;
    kept.push(...edited.kept.map((key) => `${section}.${key}`));
  }
  return { text, kept };
}

function packagesIn(manifest: string): ReadonlySet<string> {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(manifest.replace(/^\uFEFF/, '')) as {
    readonly dependencies?: object;
    readonly devDependencies?: object;
  };
  return new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
}

function scriptsOf({ start, source, out, configured }: InitProject): Record<string, string> {
  const to = out === 'dist' ? '' : ` --out ${out}`;
  const server = `build/src/server.${source === 'mts' ? 'mjs' : 'js'}`;
  return {
    ...(start && !configured ? { build: 'tsc', start: `node ${server}`, typecheck: 'tsc --noEmit' } : {}),
    ...(start && !configured ? {} : { 'stack:types': 'tsc -p stacks' }),
    'stack:synth': `narthex synth${to}`,
    'stack:check': `narthex check${to}`,
    'stack:up': `narthex up${to}`,
    'stack:verify': `narthex verify${to}`,
    'stack:down': `narthex down${to}`,
  };
}

/** Those of a new service; an existing one has its own. */
function ownPackages({ start, framework }: InitProject): readonly string[] {
  return start ? frameworks[framework].dependencies : [];
}

function ownTypes({ start, framework }: InitProject): readonly string[] {
  const { types }: Framework = frameworks[framework];
  return start ? types : [];
}

function versioned(names: readonly string[], version: VersionOf): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, version(name)]));
}
