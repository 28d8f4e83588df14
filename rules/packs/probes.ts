import { blackboxMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import { type RulePack, type Severity, type Stack, sum } from '../../stacks/model/index.ts';
import { alert, rulePack } from '../alert.ts';

const day = 86_400;

/** What is seen from outside: probes and certificates. */
export function probes(stack: Stack): RulePack[] {
  const first = Object.keys(stack.probes)[0];
  if (first === undefined) return [];
  return [
    rulePack('probes', [
      probeFailed(first),
      certificate('CertificateExpiring', 'warning', 21, first),
      certificate('CertificateExpiresSoon', 'critical', 3, first),
    ]),
  ];
}

function probeFailed(job: string) {
  const labels = { job, instance: 'api:8000/health', service: 'api' };
  const series = `probe_success{job="${job}", instance="api:8000/health", service="api"}`;
  return alert('ProbeFailed', {
    expr: promql`${blackboxMetrics.success} == 0`,
    for: '2m',
    severity: 'critical',
    summary: 'The probe of {{ $labels.instance }} fails.',
    description: 'Seen from outside, {{ $labels.instance }} (job {{ $labels.job }}) does not answer as it should.',
    runbook: {
      meaning: 'A request made from outside the service failed: no connection, a wrong status, or too slow.',
      impact: 'Users see what the probe sees.',
      diagnosis:
        'Ask the prober why: open `/probe?target=…&module=…&debug=true` of the Blackbox exporter. If the service says of itself that it is well, the way to it is broken: name resolution, load balancer, certificate, firewall.',
      mitigation:
        'Mend what the probe reports. If only the probe is wrong (a moved path), change it in the definition of the stack.',
    },
    scenarios: (alert) => [
      {
        title: 'fires when the probe keeps failing',
        series: { [series]: '1x2 0x60' },
        at: sum('3m', alert.for),
        fires: [labels],
      },
      {
        title: 'stays quiet after a single failure',
        series: { [series]: '1x2 0 1x60' },
        at: sum('3m', alert.for),
        fires: [],
      },
    ],
  });
}

function certificate(name: string, severity: Severity, days: number, job: string) {
  const labels = { job, instance: 'shop:443' };
  const expiresIn = (seconds: number) => ({
    [`probe_ssl_earliest_cert_expiry{job="${job}", instance="shop:443"}`]: `${seconds}x180`,
  });
  return alert(name, {
    threshold: days,
    expr: ({ threshold }) => promql`${blackboxMetrics.earliestCertificateExpiry} - time() < ${threshold * day}`,
    for: '1h',
    severity,
    labels: { symptom: 'certificate-expiry' },
    summary: 'A certificate of {{ $labels.instance }} expires soon.',
    description:
      'The first certificate of the chain that {{ $labels.instance }} presents is about to expire. Clients will refuse to connect.',
    runbook: {
      meaning: 'A certificate in the chain, not necessarily that of the server itself, is close to its end.',
      impact: 'From that moment on no client that checks certificates can connect.',
      diagnosis:
        'Show the chain: `openssl s_client -connect HOST:443 -servername HOST -showcerts`. Why did the renewal not happen? Look at the log of what renews it.',
      mitigation:
        'Renew the certificate and have the server load it; a renewed file that nobody reloads changes nothing.',
    },
    scenarios: ({ threshold, for: pending }) => [
      {
        title: `fires less than ${threshold} days before the end`,
        series: expiresIn(threshold * day),
        at: sum('1m', pending),
        fires: [labels],
      },
      { title: 'stays quiet earlier', series: expiresIn(threshold * day + 2 * day), at: sum('1m', pending), fires: [] },
    ],
  });
}
