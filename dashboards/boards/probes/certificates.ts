import { blackboxMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { noneIsGood, type StatPanel, type TablePanel } from '../../../stacks/model/index.ts';
import { number, table, targetColumns, targets } from './common.ts';

const { earliestCertificateExpiry, httpSsl, success, tlsVersionInfo } = blackboxMetrics;
const left = promql`min by (job, instance) (${earliestCertificateExpiry}{${targets}}) - time()`;
const guard = { alerts: ['CertificateExpiring', 'CertificateExpiresSoon'], fires: 'below', scale: 86_400 } as const;
const withoutTls = { lacking: 'targets that do not speak TLS have no certificate' };

/** The first one that ends. */
export const firstEnd: StatPanel = {
  kind: 'stat',
  key: 'certificate-first',
  title: 'Certificate ends in',
  shows: 'Time until the first certificate of all targets expires.',
  action: 'Renew it and have the server load it; find out why the renewal did not happen by itself.',
  decimals: 1,
  noValue: 'NO CERTIFICATE',
  mayBeEmpty: withoutTls,
  queries: [{ expr: promql`min(${left})`, legend: 'first' }],
  guard,
};

/** All of them. */
export const ends: TablePanel = {
  ...table,
  key: 'certificates',
  title: 'Certificates',
  shows: 'Time until the first certificate of the chain of each target expires, the twenty that end first.',
  action: 'Begin at the top. A certificate that renews itself never comes below a third of its life.',
  decimals: 1,
  noValue: 'No probe saw a certificate.',
  mayBeEmpty: withoutTls,
  queries: [{ expr: promql`bottomk(20, ${left})`, legend: '' }],
  columns: [...targetColumns, { field: 'Value', title: 'Ends in', unit: 's', width: 120 }],
  sortBy: 'Ends in',
  guard,
};

/** Which version of TLS each one speaks. */
export const versions: TablePanel = {
  ...table,
  key: 'tls-versions',
  title: 'Versions of TLS',
  shows: 'The best version of TLS that each target and the prober agreed on.',
  action: 'TLS 1.0 and 1.1 are given up: turn on 1.2 and 1.3 where TLS ends.',
  noValue: 'No probe spoke TLS.',
  mayBeEmpty: withoutTls,
  queries: [
    {
      expr: promql`max by (job, instance, version) (${tlsVersionInfo}{${targets}})`,
      legend: '',
    },
  ],
  columns: [...targetColumns, { field: 'version', title: 'Version', width: 120 }],
  sortBy: 'Version',
  guard: { alerts: ['ProbeTlsOutdated'], fires: 'above' },
};

/** What is answered in the clear. */
export const plain: StatPanel = {
  ...number,
  key: 'not-encrypted',
  title: 'Answered without TLS',
  shows: 'HTTP targets whose last answer came without TLS. For those within the stack that may be as it should.',
  action: 'A target asked for by https that answers without it redirects there: mend the redirect.',
  queries: [{ expr: promql`sum(${httpSsl}{${targets}} == bool 0 and ${success}{${targets}} == 1)`, legend: 'plain' }],
  guard: { alerts: ['ProbeNotEncrypted'], fires: 'above' },
  mappings: noneIsGood,
};
