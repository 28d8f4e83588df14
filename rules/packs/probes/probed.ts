import {
  type Duration,
  type Labels,
  type Probe,
  type ProbeModule,
  type Stack,
  seconds,
} from '../../../stacks/model/index.ts';

/** From so many targets on, all of them failing at once says something about the job. */
export const several = 3;

/** What the rules need to know of the probes of a stack. */
export interface Probed {
  /** The labels of a target, as the probes of this stack have them. */
  readonly labels: Labels;
  /** How many targets the job with the most has. */
  readonly most: number;
  /** A window in which even the slowest job has some samples: at least so long. */
  readonly window: (least: Duration) => Duration;
  /** Instances that are probed by HTTPS, by probes that would take an answer without it as well. */
  readonly encrypted: readonly string[];
  /** Whether something else is probed by HTTP besides those. */
  readonly plain: boolean;
  /** The labels of a target of which the certificate is seen. */
  readonly tls: Labels | undefined;
}

/** Reads the probes of a stack; `undefined` if it has none. */
export function probedOf(stack: Stack): Probed | undefined {
  const all = Object.entries(stack.probes);
  const [first] = all;
  if (first === undefined) return undefined;
  const slowest = Math.max(...all.map(([, { interval }]) => seconds(interval)));
  const seen = all.find(([, { module }]) => seesCertificates(stack.modules[module]));
  const encrypted = all.flatMap(([, probe]) => encryptedOf(probe, stack.modules[probe.module]));
  const byHttp = all.flatMap(([, { module, targets }]) => (stack.modules[module]?.prober === 'http' ? targets : []));
  return {
    labels: labelsOf(...first),
    most: Math.max(...all.map(([, { targets }]) => targets.length)),
    window: (least) => (seconds(least) >= slowest * 5 ? least : `${Math.ceil((slowest * 5) / 60)}m`),
    encrypted,
    plain: byHttp.length > encrypted.length,
    tls: seen && labelsOf(...seen),
  };
}

function labelsOf(job: string, { module, targets }: Probe): Labels {
  const [target] = targets;
  const aim: Labels =
    target !== undefined && 'service' in target
      ? { instance: `${target.service}:443`, service: target.service }
      : { instance: target?.name ?? 'shop:443' };
  return { job, ...aim, prober_module: module };
}

function seesCertificates(module: ProbeModule | undefined): boolean {
  return module?.prober === 'http' || (module?.prober === 'tcp' && module.tls === true);
}

/** `requireTls` makes such a probe fail by itself. */
function encryptedOf({ targets }: Probe, module: ProbeModule | undefined): string[] {
  if (module?.prober !== 'http' || module.requireTls) return [];
  return targets.flatMap((aim) => ('address' in aim && aim.address.startsWith('https:') ? [aim.name] : []));
}
