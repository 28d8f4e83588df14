import { batchJobMetrics, defineMetrics, gauge, pushgateway } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

const backup = defineMetrics({
  took: gauge('backup_duration_seconds', 'How long the backup took.', { unit: 'seconds' }),
});
const sync = defineMetrics({ accounts: gauge('sync_accounts', 'Accounts that were compared.') });
const reports = { ...batchJobMetrics };

describePack(
  'of batch jobs that are declared',
  planOf(shop({ exporters: [pushgateway({ pushes: { backup, sync: { metrics: sync, every: '1h' }, reports } })] })),
  ['batch-jobs', 'pushgateway'],
);

describePack('of a Pushgateway to which anybody pushes', planOf(shop({ exporters: [pushgateway()] })), ['pushgateway']);
