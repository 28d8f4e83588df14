import 'reflect-metadata';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  Get,
  HttpCode,
  Module,
  Options,
  Param,
  Post,
  StreamableFile,
} from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { monitoring } from '../../../../exporters/instrumentation/frameworks/nestjs.ts';
import type { Subject } from '../subject.ts';
import { broken, fail, slowly, Teapot } from './streams.ts';

// The decorators of Nest are the ones from before the standard, so they are called here and not written with @.

class Users {
  find(id: string) {
    return { id };
  }
  create() {}
  options() {}
  fail(how: string) {
    return fail(how);
  }
  stream() {
    return new StreamableFile(slowly());
  }
  broken() {
    // Nest answers the error of a stream itself as long as it can, and only warns when it cannot.
    return new StreamableFile(broken());
  }
  slow() {
    return new Promise(() => undefined);
  }
  slowly() {
    return new Promise(() => undefined);
  }
}

class Orders {
  find() {
    return 'order';
  }
}

class TeapotFilter {
  catch(_: Teapot, host: ArgumentsHost) {
    host.switchToHttp().getResponse<{ status(code: number): { send(): void } }>().status(418).send();
  }
}

class Application {}

decorate(Users, 'find', Get('users/:id'));
decorate(Users, 'create', Post('users/:id'));
decorate(Users, 'options', Options('users/:id'), HttpCode(204));
decorate(Users, 'fail', Get('fail/:how'));
decorate(Users, 'stream', Get('stream'));
decorate(Users, 'broken', Get('broken'));
decorate(Users, 'slow', Get('slow'));
decorate(Users, 'slowly', Post('slow'));
decorate(Orders, 'find', Get('orders/:order'));
Param('id')(Users.prototype, 'find', 0);
Param('how')(Users.prototype, 'fail', 0);
Controller()(Users);
Controller('tenants/:tenant')(Orders);
Catch(Teapot)(TeapotFilter);
Module({ controllers: [Users, Orders] })(Application);

function decorate(
  target: { readonly prototype: object },
  name: string,
  ...decorators: readonly MethodDecorator[]
): void {
  const { prototype } = target;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  if (descriptor === undefined) throw new Error(`no method ${name}`);
  for (const decorator of decorators) decorator(prototype, name, descriptor);
}

/** An application of NestJS on a platform; `listenerOf` is what the platform takes requests with. */
export function nestjs<Platform extends AbstractHttpAdapter>(
  name: string,
  platform: () => Platform,
  listenerOf: (platform: Platform) => Promise<(request: IncomingMessage, response: ServerResponse) => unknown>,
): Subject {
  return {
    name,
    start: async ({ times, ...options }) => {
      const adapter = platform();
      const app = await NestFactory.create(Application, adapter, { logger: false });
      for (let time = 0; time < times; time += 1) monitoring(app, options);
      app.useGlobalFilters(new TeapotFilter());
      await app.init();
      return { listener: await listenerOf(adapter), close: () => app.close() };
    },
  };
}

/** NestJS on Express, its platform when nothing is said. */
export const nestExpress = nestjs(
  'NestJS on Express',
  () => new ExpressAdapter(),
  async (adapter) => adapter.getInstance(),
);
