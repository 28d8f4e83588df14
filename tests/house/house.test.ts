import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/temporary.ts';
import { files, importsOf, packages, sources, text } from './sources.ts';

/** Files that people write and read; pictures and generated locks are none. */
const written = files.filter((path) => !/\.(svg|png|ico|woff2?)$/.test(path) && path !== 'package-lock.json');

describe('a file', () => {
  it('of source has at most 400 lines', () => {
    const long = files
      .filter((path) => /\.(ts|mjs)$/.test(path))
      .map((path) => [path, text(path).split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 400);
    expect(long).toEqual([]);
  });

  it('has no default export, unless it is a stack', () => {
    const defaults = sources.filter((path) => /^export (default\b|\{[^}]*\bdefault\b)/m.test(text(path)));
    expect(defaults.filter((path) => !/^stacks\/[^/]+\.ts$/.test(path))).toEqual(['vitest.config.ts']);
  });

  it('has no loose ends', () => {
    const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX\\b'].join('|'));
    expect(sources.filter((path) => marks.test(text(path)))).toEqual([]);
  });
});

describe('the repository stands alone', () => {
  it('without an import or a link that leads out of it', () => {
    const code = files.filter((path) => /\.(ts|mjs)$/.test(path));
    const imports = code.flatMap((path) =>
      importsOf(path, withoutTemplates).map((imported) => [path, imported] as const),
    );
    const links = files
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...text(path).matchAll(/\]\(([^)#\s]+)\)/g)]
          .filter(([, link = '']) => !/^[a-z]+:/.test(link))
          .map(([, link = '']) => [path, relative('', join(dirname(path), link))] as const),
      );
    expect([...imports, ...links].filter(([, target]) => target.startsWith('..'))).toEqual([]);
  });

  it('without the name of a folder that happens to lie beside it, or of the place where it lies here', () => {
    const parent = dirname(repository);
    const inside = new Set(files.flatMap((path) => path.split('/')));
    const beside = readdirSync(parent).filter((name) => join(parent, name) !== repository && !inside.has(name));
    const names = [repository, ...beside.flatMap((name) => [`../${name}/`, `${join(parent, name)}/`])];
    // A repository at the root of a disk has half the world beside it.
    const wanted = parent === '/' ? [] : names;
    const found = written.flatMap((path) => {
      const content = text(path);
      return wanted.filter((name) => content.includes(name)).map((name) => [path, name]);
    });
    expect(found).toEqual([]);
  });

  it('without the host of a package registry: each machine has its own', () => {
    const hosts = registryHosts();
    const found = files.flatMap((path) => {
      const content = text(path);
      return hosts.filter((host) => content.includes(host)).map((host) => [path, host]);
    });
    expect(found).toEqual([]);
  });
});

/** Tests write programs into template texts; what those import lies elsewhere. */
const withoutTemplates = (source: string) => source.replaceAll(/`[^`]*`/g, '``');

/** The hosts that npm and apt of this machine fetch from, and those that they fetch from where nobody changed it. */
function registryHosts(): string[] {
  const ask = (program: string, args: readonly string[]) => {
    const { stdout } = spawnSync(program, args, { cwd: repository, encoding: 'utf8' });
    return stdout ?? '';
  };
  const npm = ask('npm', ['config', 'get', 'registry']);
  const apt = ask('apt-get', ['indextargets', '--no-release-info', '--format', '$(REPO_URI)']);
  const hosts = [...`${npm}\n${apt}`.matchAll(/https?:\/\/([^/:\s]+)/g)].map(([, host = '']) => host);
  // In halves, so that this very file does not name them.
  const usual = [['registry', 'npmjs', 'org'].join('.'), ['deb', 'debian', 'org'].join('.')];
  return [...new Set([...hosts, ...usual])].filter((host) => !/^(localhost|127\.|\[)/.test(host));
}

describe('package.json', () => {
  const manifests = files.filter((path) => /(^|\/)package\.json$/.test(path));

  it.each(manifests)('%s pins every dependency to one version', (path) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(text(path)) as Record<
      string,
      Record<string, string>
    >;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/);
  });

  it('names no dependency that nobody imports', () => {
    const { dependencies = {} } = JSON.parse(text('package.json')) as { dependencies?: Record<string, string> };
    const imported = new Set(sources.flatMap((path) => importsOf(path)));
    const used = (name: string) =>
      [...imported].some((each) => each === (packages[name] ?? name) || each.startsWith(`${name}/`));
    // A package may ask for another one beside itself.
    const peers = Object.keys(dependencies)
      .filter(used)
      .flatMap((name) => {
        const { peerDependencies = {} } = JSON.parse(text(`node_modules/${name}/package.json`));
        return Object.keys(peerDependencies);
      });
    expect(Object.keys(dependencies).filter((name) => !used(name) && !peers.includes(name))).toEqual([]);
  });

  it('names every package that is imported', () => {
    const { dependencies = {} } = JSON.parse(text('package.json')) as { dependencies?: Record<string, string> };
    const outside = sources
      .filter((path) => path !== 'vitest.config.ts')
      .flatMap((path) => importsOf(path))
      .filter((name) => !/^node:|\.(ts|mjs|js)$/.test(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    // Applications bring prom-client; uPlot is in the bundled page of the preview.
    const known = [...Object.keys(dependencies), 'prom-client', 'uplot'];
    expect([...new Set(outside)].filter((name) => !known.includes(name))).toEqual([]);
  });
});
