import type { Graph } from '../../stacks/graph/index.ts';
import { imageReference, type Plan, type Workload } from '../../stacks/model/index.ts';
import { cell, generated, table } from './markdown.ts';

/** A plan and who reads what in it. */
export interface Planned {
  readonly plan: Plan;
  readonly graph: Graph;
}

/** `components.md`: each part of a stack, from its workload, and what the graph says of who watches it. */
export function componentsPage({ plan, graph }: Planned): string {
  const { stack, workloads, fallbacks } = plan;
  const own = workloads.filter(({ name, watched }) => !watched && !(name in stack.services));
  const watched = workloads.filter((each) => !own.includes(each));
  return `${generated('the parts of a stack')}

# Components

Each part of \`${stack.name}\` in ${stack.environment}: what it does, where it listens, how it is known to be well, what it keeps, and what watches it. Ports are those
inside the stack; which are published, and how to shift them: [running](running.md#ports). Whom a part talks to, and what isolates it: [targets](targets.md).

## What watches

${own.map((each) => component(each, plan, graph)).join('\n')}
## What is watched

${watched.map((each) => component(each, plan, graph)).join('\n')}
## In place of a part that a machine has no program of

${fallbacks.map(({ insteadOf, workload }) => `${component(workload, plan, graph)}\nRuns as a process of this machine while \`${insteadOf}\` is left out.\n`).join('\n')}`;
}

function component(workload: Workload, plan: Plan, graph: Graph): string {
  const { name, summary, image, program, ports, volumes, perHost, operator } = workload;
  const rows = [
    ['image', `\`${imageReference(image)}\`; as a process \`${program}\``],
    ['ports', ports.map((port) => `${port.number} (${port.name}${port.udp === true ? ', also UDP' : ''})`).join(', ')],
    ['well when', health(workload)],
    ['keeps', volumes.map(({ mountPath, size }) => `\`${mountPath}\`, ${size}`).join(', ') || 'nothing'],
    [
      'runs',
      perHost
        ? 'once on each machine'
        : operator === undefined
          ? 'once'
          : 'once, in a cluster as many as `replicas` says',
    ],
    ['watched by', watchers(name, plan, graph)],
  ];
  return `### ${name}\n\n${summary}\n\n${table(
    ['', ''],
    rows.map(([key = '', value = '']) => [key, cell(value)]),
  )}\n`;
}

function health({ health: { port, readyPath, livePath, command } }: Workload): string {
  const paths = [...new Set([readyPath, livePath])].filter((path) => path !== undefined);
  if (paths.length > 0) return `${paths.map((path) => `\`${path}\``).join(' and ')} at its port ${port} answers`;
  return typeof command === 'string' ? `its port ${port} takes connections` : `\`${command.join(' ')}\` succeeds`;
}

/** The scrape jobs that read a part, and how many alerts read what they bring. */
function watchers(part: string, { jobs }: Plan, graph: Graph): string {
  const reading = jobs.filter(({ targets }) => targets.some((target) => target.part === part));
  if (reading.length === 0) return 'its health check only: Prometheus does not read it';
  return reading
    .map(({ name }) => `the job \`${name}\`, of which ${alertsOn(name, graph)} alerts read something`)
    .join('; ');
}

/** How many alerts read series that a job brings; those that any job brings, such as `up`, count as well. */
export function alertsOn(job: string, { edges, nodes }: Graph): number {
  const reading = edges.filter(
    ({ kind, from, jobs = [] }) => kind === 'reads' && jobs.includes(job) && nodes.get(from)?.kind === 'alert',
  );
  return new Set(reading.map(({ from }) => from)).size;
}
