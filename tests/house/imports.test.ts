import { describe, expect, it } from 'vitest';
import { files, importsOf, packages, sources } from './sources.ts';

/** The rooms of the house, and from which others each may take. `stacks` is the public door and the stack files. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  promql: [],
  'exporters/instrumentation': [],
  'stacks/model': ['promql', 'exporters/instrumentation'],
  'stacks/analysis': ['promql', 'exporters/instrumentation', 'stacks/model', 'rules'],
  'stacks/graph': ['promql', 'exporters/instrumentation', 'stacks/model', 'stacks/analysis', 'servers'],
  'stacks/cost': ['promql', 'exporters/instrumentation', 'stacks/model', 'stacks/analysis'],
  servers: ['exporters/instrumentation', 'stacks/model'],
  exporters: ['exporters/instrumentation', 'stacks/model'],
  rules: ['promql', 'exporters/instrumentation', 'exporters', 'servers', 'stacks/model'],
  dashboards: ['promql', 'exporters/instrumentation', 'exporters', 'servers', 'stacks/model'],
  compose: ['stacks/model'],
  // The Prometheus Operator takes rules as objects, so this target needs them before they are text.
  kubernetes: ['rules', 'stacks/model'],
  local: ['stacks/model'],
  apps: ['exporters/instrumentation', 'dashboards'],
  'stacks/synthesize': [
    'exporters/instrumentation',
    'stacks/model',
    'stacks/analysis',
    'stacks/cost',
    'servers',
    'exporters',
    'rules',
    'dashboards',
    'compose',
    'kubernetes',
    'local',
  ],
  stacks: ['promql', 'exporters/instrumentation', 'stacks/model', 'servers', 'exporters', 'rules'],
  scripts: [
    'exporters/instrumentation',
    'promql',
    'stacks/model',
    'stacks/analysis',
    'stacks/graph',
    'stacks/cost',
    'stacks/synthesize',
    'servers',
    'exporters',
    'rules',
    'dashboards',
    'compose',
    'kubernetes',
    'local',
    'apps',
  ],
};

/** What a room shows to the others besides its `index.ts`, so that a command loads only what it needs. */
const sideDoors = [
  'dashboards/data-source.ts',
  'dashboards/expand/index.ts',
  'dashboards/json.ts',
  'dashboards/lint/index.ts',
  'dashboards/preview/index.ts',
  'local/programs/index.ts',
  'local/tools/index.ts',
  'promql/checks/examples.ts',
  // The subpaths of the package that applications import.
  ...Object.values(packages).filter((path) => path.startsWith('exporters/instrumentation/')),
];

/** Where programs begin: files that nobody imports. */
const entrances = [
  ...Object.keys(arrows).map((room) => `${room}/index.ts`),
  ...sideDoors,
  'scripts/narthex.ts',
  'scripts/narthex.mjs',
  'scripts/bootstrap.mjs',
  'scripts/build.mjs',
  'scripts/docs.ts',
  'scripts/check-pages.ts',
  'scripts/conformance.ts',
  'local/daemon.ts',
  'dashboards/preview/browser/main.ts',
  'apps/simulator/main.ts',
  'apps/inbox/main.ts',
  'apps/runbooks/main.ts',
  'apps/preview/main.ts',
  'vitest.config.ts',
];

const rooms = Object.keys(arrows).sort((a, b) => b.length - a.length);
const roomOf = (path: string) => rooms.find((room) => path.startsWith(`${room}/`));
const isStackFile = (path: string) => /^stacks\/[^/]+\.ts$/.test(path) && path !== 'stacks/index.ts';
const inHouse = sources.filter((path) => roomOf(path) !== undefined);

describe('the rooms of the house', () => {
  it('hold every source', () => {
    expect(sources.filter((path) => roomOf(path) === undefined)).toEqual(['vitest.config.ts']);
  });

  it.each(rooms)('%s takes only from the rooms that it may', (room) => {
    const wrong = inHouse
      .filter((path) => roomOf(path) === room)
      .flatMap((path) =>
        importsOf(path)
          .filter((imported) => {
            const other = roomOf(imported);
            return other !== undefined && other !== room && !arrows[room]?.includes(other);
          })
          .map((imported) => `${path} takes ${imported}`),
      );
    expect(wrong).toEqual([]);
  });

  it('are entered by their doors only', () => {
    const around = inHouse.flatMap((path) =>
      importsOf(path)
        .filter((imported) => {
          const other = roomOf(imported);
          if (other === undefined || other === roomOf(path)) return false;
          return imported !== `${other}/index.ts` && !sideDoors.includes(imported);
        })
        .map((imported) => `${path} takes ${imported}`),
    );
    expect(around).toEqual([]);
  });

  it('never import their own door, which would be a circle', () => {
    const circles = inHouse.filter((path) => importsOf(path).includes(`${roomOf(path)}/index.ts`));
    expect(circles.filter((path) => !isStackFile(path) && roomOf(path) !== 'stacks')).toEqual([]);
  });
});

describe('every source', () => {
  it('is reached from where a program begins: a file that is there is also registered', () => {
    const reached = new Set<string>();
    const visit = (path: string): void => {
      if (reached.has(path) || !files.includes(path)) return;
      reached.add(path);
      for (const imported of importsOf(path)) visit(imported);
    };
    for (const entrance of [...entrances, ...sources.filter(isStackFile)]) visit(entrance);
    expect(sources.filter((path) => !reached.has(path))).toEqual([]);
  });

  it('imports only files that are there', () => {
    const missing = sources.flatMap((path) =>
      importsOf(path)
        .filter(
          (imported) => /\.(ts|mjs)$/.test(imported) && !files.includes(imported) && !imported.startsWith('build/'),
        )
        .map((imported) => `${path} takes ${imported}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the package that applications import', () => {
  it('imports nothing but its own files and what Node.js brings', () => {
    const own = sources.filter((path) => path.startsWith('exporters/instrumentation/'));
    const foreign = own
      .flatMap((path) => importsOf(path))
      .filter((imported) => !imported.startsWith('exporters/instrumentation/') && !imported.startsWith('node:'));
    expect(own.length).toBeGreaterThan(5);
    expect(foreign).toEqual([]);
  });
});
