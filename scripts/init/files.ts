// What a start consists of: the files that are new, by their path in the project.
import type { InitProject } from './project.ts';
import { instrumentModule } from './templates/instrument.ts';
import { metricsModule } from './templates/metrics.ts';
import { serverModule } from './templates/server.ts';
import { stackFile } from './templates/stack.ts';
import { projectConfiguration, stackConfiguration } from './templates/tsconfig.ts';

/** The files of a start that must not be there yet. */
export function newFiles(project: InitProject): ReadonlyMap<string, string> {
  const { name, base, source, stack, start, configured } = project;
  return new Map([
    [`stacks/${name}.${stack}`, stackFile(project)],
    [`${base}monitoring/metrics.${source}`, metricsModule(project)],
    [`${base}monitoring/instrument.${source}`, instrumentModule(project)],
    ...(start ? [[`src/server.${source}`, serverModule(project)] as const] : []),
    start && !configured
      ? ['tsconfig.json', projectConfiguration(project)]
      : ['stacks/tsconfig.json', stackConfiguration(project)],
  ]);
}
