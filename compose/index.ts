// Stack -> Docker Compose: compose.yaml (Compose specification), the configuration files that it mounts, .env.example.
import { type Artifacts, configText, generatedHeader, type Plan, type Target, yaml } from '../stacks/model/index.ts';
import { imageFiles } from './images.ts';
import { networkDefinitions, networksByWorkload } from './networks.ts';
import { composePlace } from './place.ts';
import { composeService, type Rendered } from './service.ts';
import { environmentExample, secretsVariable } from './variables.ts';

export {
  type ComposeProject,
  type ComposeService,
  composeCommand,
  composeDown,
  composeExec,
  composeServices,
  composeUp,
  type ImageCheck,
  provideImages,
  whyNoCompose,
} from './engine.ts';

/** The Compose target. Compose runs one replica of each part, on one machine. */
export const compose: Target = { name: 'compose', render };

function render(plan: Plan): Artifacts {
  const parts = plan.workloads.map((workload): Rendered => {
    const at = composePlace(plan, workload);
    return { workload, at, files: new Map(workload.files.map((file) => [file.path, configText(file, at, plan)])) };
  });
  const artifacts = new Map<string, string>();
  artifacts.set('compose/compose.yaml', header(plan) + yaml(composeFile(plan, parts)));
  artifacts.set('compose/.env.example', environmentExample(plan));
  for (const { workload, files } of parts) {
    for (const [path, text] of files) artifacts.set(`compose/${workload.name}/${path}`, text);
  }
  for (const [path, text] of imageFiles(parts, header(plan))) artifacts.set(`compose/${path}`, text);
  return artifacts;
}

function composeFile(plan: Plan, parts: readonly Rendered[]): Record<string, unknown> {
  const networks = networksByWorkload(plan);
  const services = parts.map((part) => [
    part.workload.name,
    composeService(part, plan, networks.get(part.workload.name) ?? []),
  ]);
  const volumes = plan.workloads.flatMap((workload) =>
    workload.volumes.map((volume) => `${workload.name}-${volume.name}`),
  );
  const secrets = [...new Set(plan.workloads.flatMap((workload) => workload.secrets.map(({ name }) => name)))].sort();
  return {
    name: `${plan.stack.name}-${plan.stack.environment}`,
    services: Object.fromEntries(services),
    networks: networkDefinitions(networks),
    volumes: Object.fromEntries(volumes.map((name) => [name, {}])),
    ...(secrets.length > 0 && {
      secrets: Object.fromEntries(secrets.map((name) => [name, { file: `\${${secretsVariable}:-./secrets}/${name}` }])),
    }),
  };
}

function header({ stack, workloads }: Plan): string {
  const several = workloads.filter(({ replicas }) => replicas > 1).map(({ name, replicas }) => `${name} (${replicas})`);
  const replicas =
    several.length > 0 ? `# Compose has one machine: of ${several.join(' and ')} it runs one each.\n` : '';
  return generatedHeader(stack) + replicas;
}
