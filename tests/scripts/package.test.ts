import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository as root } from '../support/temporary.ts';

/** A stack as somebody writes it who has installed the package. */
const stack = `import { counter, defineMetrics, defineStack, inbox, nodeExporter, simulated } from 'narthex';

const catalog = defineMetrics({ requests: counter('http_requests_total', 'Requests.', { labels: { method: ['GET'] } }) });

export default defineStack({
  name: 'shop',
  summary: 'Sells things.',
  team: 'shop',
  services: { api: { summary: 'The API.', port: 8000, metrics: { catalog, interval: '15s' }, run: simulated() } },
  exporters: [nodeExporter()],
  receivers: { team: inbox() },
  routing: { receiver: 'team', groupBy: [], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h', routes: [], watchdog: 'team' },
});
`;

let project: string;

/** Unpacks what npm would publish into the project's node_modules. */
function install(workspace: string, target: string): void {
  const packed = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', project, ...(workspace ? ['-w', workspace] : [])],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const file = /"filename": "([^"]+)"/.exec(packed)?.[1] ?? '';
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', join(project, file), '--strip-components=1', '-C', target]);
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'narthex-package-'));
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root });
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json'], { cwd: root });
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', 'exporters/instrumentation/tsconfig.build.json'], {
    cwd: root,
  });
  const modules = join(project, 'node_modules');
  install('', join(modules, 'narthex'));
  install('@narthex/instrumentation', join(modules, '@narthex', 'instrumentation'));
  // Its dependencies, as npm would lay them beside it.
  for (const entry of readdirSync(join(root, 'node_modules'))) {
    if (entry.startsWith('.') || entry === 'narthex' || entry === '@narthex') continue;
    symlinkSync(join(root, 'node_modules', entry), join(modules, entry));
  }
  writeFileSync(join(project, 'package.json'), '{ "name": "shop", "type": "module" }');
  mkdirSync(join(project, 'stacks'));
  writeFileSync(join(project, 'stacks', 'shop.ts'), stack);
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

const narthex = (...args: string[]) =>
  spawnSync(process.execPath, [join(project, 'node_modules', 'narthex', 'scripts', 'narthex.mjs'), ...args], {
    cwd: project,
    encoding: 'utf8',
  });

/** Compiles a file of the project with the options that a user has, not with ours. */
const typecheck = (file: string) =>
  spawnSync(
    join(root, 'node_modules', '.bin', 'tsc'),
    ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', '', '--skipLibCheck', file],
    { cwd: project, encoding: 'utf8' },
  );

describe('the package as it is published', () => {
  it('synthesises a stack of a project that has installed it', () => {
    const { status, stdout, stderr } = narthex('synth');
    expect(stderr + stdout).toContain('shop');
    expect(status).toBe(0);
    expect(existsSync(join(project, 'dist/shop/production/kubernetes/plain'))).toBe(true);
    expect(readFileSync(join(project, 'dist/shop/development/compose/compose.yaml'), 'utf8')).toContain(
      'name: shop-development',
    );
  });

  it('gives its types to the author, so that a wrong receiver does not compile', () => {
    expect(typecheck('stacks/shop.ts').stdout).toBe('');
    writeFileSync(join(project, 'wrong.ts'), stack.replace("watchdog: 'team'", "watchdog: 'taem'"));
    const { status, stdout } = typecheck('wrong.ts');
    expect(stdout).toContain(`'"taem"' is not assignable to type '"team"'`);
    expect(status).not.toBe(0);
  });

  it('holds no sources and no tests', () => {
    const held = readdirSync(join(project, 'node_modules', 'narthex'));
    expect(held.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'NOTICE',
      'README.md',
      'build',
      'docs',
      'package.json',
      'scripts',
    ]);
    expect(readdirSync(join(project, 'node_modules', 'narthex', 'scripts'))).toEqual(['narthex.mjs']);
  });
});
