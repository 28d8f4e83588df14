import type { Labels } from '../../../stacks/model/index.ts';

/** A Prometheus as its own series name it. */
export const self: Labels = { job: 'prometheus', instance: 'prometheus:9090' };
