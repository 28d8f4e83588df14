import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameworkNames } from '../../scripts/init/frameworks.ts';
import { type Bench, freePort, openBench, untilAnswers } from '../catalogs/running.ts';
import { parseExposition } from '../instrumentation/exposition.ts';
import { writeTree } from '../support/files.ts';
import { type Installation, installPackages } from '../support/installed.ts';

let installation: Installation;
let bench: Bench;
beforeAll(async () => {
  installation = installPackages();
  bench = await openBench();
});
afterAll(async () => {
  await bench.close();
  installation?.remove();
});

const done = { status: 0, stdout: '', stderr: '' };

/** Starts a program of a project, asks it for some paths, and returns the series that it exposes then. */
async function seriesOf(project: string, program: string, paths: readonly string[]) {
  const port = await freePort();
  const environment = { PORT: `${port}`, npm_package_version: '1.2.3' };
  const child = bench.start(process.execPath, [join(project, program)], { folder: project, environment });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(child, `${url}/health`);
  for (const path of paths) await (await fetch(url + path)).text();
  let series = new Map<string, number>();
  // A request is counted when its answer has gone out, which may be after it has come in.
  await expect
    .poll(async () => {
      series = new Map(parseExposition(await (await fetch(`${url}/metrics`)).text()));
      return [...series].filter(([name]) => name.startsWith('http_requests_total{')).reduce((sum, [, n]) => sum + n, 0);
    })
    .toBe(paths.length);
  child.kill('SIGTERM');
  return series;
}

describe('an empty folder after narthex init', () => {
  it.each(frameworkNames)('is a service with %s that compiles, runs, records, and synthesises', async (framework) => {
    const project = installation.project(`shop-${framework}`);
    expect(installation.narthex(project, 'init', '--framework', framework).status).toBe(0);
    expect(installation.tsc(project)).toEqual(done);
    const synth = installation.narthex(project, 'synth', '--env', 'production');
    expect(synth.stdout).toContain(`shop-${framework}`);
    expect(synth.status).toBe(0);
    const series = await seriesOf(project, 'build/src/server.js', ['/greetings/en', '/greetings/en', '/nowhere']);
    expect(series.get('greetings_total{language="en"}')).toBe(2);
    expect(series.get('service_version_info{version="1.2.3"}')).toBe(1);
    expect(series.get('http_requests_total{method="GET",route="/greetings/:language",status_code="2xx"}')).toBe(2);
    expect(series.get('http_requests_total{method="GET",route="__unmatched__",status_code="4xx"}')).toBe(1);
  });

  it('has a stack in which narthex check finds nothing', () => {
    const project = installation.project('checked');
    expect(installation.narthex(project, 'init').status).toBe(0);
    const { status, stdout } = installation.narthex(project, 'check', '--env', 'production');
    expect(stdout).toContain('✓ nothing found');
    expect(status).toBe(0);
  });
});

/** A project as people have them, with a gap where the lines go that init prints. */
interface Existing {
  readonly what: string;
  readonly files: (lines: { readonly imports: string; readonly mount: string }) => Readonly<Record<string, string>>;
  /** Whether its own compiler makes its program. */
  readonly compiled: boolean;
  readonly program: string;
}

const manifest = (value: object) => JSON.stringify({ name: 'users', version: '1.2.3', ...value }, null, 2);

const existing: readonly Existing[] = [
  {
    what: 'Express in CommonJS',
    compiled: false,
    program: 'index.js',
    files: ({ imports, mount }) => ({
      'package.json': manifest({ dependencies: { express: '5.3.0' }, scripts: { start: 'node .' } }),
      'index.js': `const express = require('express');
${imports}
const app = express();
${mount}
app.get('/users/:id', (request, response) => response.json(request.params));
app.listen(Number(process.env.PORT), '127.0.0.1');
`,
    }),
  },
  {
    what: 'Express in TypeScript that becomes CommonJS',
    compiled: true,
    program: 'dist/server.js',
    files: ({ imports, mount }) => ({
      'package.json': manifest({ main: 'dist/server.js', dependencies: { express: '5.3.0' } }),
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'node16',
          types: ['node'],
          strict: true,
          skipLibCheck: true,
          esModuleInterop: true,
          rootDir: 'src',
          outDir: 'dist',
        },
        include: ['src'],
      }),
      'src/server.ts': `import express from 'express';
${imports}
const app = express();
${mount}
app.get('/users/:id', (request, response) => { response.json(request.params); });
app.listen(Number(process.env.PORT), '127.0.0.1');
`,
    }),
  },
  {
    what: 'Fastify in TypeScript',
    compiled: true,
    program: 'dist/server.js',
    files: ({ imports, mount }) => ({
      'package.json': manifest({ type: 'module', dependencies: { fastify: '5.12.8' } }),
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'nodenext',
          types: ['node'],
          strict: true,
          exactOptionalPropertyTypes: true,
          verbatimModuleSyntax: true,
          skipLibCheck: true,
          rootDir: 'src',
          outDir: 'dist',
        },
        include: ['src'],
      }),
      'src/server.ts': `import fastify from 'fastify';
${imports}
const app = fastify();
${mount}
app.get('/users/:id', async (request) => request.params);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
`,
    }),
  },
  {
    what: 'Fastify in JavaScript',
    compiled: false,
    program: 'src/server.js',
    files: ({ imports, mount }) => ({
      'package.json': manifest({ type: 'module', dependencies: { fastify: '5.12.8' } }),
      'src/server.js': `import fastify from 'fastify';
${imports}
const app = fastify();
${mount}
app.get('/users/:id', async (request) => request.params);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
`,
    }),
  },
];

describe('a project after narthex init', () => {
  it.each(existing)('$what records with the lines that init prints, and its stack synthesises', async (each) => {
    const { what, files, compiled, program } = each;
    const project = installation.project(what.toLowerCase().replaceAll(' ', '-'));
    writeTree(project, files({ imports: '', mount: '' }));
    const init = installation.narthex(project, 'init');
    expect([init.status, init.stderr]).toEqual([0, '']);

    const [first, second, mount = ''] = init.stdout
      .split('\n')
      .slice(init.stdout.split('\n').findIndex((line) => line.startsWith('In the service')) + 1);
    const { 'package.json': _, 'tsconfig.json': __, ...sources } = files({ imports: `${first}\n${second}`, mount });
    writeTree(project, sources);
    if (compiled) expect(installation.tsc(project)).toEqual(done);

    expect(installation.tsc(project, '-p', 'stacks')).toEqual(done);
    const synth = installation.narthex(project, 'synth', '--env', 'production', '--out', 'observability');
    expect([synth.status, synth.stdout]).toEqual([0, expect.stringContaining('users')]);
    const series = await seriesOf(project, program, ['/users/7', '/users/8']);
    expect(series.get('http_requests_total{method="GET",route="/users/:id",status_code="2xx"}')).toBe(2);
    expect(series.get('service_version_info{version="1.2.3"}')).toBe(1);
  });

  it.each(existing.filter(({ what }) => /CommonJS$|Fastify in TypeScript/.test(what)))(
    '$what has a stack in which narthex check finds nothing',
    ({ what, files }) => {
      const project = installation.project(`checked-${what.toLowerCase().replaceAll(' ', '-')}`);
      writeTree(project, files({ imports: '', mount: '' }));
      expect(installation.narthex(project, 'init').status).toBe(0);
      const { status, stdout } = installation.narthex(project, 'check', '--env', 'production');
      expect(stdout).toContain('✓ nothing found');
      expect(status).toBe(0);
    },
  );
});
