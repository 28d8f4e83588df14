import { blackboxMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import type { Panel, Probe, Stack, StatPanel, TimeSeriesPanel } from '../../stacks/model/index.ts';
import { leading, leadsTo } from '../parts/links.ts';
import { every, exporterInterval, exportersOf } from './scope.ts';

/** What is seen from outside: how long answers take, when certificates end. */
export function probes(stack: Stack): Panel[] {
  const declared = Object.values(stack.probes);
  if (declared.length === 0) return [];
  const sees = declared.some((probe) => seesCertificate(stack, probe));
  const panels = [
    ...leading(leadsTo('probes', 'job', 'instance'), [duration]),
    ...leading(leadsTo('probes', 'instance'), sees ? [certificates] : []),
  ];
  return every(exporterInterval(stack, exportersOf(stack, blackboxMetrics)), panels);
}

/** Only a probe that does a TLS handshake knows when a certificate ends. */
export function seesCertificate(stack: Stack, probe: Probe): boolean {
  const module = stack.modules[probe.module];
  if (module === undefined || module.prober === 'icmp') return false;
  if (module.prober === 'tcp') return module.tls ?? false;
  return (
    module.requireTls === true || probe.targets.some((aim) => 'address' in aim && aim.address.startsWith('https:'))
  );
}

const duration: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'probe-duration',
  title: 'Time of a probe',
  shows: 'How long a probe takes, with name resolution, connection and answer.',
  action: 'If it nears the time-out, the next step is a failing probe. Compare with the time to answer of the service.',
  min: 0,
  noValue: 'No probe ran in this range.',
  queries: [{ expr: promql`max by (job, instance) (${blackboxMetrics.duration})`, legend: '{{instance}} ({{job}})' }],
};

const certificates: StatPanel = {
  kind: 'stat',
  key: 'certificate-expiry',
  title: 'Certificates end in',
  shows: 'Time until the first certificate of each chain expires, the ten that end first.',
  action: 'Renew it and have the server load it; find out why the renewal did not happen by itself.',
  decimals: 1,
  noValue: 'No probe saw a certificate.',
  named: true,
  queries: [
    {
      expr: promql`bottomk(10, min by (instance) (${blackboxMetrics.earliestCertificateExpiry}) - time())`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['CertificateExpiring', 'CertificateExpiresSoon'], fires: 'below', scale: 86_400 },
};
