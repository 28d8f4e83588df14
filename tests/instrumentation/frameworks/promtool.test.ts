import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { defineHttpMetrics } from '../../../exporters/instrumentation/frameworks/node.ts';
import { realPromtool } from '../../support/promtool.ts';
import { express } from './apps/express.ts';
import { fastify } from './apps/fastify.ts';
import { hono } from './apps/hono.ts';
import { koa } from './apps/koa.ts';
import { nestExpress } from './apps/nestjs.ts';
import { node } from './apps/node.ts';
import { counted } from './behaviours.ts';
import { ask } from './requests.ts';
import { serve } from './subject.ts';

const promtool = await realPromtool('promtool check metrics on what the HTTP adapters serve');

describe.skipIf(promtool === undefined)('promtool', () => {
  it.each([node, express, fastify, koa, hono, nestExpress])(
    'finds nothing to say about what $name serves',
    async (subject) => {
      const app = await serve(subject, { mount: { metrics: true }, metrics: defineHttpMetrics({ sizes: true }) });
      try {
        for (const path of ['/users/1', '/tenants/a"b/orders/\\n', '/fail/sync', '/nowhere']) {
          await ask(app.port, encodeURI(path));
        }
        await counted(app, 4);
        const { body } = await ask(app.port, '/metrics');
        expect(body).toContain('http_response_size_bytes_bucket');
        const { status, stdout, stderr } = spawnSync(promtool?.path ?? '', ['check', 'metrics', '--extended'], {
          input: body,
          encoding: 'utf8',
        });
        expect([status, stderr]).toEqual([0, '']);
        expect(stdout).toContain('http_requests_total');
      } finally {
        await app.stop();
      }
    },
  );
});
