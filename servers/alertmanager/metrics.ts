import { describeMetrics } from '@narthex/instrumentation';
import { conntrackMetrics, goClientMetrics, promhttpMetrics } from '../../stacks/model/index.ts';
import { clusterMetrics } from './metrics/cluster.ts';
import { notificationMetrics } from './metrics/notifications.ts';
import { serverMetrics } from './metrics/server.ts';
import { silenceMetrics } from './metrics/silences.ts';

/** What Alertmanager exposes about itself. */
export const alertmanagerMetrics = describeMetrics({
  ...serverMetrics,
  ...notificationMetrics,
  ...silenceMetrics,
  ...clusterMetrics,
  ...goClientMetrics,
  ...promhttpMetrics,
  ...conntrackMetrics,
});
