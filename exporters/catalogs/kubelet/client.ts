import { counter, gauge, histogram, open } from '@narthex/instrumentation';
import { exponential } from './buckets.ts';

const hostAndVerb = { labels: { host: open({ typically: 1 }), verb: open({ typically: 5 }) } };
const LATENCY = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60] as const;
const SIZE = [64, 256, 512, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216] as const;
const perQueue = { labels: { name: open({ typically: 8 }) } };

/** Calls of the Go client of Kubernetes to the API server; other programs of Kubernetes expose them too. */
export const restClient = {
  restClientRequestsTotal: counter('rest_client_requests_total', 'Requests by answer; <error> without one.', {
    labels: { code: open({ typically: 5 }), host: open({ typically: 1 }), method: open({ typically: 5 }) },
    series: 12,
  }),
  restClientRequestRetriesTotal: counter('rest_client_request_retries_total', 'Requests that were tried again.', {
    labels: { code: open({ typically: 3 }), host: open({ typically: 1 }), verb: open({ typically: 5 }) },
  }),
  restClientRequestDurationSeconds: histogram('rest_client_request_duration_seconds', 'Time of a request.', {
    unit: 'seconds',
    ...hostAndVerb,
    buckets: LATENCY,
  }),
  restClientRateLimiterDurationSeconds: histogram(
    'rest_client_rate_limiter_duration_seconds',
    'Time that requests held themselves back.',
    { unit: 'seconds', ...hostAndVerb, buckets: LATENCY },
  ),
  restClientDnsResolutionDurationSeconds: histogram(
    'rest_client_dns_resolution_duration_seconds',
    'Time to look up the name of the server.',
    {
      unit: 'seconds',
      labels: { host: open({ typically: 1 }) },
      buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30],
    },
  ),
  restClientRequestSizeBytes: histogram('rest_client_request_size_bytes', 'Size of a request.', {
    unit: 'bytes',
    ...hostAndVerb,
    buckets: SIZE,
  }),
  restClientResponseSizeBytes: histogram('rest_client_response_size_bytes', 'Size of an answer.', {
    unit: 'bytes',
    ...hostAndVerb,
    buckets: SIZE,
  }),
  restClientTransportCacheEntries: gauge('rest_client_transport_cache_entries', 'Transports that are kept.'),
  restClientTransportCreateCallsTotal: counter('rest_client_transport_create_calls_total', 'Transports asked for.', {
    labels: { result: ['hit', 'miss', 'uncacheable'] },
  }),
  restClientExecPluginTtlSeconds: gauge(
    'rest_client_exec_plugin_ttl_seconds',
    'Time until the certificate of a login program expires.',
    { unit: 'seconds' },
  ),
  restClientExecPluginCertificateRotationAge: histogram(
    'rest_client_exec_plugin_certificate_rotation_age',
    'Age at which such certificates were replaced.',
    {
      unit: 'seconds',
      buckets: [600, 1800, 3600, 14400, 86400, 604800, 2592000, 7776000, 15552000, 31104000, 124416000],
    },
  ),
  restClientExecPluginCallTotal: counter('rest_client_exec_plugin_call_total', 'Calls of a login program.', {
    labels: {
      code: open({ typically: 1 }),
      call_status: ['no_error', 'plugin_execution_error', 'plugin_not_found_error', 'client_internal_error'],
    },
  }),
};

/** Queues of work inside the program; other programs of Kubernetes expose them too. */
export const workQueues = {
  workqueueAddsTotal: counter('workqueue_adds_total', 'Items added.', { ...perQueue }),
  workqueueDepth: gauge('workqueue_depth', 'Items that wait.', { ...perQueue }),
  workqueueRetriesTotal: counter('workqueue_retries_total', 'Items added again after a failure.', { ...perQueue }),
  workqueueQueueDurationSeconds: histogram('workqueue_queue_duration_seconds', 'Time that an item waited.', {
    unit: 'seconds',
    ...perQueue,
    buckets: exponential(1e-8, 10, 10),
  }),
  workqueueWorkDurationSeconds: histogram('workqueue_work_duration_seconds', 'Time to work off an item.', {
    unit: 'seconds',
    ...perQueue,
    buckets: exponential(1e-8, 10, 10),
  }),
  workqueueUnfinishedWorkSeconds: gauge(
    'workqueue_unfinished_work_seconds',
    'Time that items under work have taken so far, together.',
    { unit: 'seconds', ...perQueue },
  ),
  workqueueLongestRunningProcessorSeconds: gauge(
    'workqueue_longest_running_processor_seconds',
    'Time that the oldest item under work has taken.',
    { unit: 'seconds', ...perQueue },
  ),
};
