import type { StackDefinition } from '../definition.ts';
import { standardModules } from '../probe.ts';
import { type Problem, unknownNameFix } from '../problem.ts';

/** NX104: a service that is not declared. NX105: a probe of a module that is not declared. NX106: probes, but nothing that probes. */
export function checkReferences(definition: StackDefinition): Problem[] {
  const services = Object.keys(definition.services);
  const problems: Problem[] = [];
  const service = (name: string, path: readonly (string | number)[]) => {
    if (services.includes(name)) return;
    problems.push({
      code: 'NX104',
      path,
      message: `there is no service '${name}'`,
      fix: unknownNameFix(name, services),
    });
  };

  for (const [name, { connects }] of Object.entries(definition.services)) {
    for (const [index, to] of (connects ?? []).entries()) service(to, ['services', name, 'connects', index]);
  }
  definition.exporters.forEach((exporter, index) => {
    for (const name of exporter.services ?? []) service(name, ['exporters', index, 'service']);
  });

  const probes = Object.entries(definition.probes ?? {});
  const modules = [...Object.keys(standardModules), ...Object.keys(definition.modules ?? {})];
  for (const [name, probe] of probes) {
    if (!modules.includes(probe.module)) {
      const fix = unknownNameFix(probe.module, modules);
      problems.push({
        code: 'NX105',
        path: ['probes', name, 'module'],
        message: `there is no probe module '${probe.module}'`,
        fix,
      });
    }
    probe.targets.forEach((target, index) => {
      if ('service' in target) service(target.service, ['probes', name, 'targets', index, 'service']);
    });
  }
  if (probes.length > 0 && !definition.exporters.some((exporter) => exporter.modules !== undefined)) {
    problems.push({
      code: 'NX106',
      path: ['probes'],
      message: 'the stack has probes, but no exporter that probes',
      fix: "add blackboxExporter() to 'exporters'",
    });
  }
  return problems;
}
