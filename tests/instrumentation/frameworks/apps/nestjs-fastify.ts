import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { nestjs } from './nestjs.ts';
import { optional } from './optional.ts';

interface Platform {
  readonly FastifyAdapter: new () => AbstractHttpAdapter;
}

interface Server {
  routing(request: IncomingMessage, response: ServerResponse): void;
  ready(): Promise<unknown>;
}

const found = await optional<Platform>('@nestjs/platform-fastify', 'the adapter for NestJS on Fastify');

/** NestJS on Fastify; `undefined` where that platform is not installed. */
export const nestFastify =
  found &&
  nestjs(
    'NestJS on Fastify',
    () => new found.FastifyAdapter(),
    async (adapter) => {
      const server: Server = adapter.getInstance();
      await server.ready();
      return (request, response) => server.routing(request, response);
    },
  );
