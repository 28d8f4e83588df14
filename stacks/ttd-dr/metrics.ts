import { bounded, counter, defineMetrics, gauge, histogram, mergeMetrics } from '@narthex/instrumentation';
import { healthCheckNames } from './health-checks.ts';

const NODES = [
  'draft_generator',
  'gap_analyzer',
  'retrieval_engine',
  'information_integrator',
  'quality_assessor',
  'report_synthesizer',
] as const;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const ROUTES = bounded(30, { typically: 6 });

/** 1. Workflows: each execution of one of their nodes. */
export const workflows = defineMetrics({
  executions: counter('workflow_executions_total', 'Executions of a node of a workflow that have ended.', {
    labels: { node: NODES, outcome: ['success', 'error', 'timeout'] },
  }),
  duration: histogram('workflow_execution_duration_seconds', 'Time of one execution of a node.', {
    unit: 'seconds',
    labels: { node: NODES },
    buckets: [0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300],
  }),
  lastDuration: gauge('workflow_last_execution_seconds', 'Time of the last execution of a node.', {
    unit: 'seconds',
    labels: { node: NODES },
  }),
  memory: gauge('workflow_memory_usage_bytes', 'Memory that the last execution of a node has taken.', {
    unit: 'bytes',
    labels: { node: NODES },
  }),
  active: gauge('workflows_active', 'Workflows that are under way.'),
});

/** 2. The API: what it serves. */
export const api = defineMetrics({
  requests: counter('http_requests_total', 'HTTP requests served.', {
    labels: { method: METHODS, route: ROUTES, status_code: ['2xx', '3xx', '4xx', '5xx'] },
  }),
  duration: histogram('http_request_duration_seconds', 'Time to serve an HTTP request.', {
    unit: 'seconds',
    labels: { method: METHODS, route: ROUTES },
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }),
});

/** 3. Operations: who logs in, and what is asked of others. */
export const operations = defineMetrics({
  logins: counter('authentication_attempts_total', 'Attempts to authenticate.', {
    labels: { outcome: ['success', 'failure'] },
  }),
  calls: counter('external_calls_total', 'Calls to services of others. "rate_limited" is an answer 429.', {
    labels: {
      provider: ['language_model', 'search', 'embedding'],
      outcome: ['success', 'error', 'rate_limited', 'timeout'],
    },
  }),
});

/** 4. Health checks: what the backend has found out about itself and about what it needs. */
export const health = defineMetrics({
  up: gauge('health_check_up', 'Whether the last run of a check went well.', { labels: { check: healthCheckNames } }),
  duration: gauge('health_check_duration_seconds', 'Time that the last run of a check took.', {
    unit: 'seconds',
    labels: { check: healthCheckNames },
  }),
});

/** The metrics of the backend. */
export const ttdDrMetrics = mergeMetrics(workflows, api, operations, health);

/** Values for the bounded labels, so that a simulated backend speaks of real routes. */
export const ttdDrSampleValues = {
  route: ['/api/v1/workflow', '/api/v1/workflow/:id', '/api/v1/research', '/api/v1/monitoring/health'],
} as const;
