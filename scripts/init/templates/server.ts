import { type FrameworkName, frameworks } from '../frameworks.ts';
import type { InitProject } from '../project.ts';
import { importLine } from './source.ts';

/** What differs between the frameworks in a service that gives a greeting. */
interface ServerText {
  readonly imports: readonly string[];
  /** From the application to `server`, which can be closed. */
  readonly body: string;
  /** What ends it; `server.close` with a callback where absent. */
  readonly close?: string;
}

const listen = `.listen(port, host, () => console.log(\`http://\${host}:\${port}\`))`;

const servers: Readonly<Record<FrameworkName, ServerText>> = {
  node: {
    imports: [importLine('node:http', 'createServer', 'type IncomingMessage', 'type ServerResponse')],
    body: `const greeting = /^\\/greetings\\/([^/?]+)$/;

/** The template of a path: never the path itself, or each would be a series. */
const route = ({ url = '' }: IncomingMessage) => (greeting.test(url) ? '/greetings/:language' : undefined);

function listener({ url = '' }: IncomingMessage, response: ServerResponse): void {
  const [, language] = greeting.exec(url) ?? [];
  if (language === undefined) {
    response.writeHead(404).end();
    return;
  }
  metrics.greetings.inc({ language });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ language }));
}

const server = createServer(monitoring(listener, { ...monitoringOptions, route }))${listen};`,
  },
  express: {
    imports: [`import express from 'express';`],
    body: `const app = express();
app.set('env', 'production'); // What went wrong inside stands in the log, and not in the answer.
app.use(monitoring(monitoringOptions));

app.get('/greetings/:language', (request, response) => {
  const { language } = request.params;
  metrics.greetings.inc({ language });
  response.json({ language });
});

const server = app${listen};`,
  },
  fastify: {
    imports: [`import fastify from 'fastify';`],
    body: `const server = fastify({ logger: { level: 'warn' } });
await server.register(monitoring(monitoringOptions));

server.get<{ Params: { language: string } }>('/greetings/:language', async (request) => {
  const { language } = request.params;
  metrics.greetings.inc({ language });
  return { language };
});

console.log(await server.listen({ port, host }));`,
    close: 'void server.close().then(() => health.close());',
  },
  hono: {
    imports: [importLine('@hono/node-server', 'serve'), importLine('hono', 'Hono')],
    body: `const app = new Hono();
app.use(monitoring(monitoringOptions));

app.get('/greetings/:language', (context) => {
  const language = context.req.param('language');
  metrics.greetings.inc({ language });
  return context.json({ language });
});

const server = serve({ fetch: app.fetch, port, hostname: host }, () => console.log(\`http://\${host}:\${port}\`));`,
  },
  koa: {
    imports: [`import Koa from 'koa';`],
    body: `const greeting = /^\\/greetings\\/([^/]+)$/;
const app = new Koa();

// The template of a path: never the path itself, or each would be a series. With @koa/router it is found without this.
const route = ({ path }: Koa.Context) => (greeting.test(path) ? '/greetings/:language' : undefined);
app.use(monitoring({ ...monitoringOptions, route }));

app.use((context) => {
  const [, language] = greeting.exec(context.path) ?? [];
  if (language === undefined) return;
  metrics.greetings.inc({ language });
  context.body = { language };
});

const server = app${listen};`,
  },
  nest: {
    imports: [
      `import 'reflect-metadata';`,
      importLine('@nestjs/common', 'Controller', 'Get', 'Module', 'Param'),
      importLine('@nestjs/core', 'NestFactory'),
    ],
    body: `@Controller('greetings')
class Greetings {
  @Get(':language')
  greet(@Param('language') language: string) {
    metrics.greetings.inc({ language });
    return { language };
  }
}

@Module({ controllers: [Greetings] })
class Service {}

const server = await NestFactory.create(Service, { logger: ['error', 'warn'] });
monitoring(server, monitoringOptions);
await server.listen(port, host);
console.log(\`http://\${host}:\${port}\`);`,
    close: 'void server.close().then(() => health.close());',
  },
};

/** A small service that is instrumented, listens on loopback and ends its requests when it is told to stop. */
export function serverModule({ name, framework, imported }: InitProject): string {
  const { imports, body, close = 'server.close(() => health.close());' } = servers[framework];
  return `// The service ${name}: HOST and PORT say where it listens.
${imports.join('\n')}
${importLine(`@narthex/instrumentation/${frameworks[framework].adapter}`, 'monitoring')}
${importLine(`./monitoring/instrument.${imported}`, 'health', 'metrics', 'monitoringOptions')}

const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 8000);

${body}

// Told to stop: no new requests, and those that are there are ended.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    health.drain();
    ${close}
  });
}
`;
}
