import { counter, describeMetrics, gauge, open } from '@narthex/instrumentation';
import { conntrackMetrics, goClientMetrics, type ProbeModule, promhttpMetrics } from '../../stacks/model/index.ts';

/** What every probe answers. */
const always = describeMetrics({
  success: gauge('probe_success', 'Whether the probe succeeded.', { range: [0, 1] }),
  duration: gauge('probe_duration_seconds', 'How long the probe took.', { unit: 'seconds' }),
  dnsLookupTimeSeconds: gauge('probe_dns_lookup_time_seconds', 'How long it took to look up the name.', {
    unit: 'seconds',
  }),
  ipAddrHash: gauge('probe_ip_addr_hash', 'A hash of the IP address, to see when it changes.'),
  ipProtocol: gauge('probe_ip_protocol', 'The version of IP that was used: 4 or 6, 0 if there was none.', {
    range: [0, 6],
  }),
});

const regex = describeMetrics({
  failedDueToRegex: gauge('probe_failed_due_to_regex', 'Whether it failed because an answer did not match.', {
    range: [0, 1],
  }),
});

/** Only there when the probe spoke TLS. */
const tls = describeMetrics({
  earliestCertificateExpiry: gauge('probe_ssl_earliest_cert_expiry', 'When the first certificate expires.', {
    unit: 'timestamp',
  }),
  sslLastChainExpiry: gauge(
    'probe_ssl_last_chain_expiry_timestamp_seconds',
    'When the last chain that can be verified expires; far in the past where none can.',
    { unit: 'timestamp' },
  ),
  sslLastChainInfo: gauge('probe_ssl_last_chain_info', 'The certificate of the server, as labels.', {
    labels: {
      fingerprint_sha256: open({ typically: 1 }),
      issuer: open({ typically: 1, sometimes: true }),
      serialnumber: open({ typically: 1 }),
      subject: open({ typically: 1, sometimes: true }),
      subjectalternative: open({ typically: 1, sometimes: true }),
    },
    key: [],
    info: true,
  }),
  tlsVersionInfo: gauge('probe_tls_version_info', 'The version of TLS, as a label.', {
    labels: { version: ['TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3', 'unknown'] },
    key: [],
    info: true,
  }),
});

const http = describeMetrics({
  httpStatusCode: gauge('probe_http_status_code', 'Status code of the answer, 0 if there was none.', {
    range: [0, 999],
  }),
  httpDurationSeconds: gauge('probe_http_duration_seconds', 'How long each phase took, over all redirects.', {
    unit: 'seconds',
    labels: { phase: ['connect', 'processing', 'resolve', 'tls', 'transfer'] },
  }),
  httpContentLength: gauge('probe_http_content_length', 'Length of the answer in bytes, -1 where it is not said.', {
    unit: 'bytes',
  }),
  httpUncompressedBodyLength: gauge('probe_http_uncompressed_body_length', 'Length of the answer, uncompressed.', {
    unit: 'bytes',
  }),
  httpRedirects: gauge('probe_http_redirects', 'How many redirects were followed.'),
  httpSsl: gauge('probe_http_ssl', 'Whether the last answer came over TLS.', { range: [0, 1] }),
  httpVersion: gauge('probe_http_version', 'Version of HTTP in the answer, 0 if there was none.'),
  httpLastModified: gauge(
    'probe_http_last_modified_timestamp_seconds',
    'When what was answered was last changed; only there when the server says so.',
    { unit: 'timestamp' },
  ),
  tlsCipherInfo: gauge('probe_tls_cipher_info', 'The cipher of the last answer, as a label.', {
    labels: { cipher: open({ typically: 1 }) },
    key: [],
    info: true,
  }),
});

const tcp = describeMetrics({
  failedDueToBytes: gauge('probe_failed_due_to_bytes', 'Whether it failed because bytes did not match.', {
    range: [0, 1],
  }),
});

const icmp = describeMetrics({
  icmpDurationSeconds: gauge('probe_icmp_duration_seconds', 'How long each phase took.', {
    unit: 'seconds',
    labels: { phase: ['resolve', 'rtt', 'setup'] },
  }),
  icmpReplyHopLimit: gauge('probe_icmp_reply_hop_limit', 'The hop limit of the reply; only there when one came.', {
    range: [0, 255],
  }),
});

const proberMetrics = {
  http: describeMetrics({ ...always, ...http, ...tls, ...regex }),
  tcp: describeMetrics({ ...always, ...tcp, ...regex }),
  tls: describeMetrics({ ...always, ...tcp, ...regex, ...tls }),
  icmp: describeMetrics({ ...always, ...icmp }),
};

/** What blackbox_exporter answers about a target, with any of the modules that a stack can have. */
export const blackboxMetrics = describeMetrics({ ...always, ...http, ...tls, ...tcp, ...icmp, ...regex });

/** What it answers about a target with this module: of HTTP also what is there only when the target speaks TLS. */
export function probeMetrics(module: ProbeModule) {
  return proberMetrics[module.prober === 'tcp' && module.tls ? 'tls' : module.prober];
}

/** What blackbox_exporter exposes about itself. No stack scrapes it: a probe that does not run is seen by its target. */
export const blackboxExporterMetrics = describeMetrics({
  buildInfo: gauge('blackbox_exporter_build_info', 'The running version, as labels.', {
    labels: {
      branch: open({ typically: 1 }),
      goarch: open({ typically: 1 }),
      goos: open({ typically: 1 }),
      goversion: open({ typically: 1 }),
      revision: open({ typically: 1 }),
      tags: open({ typically: 1 }),
      version: open({ typically: 1 }),
    },
    key: [],
    info: true,
  }),
  configReloadSuccessful: gauge(
    'blackbox_exporter_config_last_reload_successful',
    'Whether the last reload of the configuration worked.',
    { range: [0, 1] },
  ),
  configReloadTime: gauge(
    'blackbox_exporter_config_last_reload_success_timestamp_seconds',
    'When the configuration was last reloaded with success.',
    { unit: 'timestamp' },
  ),
  moduleUnknown: counter('blackbox_module_unknown_total', 'Probes that named a module that is not there.'),
  ...goClientMetrics,
  ...promhttpMetrics,
  ...conntrackMetrics,
});
