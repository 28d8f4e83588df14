import type { Mistake } from './mistake.ts';
import { said, written } from './row.ts';

const disks = 'fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|fuse.*"';
const [errors, slow] = ['runbook ServiceErrorsElevated', 'runbook ServiceLatencyHigh'];

/** Mistakes in what somebody is told to ask at night. */
export const runbooks: readonly Mistake[] = [
  ...written('NX500', [['runbook AgentProcessingBacklog / Does it work?', '[5m]', '[5min]', '5min']]),
  ...written('NX501', [
    ['runbook ServiceMissing / How many targets has each job had lately?', 'up', 'ups'],
    ['runbook LowCacheHitRate / Are entries removed to make room?', 'cache_evictions_total', 'cache_evicted_total'],
  ]),
  ...written('NX502', [
    ['runbook ZohoSyncStale / Are records handled at all?', 'by (module,', 'by (modul,', 'modul'],
    ['runbook ContainerRestarting / When did the containers start?', 'name!=""', 'container_name!=""'],
  ]),
  ...written('NX503', [
    ['runbook InstanceDown / Which instances answer, and which do not?', '"sergas"', '"sergas-api"'],
  ]),
  ...written('NX504', [
    [
      'runbook HostDiskFull / How fast does it fill (per second)?',
      'deriv(',
      'rate(',
      `node_filesystem_avail_bytes{${disks}}[1h]`,
    ],
  ]),
  ...written('NX509', [
    [
      `${slow} / How long does half of the requests take?`,
      'by (job, service, le)',
      'by (job, service)',
      'sum by (job, service) (rate(http_request_duration_seconds_bucket{job="sergas"}[5m]))',
    ],
  ]),
  ...written('NX510', [
    [
      'runbook ZohoRateLimitHit / How much of the window is left?',
      'zoho_rate_limit_max',
      'prometheus_tsdb_head_series',
      '/',
    ],
  ]),
  ...written('NX513', [
    [
      `${errors} / Which series of requests fail?`,
      '> 0',
      '< 0',
      'rate(http_requests_total{status_code=~"5.."}[5m]) < 0',
    ],
  ]),
  ...written('NX516', [[`${errors} / When did it begin?`, '"5.."', '"5[0-9][0-9]"']]),
  ...written('NX517', [['runbook HighErrorRate / Which routes fail?', '5m', '15s']]),
  ...written('NX518', [
    ['runbook RequestRateAnomaly / How was it a week ago?', 'offset 7d', 'offset 7w', 'http_requests_total'],
  ]),
  ...said('NX549', [
    [
      'nothing to ignore',
      'runbook RedisDown / Since when does it not answer?',
      { set: { ignore: [{ check: 'NX512', reason: 'it is a flag' }] } },
      '@ignore',
    ],
  ]),
];
