import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeSecrets, missingSecrets, secretsFolder, secretsOf } from '../../scripts/secrets.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';

const development = planOf(sergas, 'development');
const production = planOf(sergas, 'production');

describe('secrets that may be random', () => {
  it('are made where they are missing: long, different, and closed to others', () => {
    const project = temporaryFolder();
    const folder = secretsFolder(project, development);
    const made = makeSecrets(project, development);
    expect(made.map((path) => path.slice(folder.length + 1)).sort()).toEqual(
      secretsOf(development)
        .map(({ name }) => name)
        .sort(),
    );
    const values = made.map((path) => readFileSync(path, 'utf8'));
    for (const value of values) expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(values).size).toBe(values.length);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toHaveLength(made.length);
  });

  it('stay as they are once they are there', () => {
    const project = temporaryFolder();
    const folder = secretsFolder(project, development);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'postgres-password'), 'chosen by hand');
    expect(makeSecrets(project, development)).not.toContain(join(folder, 'postgres-password'));
    expect(readFileSync(join(folder, 'postgres-password'), 'utf8')).toBe('chosen by hand');
    expect(makeSecrets(project, development)).toEqual([]);
  });

  it('do not include those that somebody else gives out', () => {
    const made = makeSecrets(temporaryFolder(), production).map((path) => path.split('/').at(-1));
    expect(made).not.toContain('slack-webhook-url');
    expect(made).toContain('grafana-admin-password');
  });
});

describe('a secret that is missing', () => {
  it('is named with its file and with what belongs into it', () => {
    const project = temporaryFolder();
    makeSecrets(project, production);
    const problems = missingSecrets(project, production);
    expect(problems.map(({ message }) => message)).toContain("the secret 'slack-webhook-url' is missing");
    for (const { code, fix } of problems) {
      expect(code).toBe('NX821');
      expect(fix).toContain(secretsFolder(project, production));
    }
    expect(missingSecrets(project, development)).toEqual([]);
  });
});
