import { postgresExporter, secretFile } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

const exporter = postgresExporter({
  service: 'api',
  database: 'shop',
  user: 'monitor',
  password: secretFile('monitor-password', 'the password of the role monitor'),
});
const groups = ['postgres', 'postgres-transactions', 'postgres-storage', 'postgres-replication'];

describePack('about PostgreSQL', planOf(shop({ exporters: [exporter] }), 'production'), groups);
