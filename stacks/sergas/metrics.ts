import { bounded, counter, defineMetrics, gauge, histogram, mergeMetrics, open } from '@narthex/instrumentation';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const MODULES = ['accounts', 'contacts', 'deals', 'tasks', 'notes'] as const;
const AGENTS = ['orchestrator', 'data_scout', 'memory_analyst', 'recommendation_author'] as const;
const CATEGORIES = ['follow_up', 'risk_mitigation', 'upsell', 'renewal'] as const;
const CACHES = ['account', 'session', 'search'] as const;
const SEGMENTS = ['enterprise', 'mid_market', 'small_business'] as const;
const STAGES = ['qualification', 'proposal', 'negotiation'] as const;
const COMPONENTS = ['api', 'agents', 'zoho', 'memory', 'database', 'cache'] as const;

/** 1. HTTP: what the API serves. */
export const http = defineMetrics({
  requests: counter('http_requests_total', 'HTTP requests served.', {
    labels: { method: METHODS, route: bounded(40, { typically: 5 }), status_code: ['2xx', '3xx', '4xx', '5xx'] },
  }),
  duration: histogram('http_request_duration_seconds', 'Time to serve an HTTP request.', {
    unit: 'seconds',
    labels: { method: METHODS, route: bounded(40, { typically: 5 }) },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }),
  inProgress: gauge('http_requests_in_progress', 'HTTP requests being served now.', { labels: { method: METHODS } }),
});

/** 2. Zoho: calls to the CRM, its rate limit, and the synchronisation of its modules. */
export const zoho = defineMetrics({
  calls: counter('zoho_api_calls_total', 'Calls to the Zoho API. "rate_limited" is an answer 429.', {
    labels: { module: MODULES, outcome: ['success', 'error', 'rate_limited'] },
  }),
  callDuration: histogram('zoho_api_call_duration_seconds', 'Time of one call to the Zoho API.', {
    unit: 'seconds',
    labels: { module: MODULES },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  }),
  rateLimitRemaining: gauge('zoho_rate_limit_remaining', 'Calls that Zoho still allows in this window.'),
  rateLimitMax: gauge('zoho_rate_limit_max', 'Calls that Zoho allows in a whole window.'),
  syncedRecords: counter('zoho_sync_records_total', 'Records that the synchronisation has handled.', {
    labels: { module: MODULES, outcome: ['updated', 'unchanged', 'failed'] },
  }),
  lastSync: gauge('zoho_last_sync_timestamp_seconds', 'When a module was last synchronised without error.', {
    unit: 'timestamp',
    labels: { module: MODULES },
  }),
});

/** 3. Memory and knowledge graph: what the agents remember and find again. */
export const memory = defineMetrics({
  operations: counter('memory_operations_total', 'Operations on the memory.', {
    labels: { operation: ['store', 'retrieve', 'search', 'forget'], outcome: ['success', 'error'] },
  }),
  operationDuration: histogram('memory_operation_duration_seconds', 'Time of one operation on the memory.', {
    unit: 'seconds',
    labels: { operation: ['store', 'retrieve', 'search', 'forget'] },
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  }),
  searchResults: histogram('memory_search_results', 'Results that one search of the memory has found.', {
    buckets: [0, 1, 2, 5, 10, 20, 50, 100],
  }),
  nodes: gauge('knowledge_graph_nodes', 'Nodes of the knowledge graph.', {
    labels: { kind: ['account', 'contact', 'deal', 'event'] },
  }),
  edges: gauge('knowledge_graph_edges', 'Edges of the knowledge graph.', {
    labels: { kind: ['owns', 'works_for', 'mentions', 'follows'] },
  }),
});

/** 4. Agents: the tasks they work on and those that wait. */
export const agents = defineMetrics({
  tasks: counter('agent_tasks_total', 'Tasks that an agent has ended.', {
    labels: { agent: AGENTS, outcome: ['completed', 'failed', 'timed_out'] },
  }),
  taskDuration: histogram('agent_task_duration_seconds', 'Time of one task, from its start to its end.', {
    unit: 'seconds',
    labels: { agent: AGENTS },
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
  }),
  tasksInProgress: gauge('agent_tasks_in_progress', 'Tasks that an agent works on now.', { labels: { agent: AGENTS } }),
  queueDepth: gauge('agent_queue_depth', 'Tasks that wait for an agent.', { labels: { agent: AGENTS } }),
  queueWait: histogram('agent_queue_wait_seconds', 'Time that a task has waited for its agent.', {
    unit: 'seconds',
    labels: { agent: AGENTS },
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900],
  }),
  tokens: counter('agent_tokens_total', 'Tokens that an agent has exchanged with its language model.', {
    labels: { agent: AGENTS, direction: ['input', 'output'] },
  }),
});

/** 5. Recommendations: what is proposed to account managers, and what they make of it. */
export const recommendations = defineMetrics({
  generated: counter('recommendations_generated_total', 'Recommendations made.', { labels: { category: CATEGORIES } }),
  generationDuration: histogram('recommendation_generation_duration_seconds', 'Time to make one recommendation.', {
    unit: 'seconds',
    labels: { category: CATEGORIES },
    buckets: [0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  }),
  confidence: histogram('recommendation_confidence_ratio', 'Confidence in a recommendation, from 0 to 1.', {
    unit: 'ratio',
    labels: { category: CATEGORIES },
    buckets: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  }),
  decisions: counter('recommendation_decisions_total', 'Decisions of account managers on recommendations.', {
    labels: { category: CATEGORIES, decision: ['accepted', 'rejected', 'ignored'] },
  }),
  pending: gauge('recommendations_pending', 'Recommendations that wait for a decision.', {
    labels: { category: CATEGORIES },
  }),
});

/** 6. Database: as the application sees it; the exporter shows the side of PostgreSQL. */
export const database = defineMetrics({
  queryDuration: histogram('db_query_duration_seconds', 'Time of one query.', {
    unit: 'seconds',
    labels: { operation: ['select', 'insert', 'update', 'delete'] },
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  }),
  transactions: counter('db_transactions_total', 'Transactions that have ended.', {
    labels: { outcome: ['committed', 'rolled_back'] },
  }),
  poolInUse: gauge('db_connection_pool_in_use', 'Connections of the pool in use.'),
  poolMax: gauge('db_connection_pool_max', 'Connections that the pool may open.'),
});

/** 7. Cache: as the application sees it; the exporter shows the side of Redis. */
export const cache = defineMetrics({
  hits: counter('cache_hits_total', 'Lookups that the cache has answered.', { labels: { cache: CACHES } }),
  misses: counter('cache_misses_total', 'Lookups that the cache could not answer.', { labels: { cache: CACHES } }),
  operationDuration: histogram('cache_operation_duration_seconds', 'Time of one operation on the cache.', {
    unit: 'seconds',
    labels: { operation: ['get', 'set', 'delete'] },
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1],
  }),
  evictions: counter('cache_evictions_total', 'Entries that were removed to make room.', { labels: { cache: CACHES } }),
  entries: gauge('cache_entries', 'Entries in the cache.', { labels: { cache: CACHES } }),
});

/** 8. Business: what it is all for. */
export const business = defineMetrics({
  accounts: gauge('accounts_managed', 'Accounts under management.', { labels: { segment: SEGMENTS } }),
  accountsAtRisk: gauge('accounts_at_risk', 'Accounts that are likely to leave.', { labels: { segment: SEGMENTS } }),
  accountHealth: gauge('account_health_ratio', 'Mean health of the accounts, from 0 to 1.', {
    unit: 'ratio',
    labels: { segment: SEGMENTS },
  }),
  accountReviews: counter('account_reviews_completed_total', 'Account reviews that were completed.', {
    labels: { segment: SEGMENTS },
  }),
  opportunities: counter('opportunities_identified_total', 'Opportunities that were found.', {
    labels: { segment: SEGMENTS },
  }),
  pipelineValue: gauge('opportunity_pipeline_value_dollars', 'Value of the open opportunities.', {
    unit: 'dollars',
    labels: { stage: STAGES },
  }),
});

/** 9. Errors: across all components. */
export const errors = defineMetrics({
  errors: counter('errors_total', 'Errors that were handled, by what they mean for the user.', {
    labels: { component: COMPONENTS, severity: ['warning', 'error', 'critical'] },
  }),
  exceptions: counter('exceptions_total', 'Exceptions that reached the top of a component.', {
    labels: { component: COMPONENTS, exception_type: bounded(50, { typically: 3 }) },
  }),
});

/** What runs: of no category, because it measures nothing. Dashboards mark where its version changes. */
export const build = defineMetrics({
  info: gauge('sergas_build_info', 'The version of Sergas that runs, as labels.', {
    info: true,
    labels: { version: open({ typically: 1 }), revision: open({ typically: 1 }) },
    key: [],
  }),
});

/** The 42 metrics of the Sergas application. */
export const sergasMetrics = mergeMetrics(
  http,
  zoho,
  memory,
  agents,
  recommendations,
  database,
  cache,
  business,
  errors,
);

/** Values for the labels that are not enumerated, so that a simulated Sergas speaks of real routes, exceptions and versions. */
export const sergasSampleValues = {
  route: ['/api/accounts', '/api/accounts/:id', '/api/recommendations', '/api/sync', '/api/agents/:name/tasks'],
  exception_type: ['TimeoutError', 'ZohoApiError', 'ValidationError'],
  version: ['2.4.1'],
  revision: ['8f3c1ab'],
} as const;
