import { blackboxMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import type { AlertDefinition, Labels, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { series } from '../../scenarios/series.ts';
import { clock, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

const { earliestCertificateExpiry, sslLastChainInfo, tlsVersionInfo } = blackboxMetrics;
const day = 86_400;

/** A certificate that ends: in time to renew it in the day, and in time to get up for it. */
export function certificates(labels: Labels): AlertDefinition[] {
  return [
    certificate('CertificateExpiring', 'warning', 21, labels),
    certificate('CertificateExpiresSoon', 'critical', 3, labels),
  ];
}

function certificate(name: string, severity: Severity, days: number, labels: Labels): AlertDefinition {
  return alert(name, {
    // Days.
    threshold: days,
    expr: ({ threshold }) => promql`${earliestCertificateExpiry} - time() < ${threshold * day}`,
    for: '1h',
    severity,
    labels: { symptom: 'certificate-expiry' },
    summary: 'A certificate of {{ $labels.instance }} expires soon.',
    description:
      'The first certificate of the chain that {{ $labels.instance }} presents expires in {{ $value | humanizeDuration }}. Clients will refuse to connect.',
    runbook: {
      meaning: 'A certificate in the chain, not necessarily that of the server itself, is close to its end.',
      impact: 'From that moment on no client that checks certificates can connect.',
      diagnosis:
        'Show the chain: `openssl s_client -connect HOST:443 -servername HOST -showcerts`. Why did the renewal not happen? Look at the log of what renews it.',
      mitigation:
        'Renew the certificate and have the server load it; a renewed file that nobody reloads changes nothing.',
      queries: [
        {
          ask: 'Which certificates end next, in how many seconds?',
          expr: promql`bottomk(10, ${earliestCertificateExpiry} - time())`,
        },
        { ask: 'Who has issued it?', expr: promql`${sslLastChainInfo}` },
      ],
    },
    scenarios: (numbers) => {
      const ends = numbers.threshold * day;
      const expiry = series(earliestCertificateExpiry, labels);
      return scenarios(numbers, {
        labels,
        value: ends * 0.98,
        bad: { [expiry]: clock(ends * 0.98) },
        good: { [expiry]: clock(ends * 1.02) },
      });
    },
  });
}

/** A server that still speaks what browsers have given up. */
export function tlsOutdated(labels: Labels): AlertDefinition {
  return alert('ProbeTlsOutdated', {
    expr: promql`${tlsVersionInfo}{${isOneOf('version', ['TLS 1.0', 'TLS 1.1'])}} == 1`,
    for: '1h',
    severity: 'warning',
    summary: '{{ $labels.instance }} speaks {{ $labels.version }} only.',
    description:
      'The best that {{ $labels.instance }} and the prober agreed on is {{ $labels.version }}, which is no longer safe.',
    runbook: {
      meaning: 'The prober offers the newest versions of TLS, and the server chose one that was given up in 2021.',
      impact: 'Current browsers and libraries refuse to connect. Those that do are open to known attacks.',
      diagnosis:
        'Ask it for a newer one: `openssl s_client -connect HOST:443 -tls1_2`. Who ends TLS there: the program itself, a proxy, a load balancer?',
      mitigation: 'Switch on TLS 1.2 and 1.3 in the configuration of whatever ends TLS there, or bring it up to date.',
      queries: [{ ask: 'Which version does each target speak?', expr: promql`${tlsVersionInfo}` }],
    },
    scenarios: (numbers) => {
      const speaking = (version: string): Signals => ({
        [series(tlsVersionInfo, { ...labels, version })]: level(1),
        [series(tlsVersionInfo, { ...labels, instance: 'another:443', version: 'TLS 1.3' })]: level(1),
      });
      return scenarios(numbers, {
        labels: { ...labels, version: 'TLS 1.1' },
        bad: speaking('TLS 1.1'),
        good: speaking('TLS 1.2'),
      });
    },
  });
}
