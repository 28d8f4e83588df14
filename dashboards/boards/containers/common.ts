import { type Expression, promql } from '../../../promql/index.ts';
import { chosen } from '../../parts/variables.ts';

/** The containers that are chosen, and none of the groups that hold them. */
export const containers = `${chosen('instance', 'name')}, name!=""`;
/** The window of rates. */
export const window = '[$__rate_interval]';

/** What the graphs about containers have in common. */
export const graph = { kind: 'timeseries', min: 0, noValue: 'No container was measured in this range.' } as const;
/** One number about all containers that are chosen. */
export const number = { kind: 'stat', unit: 'none', min: 0, noValue: 'NO DATA: no container' } as const;

/** Why a share of the limit of memory may not be known. */
export const withoutMemoryLimit = {
  lacking: 'containers without a memory limit have nothing to compare with',
} as const;
/** Why nobody may be held back. */
export const withoutCpuLimit = { lacking: 'containers without a CPU limit are never held back' } as const;

/** By container and host; in a cluster by pod, where the name of a container is an unreadable id. */
export function byContainer(aggregation: 'sum' | 'max', series: Expression): Expression {
  return promql`${aggregation} by (instance, name) (label_replace(${series}, "name", "$1", "pod", "(.+)"))`;
}

/** The ten highest of these. */
export function topTen(aggregation: 'sum' | 'max', series: Expression): Expression {
  return promql`topk(10, ${byContainer(aggregation, series)})`;
}
