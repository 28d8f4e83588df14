import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSecret } from '../../local/index.ts';
import { imageReference, versions } from '../../stacks/model/index.ts';
import { serviceNames } from '../../stacks/personai/services.ts';
import { docker, type Engine } from '../engine/engine.ts';
import { ensureImages } from '../engine/images.ts';
import { running } from '../engine/running.ts';
import { eventually, narthex, temporaryProject } from './cli.ts';

const source = "export { default } from '../../../stacks/personai.ts';\n";
const engine = running as Engine;
const alone = `narthex-media-engine-${process.pid}`;
let folder: string;
let secrets: string;

/** Docker Compose with the file that builds the images, as the documentation says. */
function compose(...args: readonly string[]) {
  const at = join(folder, 'dist', 'personai', 'development', 'compose');
  const files = ['compose.yaml', 'compose.images.yaml'].flatMap((file) => ['-f', join(at, file)]);
  const environment = { ...engine.environment, NARTHEX_SECRETS_DIR: secrets };
  return docker({ ...engine, environment }, ['compose', ...files, ...args]);
}

interface Inspected {
  readonly State: { readonly ExitCode: number; readonly Health?: { readonly Status: string } };
  readonly Config: { readonly Image: string; readonly User: string };
}

async function inspect(...ids: readonly string[]): Promise<readonly Inspected[]> {
  return JSON.parse((await docker(engine, ['inspect', ...ids])).stdout) as readonly Inspected[];
}

beforeAll(async () => {
  if (running === undefined) return;
  await ensureImages([imageReference(versions.node)], { engine });
  folder = temporaryProject({ personai: source });
  secrets = join(folder, '.narthex', 'run', 'personai-development', 'secrets');
  makeSecret(secrets, 'simulator-token');
  const made = await narthex(['synth', '--env', 'development', '--target', 'compose', '--project', folder]);
  expect([made.status, made.stderr]).toEqual([0, expect.any(String)]);
}, 300_000);

afterAll(async () => {
  if (running === undefined) return;
  await docker(engine, ['rm', '--force', alone]).catch(() => undefined);
  await compose('down', '--remove-orphans').catch(() => undefined);
  for (const name of serviceNames) await docker(engine, ['rmi', `personai/${name}:1.2.3`]).catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

describe.skipIf(running === undefined)('an image for each service of Person.ai', { timeout: 180_000 }, () => {
  it('is built, and Compose runs the services from them as nobody, all healthy', async () => {
    await compose('up', '--build', '--detach', '--wait', ...serviceNames);
    const ids = (await compose('ps', '--quiet')).stdout.trim().split('\n');
    const parts = await inspect(...ids);
    expect(parts.map(({ Config }) => Config.Image).sort()).toEqual(
      serviceNames.map((name) => `personai/${name}:1.2.3`).sort(),
    );
    for (const { State, Config } of parts) {
      expect(State.Health?.Status).toBe('healthy');
      expect(Config.User).toBe('65534:65534');
    }
  });

  it('lets narthex fault break a service inside its container, where the token stays', async () => {
    const fault = (...args: string[]) => narthex(['fault', ...args, '--project', folder], { env: engine.environment });
    const { status, stdout, stderr } = await fault('media-engine', 'latency', '--for', '1m');
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    expect(stdout).toMatch(/^media-engine: everything takes thirty times as long \(until 20/);
    expect((await fault('media-engine', '--clear')).stdout).toBe('media-engine: no fault any more\n');
  });

  it('runs alone without any secret, checks its health, and ends in good order when it is told to', async () => {
    await docker(engine, [
      'run',
      '--detach',
      '--name',
      alone,
      '--read-only',
      '--cap-drop',
      'ALL',
      'personai/media-engine:1.2.3',
    ]);
    const healthy = async () => ((await inspect(alone))[0]?.State.Health?.Status === 'healthy' ? true : undefined);
    await eventually('its health', healthy, 60_000);
    const began = performance.now();
    await docker(engine, ['stop', '--time', '10', alone]);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect((await inspect(alone))[0]?.State.ExitCode).toBe(0);
  });
});
