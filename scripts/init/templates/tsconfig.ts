import type { InitProject } from '../project.ts';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const common = {
  target: 'es2023',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

/** The configuration of a project that has none: `tsc` compiles the service and looks at the stack. */
export function projectConfiguration({ framework }: InitProject): string {
  // Nest needs decorators as they were before the standard.
  const decorators = framework === 'nest' ? { experimentalDecorators: true, emitDecoratorMetadata: true } : {};
  return json({
    compilerOptions: {
      ...common,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
      ...decorators,
      rootDir: '.',
      outDir: 'build',
    },
    include: ['src', 'stacks'],
  });
}

/** A configuration for the stacks alone, beside that of the project: they are ES modules, whatever the service is. */
export function stackConfiguration({ source }: InitProject): string {
  const javascript = source === 'js' || source === 'mjs' ? { allowJs: true } : { allowImportingTsExtensions: true };
  return json({ compilerOptions: { ...common, noEmit: true, ...javascript }, include: ['.'] });
}
