import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secrets } from '../../scripts/check/gates/secrets.ts';
import { assignedSecret } from '../../scripts/check/secret-patterns.ts';
import sergas from '../../stacks/sergas.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { everyTarget } from './every-target.ts';
import { contextOf, edited, found, subjectOf } from './subjects.ts';

const sound = subjectOf(sergas, 'development', everyTarget);
const letters = (count: number) => 'Ab3dEf6h'.repeat(Math.ceil(count / 8)).slice(0, count);

/** A project with one secret file. */
function projectWith(value: string): string {
  const folder = temporaryFolder();
  const secretsFolder = join(folder, '.narthex', 'run', 'sergas-development', 'secrets');
  mkdirSync(secretsFolder, { recursive: true });
  writeFileSync(join(secretsFolder, 'postgres-password'), `${value}\n`);
  return folder;
}

describe('the gate of the secrets', () => {
  it('finds nothing in what we write for any target', async () => {
    expect(await found(secrets, sound)).toEqual([]);
  });

  // Put together here, so that this file itself holds nothing that looks like a secret.
  it.each([
    [
      'an incoming webhook of Slack',
      `url: https://hooks.slack.com/services/${letters(9)}/${letters(9)}/${letters(24)}`,
    ],
    ['a token of Slack', `value: xox${'b-'}${letters(24)}`],
    ['a private key', `key: '-----BEGIN RSA ${'PRIVATE'} KEY-----'`],
    ['an access key of AWS', `id: AKIA${'ABCDEFGH12345678'}`],
    ['a token of GitHub', `value: ghp_${letters(36)}`],
    ['a token of Grafana', `value: glsa_${letters(40)}`],
    ['a signed token', `value: eyJ${letters(20)}.eyJ${letters(20)}.${letters(20)}`],
    ['a bearer token', `header: Bearer ${letters(32)}`],
    ['a password in an address', `dsn: postgres://sergas:${letters(8)}@postgres:5432/sergas`],
    ["'password' has a value", `password: ${letters(12)}`],
    ["'routing_key' has a value", `routing_key: ${letters(20)}`],
    ["'GF_SECURITY_ADMIN_PASSWORD' has a value", `GF_SECURITY_ADMIN_PASSWORD: ${letters(12)}`],
  ])('finds %s', async (what, line) => {
    const wrong = edited(sound, 'compose/alertmanager/alertmanager.yml', /$/, `${line}\n`);
    const findings = await found(secrets, wrong);
    expect(findings).toMatchObject([{ artifact: 'sergas/development/compose/alertmanager/alertmanager.yml' }]);
    expect(findings[0]?.message).toContain(what);
    expect(findings[0]?.fix).toContain('secretFile(…)');
  });

  it('finds a password among the arguments of a process', async () => {
    const wrong = edited(
      sound,
      'local/processes.json',
      '"--web.cors.origin',
      `"--web.password=${letters(9)}",\n"--web.cors.origin`,
    );
    expect(await found(secrets, wrong)).toMatchObject([{ artifact: 'sergas/development/local/processes.json' }]);
  });

  it('finds a password in SQL', async () => {
    const path = 'compose/postgres/10-monitor.sql';
    const wrong = edited(sound, path, /$/, `ALTER ROLE sergas PASSWORD '${letters(9)}';\n`);
    expect(await found(secrets, wrong)).toMatchObject([{ artifact: `sergas/development/${path}` }]);
  });

  it('finds what a Secret of Kubernetes has in base64', async () => {
    const data = Buffer.from(`password: ${letters(12)}`).toString('base64');
    const document = `---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: mine\ndata:\n  config: ${data}\n`;
    const wrong = edited(sound, 'kubernetes/plain/prometheus.yaml', /$/, document);
    expect(await found(secrets, wrong)).toMatchObject([
      { from: 'Secret mine', message: expect.stringContaining("'password' has a value") },
    ]);
  });

  it.each([
    ['as it is', (value: string) => value],
    ['in base64', (value: string) => Buffer.from(value).toString('base64')],
  ])('finds the value of a secret file of the project %s, and does not repeat it', async (_how, write) => {
    const value = 'correct horse battery staple';
    const wrong = edited(sound, 'runbooks/PostgresDown.md', /$/, `Log in with ${write(value)}.\n`);
    const { findings } = await secrets.run(contextOf([wrong], projectWith(value)));
    expect(findings).toMatchObject([
      {
        artifact: 'sergas/development/runbooks/PostgresDown.md',
        message: 'the value of the secret sergas-development/secrets/postgres-password stands here',
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain(value);
  });

  it('finds one line of a secret that has several', async () => {
    const value = `first\n${letters(40)}\nlast`;
    const wrong = edited(sound, 'compose/alertmanager/alertmanager.yml', /$/, `note: |\n  ${letters(40)}\n`);
    const { findings } = await secrets.run(contextOf([wrong], projectWith(value)));
    expect(findings).toHaveLength(1);
  });

  it('does not look for values that occur by chance', async () => {
    const { findings } = await secrets.run(contextOf([sound], projectWith('up')));
    expect(findings).toEqual([]);
  });
});

describe('a key that is called like a secret', () => {
  it.each([
    'password_file: /run/secrets/x',
    'smtp_auth_password_file: /run/secrets/smtp-password',
    'PGPASSWORD: $PASSWORD',
    'token: /var/run/token',
    'automountServiceAccountToken: true',
    'configSecret: alertmanager-config',
    'secrets:',
    'password:',
    'secret: null',
    'title: the password of the role',
  ])('may hold a reference: %s', (line) => {
    expect(assignedSecret(line)).toBeUndefined();
  });

  it.each([
    ['password: hunter2', 'password'],
    ["  - smtp_auth_password: 'hunter2'", 'smtp_auth_password'],
    ['"GF_SECRET_KEY": "abc",', 'GF_SECRET_KEY'],
    ['PGPASSWORD=hunter2', 'PGPASSWORD'],
    ['bot_token: 1234', 'bot_token'],
    ['      - --redis.password=hunter2', 'redis.password'],
  ])('may not hold a value: %s', (line, key) => {
    expect(assignedSecret(line)?.replace(/^-+/, '')).toBe(key);
  });
});
