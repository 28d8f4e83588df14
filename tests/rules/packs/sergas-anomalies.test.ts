import sergas from '../../../stacks/sergas.ts';
import { describePack } from '../../support/packs.ts';
import { planOf } from '../../support/stacks.ts';

describePack('that watch Sergas for anomalies', planOf(sergas, 'production'), [
  'anomaly-request-rate-history',
  'anomaly-request-rate',
  'anomaly-task-duration-history',
  'anomaly-task-duration',
  'anomaly-acceptance-history',
  'anomaly-acceptance',
]);
