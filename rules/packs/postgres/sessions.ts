import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { Labels } from '../../../stacks/model/index.ts';

const { activity, maxConnections, settingsSuperuserReservedConnections } = postgresMetrics;

/** The connections that a server has. */
export const connectionsUsed = promql`sum by (job, instance) (${activity})`;
/** The connections that programs can have: what is kept for superusers is not for them. */
export const connectionsAllowed = promql`max by (job, instance) (${maxConnections} - ${settingsSuperuserReservedConnections})`;

/** How the exporter of the scenarios calls its server in some of its series. */
export const address = { server: 'postgres:5432' };

/** A database of a server of the scenarios. */
export function database(labels: Labels, datname = 'shop'): Labels {
  return { ...labels, datname, datid: datname === 'shop' ? '16384' : '16385' };
}

/** Sessions of a server that are alike: by default those of a program that executes statements. */
export function session(labels: Labels, changes: Labels = {}): Labels {
  return {
    ...labels,
    ...address,
    datname: 'shop',
    state: 'active',
    usename: 'shop',
    application_name: 'api',
    backend_type: 'client backend',
    wait_event_type: 'Client',
    wait_event: 'ClientRead',
    ...changes,
  };
}
