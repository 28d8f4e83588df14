import {
  bounded,
  counter,
  defineMetrics,
  gauge,
  histogram,
  type MetricSet,
  mergeMetrics,
} from '@narthex/instrumentation';

const METHODS = ['GET', 'POST'] as const;

/** 1. HTTP: what every service serves. Its own endpoints are `/health`, `/metrics` and `/audit`. */
export const http = defineMetrics({
  requests: counter('http_requests_total', 'Total number of HTTP requests.', {
    labels: { method: METHODS, endpoint: bounded(20, { typically: 4 }), status_code: ['2xx', '4xx', '5xx'] },
  }),
  duration: histogram('http_request_duration_seconds', 'Time to serve an HTTP request.', {
    unit: 'seconds',
    labels: { method: METHODS, endpoint: bounded(20, { typically: 4 }) },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }),
});

/** 2. System: what a service takes of its machine. */
export const system = defineMetrics({
  memory: gauge('process_memory_usage_bytes', 'Memory usage in bytes.', { unit: 'bytes' }),
  cpu: gauge('process_cpu_usage_ratio', 'Share of the processor that the service uses, from 0 to 1.', {
    unit: 'ratio',
  }),
  disk: gauge('disk_usage_ratio', 'Share of the disk of the service that is used, from 0 to 1.', { unit: 'ratio' }),
  uptime: gauge('service_uptime_seconds', 'Service uptime in seconds.', { unit: 'seconds' }),
});

/** 3. Performance: what waits, who is connected, and whether what a service needs is there. */
export const performance = defineMetrics({
  queueDepth: gauge('queue_depth', 'Pieces of work that wait.'),
  activeConnections: gauge('active_connections', 'Connections that are open.'),
  dependency: gauge('dependency_up', 'Whether the last call to a dependency succeeded.', {
    labels: { dependency: bounded(10, { typically: 4 }) },
  }),
});

/** 4. Audit: events by their type. */
export const audit = defineMetrics({
  events: counter('audit_events_total', 'Events of the audit trail.', {
    labels: {
      event_type: [
        'user_login',
        'brief_created',
        'integration_connected',
        'content_generated',
        'audio_generated',
        'message_delivered',
        'error_occurred',
      ],
      outcome: ['success', 'failure'],
    },
  }),
});

/** 5. Business: what each service is for. */
export const business = {
  'integration-controller': defineMetrics({
    briefs: counter('briefs_processed_total', 'Daily briefs that were put together.', {
      labels: { outcome: ['success', 'failure'] },
    }),
    integrations: gauge('integrations_connected', 'Integrations of users that are connected.', {
      labels: { integration: ['gmail', 'slack', 'quickbooks', 'salesforce'] },
    }),
  }),
  'content-engine': defineMetrics({
    content: counter('content_generated_total', 'Texts that were generated.', {
      labels: { outcome: ['success', 'failure'] },
    }),
    contentDuration: histogram('content_generation_duration_seconds', 'Time to generate one text.', {
      unit: 'seconds',
      buckets: [0.5, 1, 2.5, 5, 10, 20, 30, 60],
    }),
  }),
  'media-engine': defineMetrics({
    audio: counter('audio_generated_total', 'Recordings that were generated.', {
      labels: { outcome: ['success', 'failure'] },
    }),
    audioDuration: histogram('audio_generation_duration_seconds', 'Time to generate one recording.', {
      unit: 'seconds',
      buckets: [1, 2.5, 5, 10, 20, 30, 60, 120],
    }),
  }),
  'delivery-gateway': defineMetrics({
    messages: counter('messages_delivered_total', 'Messages that were sent.', {
      labels: { channel: ['slack', 'email', 'sms'], outcome: ['success', 'failure'] },
    }),
  }),
} as const satisfies Readonly<Record<string, MetricSet>>;

/** The name of a service of Person.ai. */
export type ServiceName = keyof typeof business;

/** What a service exposes: what all of them do, and its own. */
export function metricsOf(service: ServiceName): MetricSet {
  return mergeMetrics(http, system, performance, audit, business[service]);
}
