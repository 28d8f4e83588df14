import {
  type CounterDefinition,
  counter,
  type GaugeDefinition,
  gauge,
  type LabelSpec,
  type Labels,
  open,
  type Unit,
} from '@narthex/instrumentation';

/** What conditions in Kubernetes are: `unknown` where nobody has said. */
export const STATUS = ['true', 'false', 'unknown'] as const;
/** Yes and no in a label. */
export const YES_NO = ['true', 'false'] as const;
/** In what kube-state-metrics counts a resource. */
export const RESOURCE_UNIT = ['core', 'byte', 'integer'] as const;
/** Who owns an object: each has one owner at most in practice, and empty labels without one. */
export const OWNER = {
  owner_kind: open({ typically: 3, sometimes: true }),
  owner_name: open({ typically: 20, sometimes: true }),
  owner_is_controller: open({ typically: 1, sometimes: true }),
} as const;

/** The label `namespace`. */
export const namespace = open({ typically: 10 });

interface Facts {
  /** Labels besides those of the object. */
  readonly labels?: Labels;
  /** Which of them tell series apart. Default: all, for an info metric none. */
  readonly key?: readonly string[];
  readonly unit?: Unit;
}

/** Makes the metrics of one kind of object. */
export interface Kind {
  /** A number that goes up and down. */
  number(name: string, help: string, facts?: Facts): GaugeDefinition;
  /** 1 for yes, 0 for no. With a list of states: 1 for the state that it is in. */
  flag(name: string, help: string, facts?: Facts): GaugeDefinition;
  /** A point in time; there is no series where it has not come. */
  time(name: string, help: string, facts?: Facts): GaugeDefinition;
  /** Always 1: what it says is in its labels. */
  info(name: string, help: string, facts?: Facts): GaugeDefinition;
  counter(name: string, help: string, facts?: Facts): CounterDefinition;
}

/** A kind of object with the labels that all its metrics have, those that name one object, and how many a cluster usually has. */
export function kind(labels: Labels, key: readonly string[], typically: number): Kind {
  // Most metrics have no more than this. They share it, so that the catalog is loaded quickly.
  const plain = { labels, key, series: typically };
  const plainFlag = { ...plain, range: [0, 1] } as const;
  const plainTime = { ...plain, unit: 'timestamp' } as const;
  const plainInfo = { ...plain, info: true } as const;
  const extended = (facts: Facts, more: readonly string[]) => ({
    labels: { ...labels, ...facts.labels },
    key: [...key, ...more],
    series: more.reduce((product, label) => product * valuesOf(facts.labels?.[label]), typically),
    ...(facts.unit !== undefined && { unit: facts.unit }),
  });
  const all = (facts: Facts) => extended(facts, facts.key ?? Object.keys(facts.labels ?? {}));
  return {
    number: (name, help, facts) => gauge(name, help, facts ? all(facts) : plain),
    flag: (name, help, facts) => gauge(name, help, facts ? { ...all(facts), range: [0, 1] } : plainFlag),
    time: (name, help, facts) => gauge(name, help, facts ? { ...all(facts), unit: 'timestamp' } : plainTime),
    info: (name, help, facts) =>
      gauge(name, help, facts ? { ...extended(facts, facts.key ?? []), info: true } : plainInfo),
    counter: (name, help, facts) => counter(name, help, facts ? all(facts) : plain),
  };
}

function valuesOf(spec: LabelSpec | undefined): number {
  if (spec === undefined) return 1;
  if (!('kind' in spec)) return spec.length;
  return spec.kind === 'bounded' ? spec.limit : (spec.typically ?? 1);
}
