import 'reflect-metadata';
import { Controller, ForbiddenException, Get, Module, Version, VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import prom from 'prom-client';
import { expect, it } from 'vitest';
import { monitoring } from '../../../exporters/instrumentation/frameworks/nestjs.ts';
import { nestExpress } from './apps/nestjs.ts';
import { nestFastify } from './apps/nestjs-fastify.ts';
import { behavesLikeAnAdapter, counted, requestsIn } from './behaviours.ts';
import { ask } from './requests.ts';
import { withApplication } from './subject.ts';

behavesLikeAnAdapter(nestExpress);
if (nestFastify !== undefined) behavesLikeAnAdapter(nestFastify);

class Cats {
  find() {
    return 'cat';
  }
}
class Application {}
const find = Object.getOwnPropertyDescriptor(Cats.prototype, 'find') ?? {};
Get(':id')(Cats.prototype, 'find', find);
Version('2')(Cats.prototype, 'find', find);
Controller('cats')(Cats);
Module({ controllers: [Cats] })(Application);

it('NestJS: knows the prefix and the version of a handler, and sees what a guard refuses', async () => {
  const adapter = new ExpressAdapter();
  const app = await NestFactory.create(Application, adapter, { logger: false });
  await withApplication(
    async (options) => {
      monitoring(app, options);
      app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI });
      app.useGlobalGuards({
        canActivate: (context) => {
          if (context.switchToHttp().getRequest<{ url: string }>().url.endsWith('secret'))
            throw new ForbiddenException();
          return true;
        },
      });
      await app.init();
      return { listener: adapter.getInstance(), close: () => app.close() };
    },
    async (served) => {
      await ask(served.port, '/api/v2/cats/7');
      await ask(served.port, '/api/v2/cats/secret');
      expect(requestsIn(await counted(served, 2))).toEqual({
        'GET /api/v2/cats/:id 2xx': 1,
        'GET /api/v2/cats/:id 4xx': 1,
      });
    },
  );
});

it('NestJS: refuses a platform that it does not know', () => {
  const app = { getHttpAdapter: () => ({ getType: () => 'restify', getInstance: () => ({}) }) };
  expect(() => monitoring(app, { registry: new prom.Registry() })).toThrow('the platform "restify"');
});
