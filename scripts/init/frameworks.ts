// The web frameworks that `narthex init` knows, as data: how a project shows that it uses one, and what a start with it needs.

/** What is to be known of a framework. */
export interface Framework {
  /** The subpath of `@narthex/instrumentation` with its adapter. */
  readonly adapter: string;
  /** The package in whose presence a project uses it; `node` is what is left when there is none. */
  readonly package?: string;
  /** Packages of a new service. */
  readonly dependencies: readonly string[];
  /** Those that only its compilation needs. */
  readonly types: readonly string[];
  /** The line that goes before all others of an existing service, with `monitoring` of the adapter and `monitoringOptions`. */
  readonly mount: string;
}

/** Nest stands first: a project that uses it may have the framework below it among its dependencies as well. */
export const frameworks = {
  nest: {
    adapter: 'nestjs',
    package: '@nestjs/core',
    dependencies: ['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', 'reflect-metadata', 'rxjs'],
    types: [],
    mount: 'monitoring(app, monitoringOptions); // before app.listen()',
  },
  express: {
    adapter: 'express',
    package: 'express',
    dependencies: ['express'],
    types: ['@types/express'],
    mount: 'app.use(monitoring(monitoringOptions)); // before all other middleware',
  },
  fastify: {
    adapter: 'fastify',
    package: 'fastify',
    dependencies: ['fastify'],
    types: [],
    mount: 'await app.register(monitoring(monitoringOptions)); // before all other plugins',
  },
  hono: {
    adapter: 'hono',
    package: 'hono',
    dependencies: ['hono', '@hono/node-server'],
    types: [],
    mount: 'app.use(monitoring(monitoringOptions)); // before all other middleware',
  },
  koa: {
    adapter: 'koa',
    package: 'koa',
    dependencies: ['koa'],
    types: ['@types/koa'],
    mount: 'app.use(monitoring(monitoringOptions)); // before all other middleware',
  },
  node: {
    adapter: 'node',
    dependencies: [],
    types: [],
    mount:
      'createServer(monitoring(listener, { ...monitoringOptions, route })); // route(request) gives the template of the path',
  },
} as const satisfies Readonly<Record<string, Framework>>;

/** The name of a framework, as `--framework` takes it. */
export type FrameworkName = keyof typeof frameworks;

/** The names as they are shown to people. */
export const frameworkNames = Object.keys(frameworks) as FrameworkName[];

/** The frameworks that a list of packages shows; with Nest, those that it stands on are not counted. */
export function frameworksIn(packages: readonly string[]): FrameworkName[] {
  const found = frameworkNames.filter((name) => {
    const { package: shows }: Framework = frameworks[name];
    return shows !== undefined && packages.includes(shows);
  });
  return found.includes('nest') ? ['nest'] : found;
}
