import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ComposeProject,
  composeCommand,
  composeServices,
  provideImages,
  whyNoCompose,
} from '../../compose/index.ts';
import { imageReference, resolveStack, versions } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planStack } from '../../stacks/synthesize/index.ts';
import { eventually, hurriedSergas, narthex, temporaryProject } from '../e2e/cli.ts';
import { couldNotRun } from '../support/could-not-run.ts';

const stackName = 'sergas-images';
const say = (message: string) => process.stderr.write(`  ${message}\n`);

/** Why the vendors' images are not to be had here; undefined if they are. */
async function whyNoImages(): Promise<string | undefined> {
  const why = await whyNoCompose();
  if (why !== undefined) return why;
  const { missing, standIns } = await provideImages(Object.values(versions).map(imageReference), say);
  if (missing !== undefined) return `no registry gives the image ${missing}`;
  return standIns.length > 0 ? `${standIns[0]?.image} is a stand-in on this machine` : undefined;
}

const why = await whyNoImages();
if (why !== undefined) couldNotRun('the suite with the vendors’ own images', why);

describe.skipIf(why !== undefined)(
  'the development stack of Sergas on the vendors’ own images',
  { timeout: 300_000 },
  () => {
    let folder: string;
    let project: ComposeProject;
    const port = 13_000 + (process.pid % 1_000);
    const environment = {
      GRAFANA_PORT: String(port),
      RUNBOOKS_PORT: String(port + 1_000),
      PROMETHEUS_PORT: String(port + 2_000),
      ALERTMANAGER_PORT: String(port + 3_000),
    };
    const plan = planStack(resolveStack(sergas, 'development'), {
      'simulator.mjs': '',
      'inbox.mjs': '',
      'runbooks.mjs': '',
      'preview.mjs': '',
      'preview.js': '',
      'preview.css': '',
    });
    const secrets = () => join(folder, '.narthex', 'run', `${stackName}-development`, 'secrets');

    /** Asks Grafana's API as its administrator. */
    async function grafana<T>(
      path: string,
      password = readFileSync(join(secrets(), 'grafana-admin-password'), 'utf8'),
    ): Promise<{ status: number; body: T }> {
      const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization } });
      return { status: answer.status, body: (await answer.json()) as T };
    }

    beforeAll(async () => {
      folder = temporaryProject({ [stackName]: hurriedSergas(stackName) });
      project = {
        file: join(folder, 'dist', stackName, 'development', 'compose', 'compose.yaml'),
        variables: { ...environment, NARTHEX_SECRETS_DIR: secrets() },
      };
      const { status, stdout, stderr } = await narthex(['up', '--target', 'compose', '--project', folder], {
        env: environment,
      });
      expect(stdout + stderr).toContain('all healthy');
      expect(status).toBe(0);
    }, 600_000);

    afterAll(async () => {
      if (project !== undefined) await composeCommand(project, ['down', '--volumes', '--remove-orphans']).catch(say);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }, 120_000);

    it('is healthy: every health check exists inside its image', async () => {
      const services = await composeServices(project);
      expect(services.filter(({ health }) => health !== 'healthy')).toEqual([]);
    });

    it('passes verify', async () => {
      const { status, stdout } = await narthex(['verify', '--project', folder], { env: environment });
      expect(stdout).toContain('works');
      expect(status).toBe(0);
    });

    it('has a Grafana that reaches Prometheus and Alertmanager', async () => {
      const health = await eventually('the data source', async () => {
        const { body } = await grafana<{ readonly status: string }>('/api/datasources/uid/prometheus/health');
        return body.status === 'OK' ? body : undefined;
      });
      expect(health.status).toBe('OK');
      const { body } = await grafana<{
        readonly jsonData: { readonly timeInterval: string };
        readonly readOnly: boolean;
      }>('/api/datasources/uid/prometheus');
      expect(body.readOnly).toBe(true);
      expect(body.jsonData.timeInterval).toBe('2s');
    });

    it('has a Grafana with every dashboard, none of which can be changed in it', async () => {
      const { body } = await grafana<readonly { readonly uid: string }[]>('/api/search?type=dash-db');
      // The uid carries the stack's name, and this test runs the stack under another one.
      expect(body).toHaveLength(plan.dashboards.length);
      for (const { uid } of body) {
        const { status, body: board } = await grafana<{
          readonly meta: { readonly provisioned: boolean; readonly canSave: boolean };
        }>(`/api/dashboards/uid/${uid}`);
        expect(status).toBe(200);
        expect(board.meta.provisioned).toBe(true);
      }
    });

    it('has a Grafana that knows no default password', async () => {
      expect((await grafana('/api/org', 'admin')).status).toBe(401);
    });
  },
);
