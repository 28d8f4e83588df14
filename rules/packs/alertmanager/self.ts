import type { Labels } from '../../../stacks/model/index.ts';

/** An Alertmanager as its own series name it. */
export const self: Labels = { job: 'alertmanager', instance: 'alertmanager:9093' };
