import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../../exporters/instrumentation/', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith('build/'),
);

it('imports nothing but its own files and what Node.js brings, so that it never brings a client or a second registry', () => {
  const imports = sources.flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    return [...text.matchAll(/^(?:import|export|}).*from '([^']+)'|import\('([^']+)'\)/gm)].map(
      ([, named, dynamic]) => named ?? dynamic,
    );
  });
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((target) => !/^(\.\.?\/|node:)/.test(target ?? ''))).toEqual([]);
});

it('has no dependency, and the two clients as peers, of which the application brings one', () => {
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  expect(manifest.dependencies).toBeUndefined();
  expect(Object.keys(manifest.peerDependencies ?? {})).toEqual(['@prometheus-io/client', 'prom-client']);
});
