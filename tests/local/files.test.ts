import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProcessDescription } from '../../local/description.ts';
import { readDescription, runFiles, withoutTargets, writeConfig, writeWhole } from '../../local/supervisor/files.ts';
import { layout } from '../../local/supervisor/layout.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'narthex-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const list = (...targets: string[][]) => JSON.stringify(targets.map((each) => ({ targets: each, labels: { a: 'b' } })));

describe('the files of a run', () => {
  it('are those of the local target, rules, dashboards and runbooks, with the run folder filled in', () => {
    const artifacts = new Map([
      ['README.md', 'x'],
      ['compose/compose.yaml', 'x'],
      ['local/processes.json', '{}'],
      ['local/prometheus/prometheus.yml', "rule_files: ['{run-folder}/config/rules/*.yml']"],
      ['rules/host.yml', 'groups: []'],
      ['dashboards/overview.json', '{}'],
      ['runbooks/HostDiskFull.md', 'x'],
      ['tests/host.yml', 'x'],
    ]);
    const files = runFiles(artifacts, '/srv/run', []);
    expect([...files.keys()]).toEqual([
      'local/prometheus/prometheus.yml',
      'rules/host.yml',
      'dashboards/overview.json',
      'runbooks/HostDiskFull.md',
    ]);
    expect(files.get('local/prometheus/prometheus.yml')).toBe("rule_files: ['/srv/run/config/rules/*.yml']");
  });

  it('name no target of a part that is left out', () => {
    const artifacts = new Map([
      ['local/prometheus/targets/cadvisor.json', list(['127.0.0.1:8080'])],
      ['local/prometheus/targets/node.json', list(['127.0.0.1:9100'])],
    ]);
    const cadvisor = {
      name: 'cadvisor',
      ports: [{ name: 'http', address: '127.0.0.1:8080' }],
    } as unknown as ProcessDescription;
    const files = runFiles(artifacts, '/srv/run', [cadvisor]);
    expect(JSON.parse(files.get('local/prometheus/targets/cadvisor.json') ?? '')).toEqual([]);
    expect(JSON.parse(files.get('local/prometheus/targets/node.json') ?? '')).toHaveLength(1);
  });

  it('keep the other members of a group that loses one', () => {
    const kept = JSON.parse(withoutTargets(list(['a:1', 'b:2'], ['a:1']), new Set(['a:1'])));
    expect(kept).toEqual([{ targets: ['b:2'], labels: { a: 'b' } }]);
  });

  it('need artifacts that the local target made', () => {
    expect(() => readDescription(new Map())).toThrow(/local\/processes\.json.*NX409/s);
  });
});

describe('writing them', () => {
  it('replaces all that was there before, and leaves nothing half-done beside it', () => {
    const run = layout(folder);
    writeConfig(run, new Map([['local/a/old.yml', 'old']]));
    writeFileSync(join(folder, 'kept'), '');
    writeConfig(run, new Map([['local/a/new.yml', 'new']]));
    expect(readdirSync(join(run.config, 'local/a'))).toEqual(['new.yml']);
    expect(readdirSync(folder).sort()).toEqual(['config', 'kept']);
  });

  it('replaces a single file as a whole', () => {
    const path = join(folder, 'run.json');
    writeWhole(path, 'one');
    writeWhole(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['run.json']);
  });
});

describe('the run folder', () => {
  it.each(["it's", 'a"b', 'a*b', '$HOME', '[a]', 'a{b}'])(
    'may not be named %s, which configuration files misread',
    (name) => {
      expect(() => layout(join('/srv', name))).toThrow(/NX409/);
    },
  );

  it('may have spaces and letters of every language', () => {
    expect(layout('/srv/mein Stapel/日本').config).toBe('/srv/mein Stapel/日本/config');
  });
});
