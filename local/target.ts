import {
  type Artifacts,
  configText,
  type MetricsJob,
  type Place,
  type Plan,
  type Target,
  type Workload,
} from '../stacks/model/index.ts';
import { describeProcess, type LocalDescription } from './description.ts';
import { startOrder } from './order.ts';
import { type LocalPlace, localPlace, targetList } from './place.ts';

/** Where the description of all processes stands among the artifacts. */
export const descriptionPath = 'local/processes.json';

/** How the local target differs from its default. */
export interface LocalOptions {
  /** Added to every port, so that a second stack can run beside the first. Default 0. */
  readonly portOffset?: number;
}

/**
 * A target that runs a stack as processes of this machine, on loopback: their configuration files, the target lists of discovery,
 * and the description of the processes.
 */
export function localTarget({ portOffset = 0 }: LocalOptions = {}): Target {
  return { name: 'local', render: (plan) => render(plan, portOffset) };
}

function render(plan: Plan, offset: number): Artifacts {
  const files = new Map<string, string>();
  const order = startOrder(
    plan.workloads.map(({ name }) => name),
    plan.edges,
  );
  const describe = (workload: Workload) => {
    const folder = `local/${workload.name}`;
    const { place, discovered } = observeDiscovery(localPlace(plan, workload, offset));
    for (const file of workload.files) files.set(`${folder}/${file.path}`, configText(file, place.at, plan));
    for (const job of discovered) files.set(`${folder}/${targetList(job)}`, targetGroups(job, place.at));
    return describeProcess(workload, place, order.get(workload.name) ?? []);
  };
  const processes = [
    ...plan.workloads.map(describe),
    ...plan.fallbacks.map(({ insteadOf, workload }) => ({ ...describe(workload), insteadOf })),
  ];
  const description: LocalDescription = { stack: plan.stack.name, environment: plan.stack.environment, processes };
  files.set(descriptionPath, `${JSON.stringify(description, null, 2)}\n`);
  return files;
}

/** Whoever asks how a job is discovered reads the job's target list; no part is known by name. */
function observeDiscovery(place: LocalPlace): { place: LocalPlace; discovered: ReadonlySet<MetricsJob> } {
  const discovered = new Set<MetricsJob>();
  const discover: Place['discover'] = (job) => {
    discovered.add(job);
    return place.at.discover(job);
  };
  return { place: { ...place, at: { ...place.at, discover } }, discovered };
}

function targetGroups(job: MetricsJob, at: Place): string {
  const groups = job.targets.map(({ address, part, port, instance, labels }) => ({
    targets: [address ?? at.address(part ?? '', port)],
    labels: { instance, ...labels },
  }));
  return `${JSON.stringify(groups, null, 2)}\n`;
}
