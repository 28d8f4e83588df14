import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { compose } from '../../compose/index.ts';
import { imageReference, versions } from '../../stacks/model/index.ts';
import { serviceNames } from '../../stacks/personai/services.ts';
import personai from '../../stacks/personai.ts';
import { planOf, shop } from '../support/stacks.ts';

const files = compose.render(planOf(personai));

describe('the images of Person.ai', () => {
  it.each(serviceNames)('%s has one by its own name, which Compose can build and run from', (name) => {
    const override = load(files.get('compose/compose.images.yaml') ?? '') as {
      readonly services: Readonly<
        Record<string, { readonly image: string; readonly build: { readonly context: string } }>
      >;
    };
    expect(Object.keys(override.services)).toEqual(serviceNames);
    expect(override.services[name]).toEqual({ image: `personai/${name}:1.2.3`, build: { context: `./${name}` } });
  });

  it.each(serviceNames)(
    '%s is built of files that are there, runs as nobody, checks its health, and needs no secret',
    (name) => {
      const lines = (files.get(`compose/${name}/Dockerfile`) ?? '').split('\n').filter((line) => !line.startsWith('#'));
      const line = (instruction: string) => lines.find((each) => each.startsWith(`${instruction} `)) ?? '';
      expect(line('FROM')).toBe(`FROM ${imageReference(versions.node)}`);
      const copied = line('COPY').split(' ').slice(1, -1);
      expect(copied).toEqual(['simulator.mjs', 'simulator.json']);
      for (const file of copied) expect(files.has(`compose/${name}/${file}`)).toBe(true);
      expect(line('USER')).toBe('USER 65534:65534');
      expect(line('HEALTHCHECK')).toMatch(/CMD \["node","-e",".*\/health'/);
      const command = JSON.parse(line('CMD').replace('CMD ', '')) as string[];
      expect(command).toEqual(expect.arrayContaining(['--listen', expect.stringMatching(/^:800[1-4]$/)]));
      expect(command.join(' ')).not.toContain('secret');
    },
  );

  it('are not there for a stack that simulates nothing', () => {
    const plain = [...compose.render(planOf(shop())).keys()];
    expect(plain.filter((path) => /Dockerfile|compose\.images/.test(path))).toEqual([]);
  });
});
