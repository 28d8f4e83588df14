import type { Conditions } from '../conditions.ts';
import { type DeclaredSeries, type Labels, type Measured, observed, rate, seldom, value } from './declared.ts';
import { apiInstance } from './targets.ts';

const own = apiInstance(0);

/** What Sergas does besides answering: it works as much as it is asked, all in the first instance, and all goes well. */
export function application(): DeclaredSeries[] {
  return seldom([
    ...[...zoho(), ...agents(), ...memory(), ...recommendations()],
    ...[...database(), ...cache(), ...errors()],
  ]);
}

/** So many for each request, and a few of its own. */
function perRequest(factor: number): Measured {
  return working(({ traffic }) => factor * (traffic + 0.5));
}

function working(of: (now: Conditions) => number): Measured {
  return (now) => (now.api[0] ? of(now) : undefined);
}

/** A histogram of something that takes `usual` or less; bounds below that have half of it. */
function timed(name: string, labels: Labels, often: Measured, bounds: readonly string[], usual: number) {
  const below = bounds.map((le) => [le, () => (Number(le) >= usual ? 1 : 0.5)] as const);
  return observed(name, { ...own, ...labels }, often, below, usual / 2);
}

function zoho(): DeclaredSeries[] {
  const module = 'accounts';
  const calls = (outcome: string, factor: number) =>
    rate('zoho_api_calls_total', { ...own, module, outcome }, perRequest(factor));
  const records = (outcome: string, factor: number) =>
    rate('zoho_sync_records_total', { ...own, module, outcome }, perRequest(factor));
  const bounds = ['0.05', '0.1', '0.25', '0.5', '1.0', '2.5', '5.0', '10.0', '30.0'];
  return [
    ...[calls('success', 0.2), calls('error', 0.0002), calls('rate_limited', 0)],
    ...[records('updated', 1), records('unchanged', 3), records('failed', 0.0005)],
    ...timed('zoho_api_call_duration_seconds', { module }, perRequest(0.2), bounds, 0.5),
    value(
      'zoho_rate_limit_remaining',
      own,
      working(() => 80_000),
    ),
    value(
      'zoho_rate_limit_max',
      own,
      working(() => 100_000),
    ),
    value(
      'zoho_last_sync_timestamp_seconds',
      { ...own, module },
      working(({ synced }) => synced),
    ),
  ];
}

function agents(): DeclaredSeries[] {
  const labels = { ...own, agent: 'orchestrator' };
  const tasks = (outcome: string, factor: number) =>
    rate('agent_tasks_total', { ...labels, outcome }, perRequest(factor));
  const lasts = ['0.5', '1.0', '2.5', '5.0', '10.0', '30.0', '60.0', '120.0', '300.0'];
  const waits = ['0.1', '0.5', '1.0', '5.0', '15.0', '60.0', '300.0', '900.0'];
  const agent = 'orchestrator';
  return [
    ...[tasks('completed', 0.1), tasks('failed', 0.0002), tasks('timed_out', 0)],
    ...timed('agent_task_duration_seconds', { agent }, perRequest(0.1), lasts, 10),
    ...timed('agent_queue_wait_seconds', { agent }, perRequest(0.1), waits, 1),
    value(
      'agent_tasks_in_progress',
      labels,
      working(({ traffic }) => Math.round(traffic / 10)),
    ),
    value(
      'agent_queue_depth',
      labels,
      working(() => 1),
    ),
    rate('agent_tokens_total', { ...labels, direction: 'input' }, perRequest(50)),
    rate('agent_tokens_total', { ...labels, direction: 'output' }, perRequest(10)),
  ];
}

function memory(): DeclaredSeries[] {
  const operation = 'search';
  const ended = (outcome: string, factor: number) =>
    rate('memory_operations_total', { ...own, operation, outcome }, perRequest(factor));
  const bounds = ['0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1.0', '2.5', '5.0'];
  return [
    ...[ended('success', 0.3), ended('error', 0.0002)],
    ...timed('memory_operation_duration_seconds', { operation }, perRequest(0.3), bounds, 0.1),
  ];
}

function recommendations(): DeclaredSeries[] {
  const labels = { ...own, category: 'follow_up' };
  const decided = (decision: string, factor: number) =>
    rate('recommendation_decisions_total', { ...labels, decision }, perRequest(factor));
  return [
    rate('recommendations_generated_total', labels, perRequest(0.05)),
    ...[decided('accepted', 0.03), decided('rejected', 0.01), decided('ignored', 0.01)],
    value(
      'recommendations_pending',
      labels,
      working(() => 20),
    ),
  ];
}

function database(): DeclaredSeries[] {
  const ended = (outcome: string, factor: number) =>
    rate('db_transactions_total', { ...own, outcome }, perRequest(factor));
  const bounds = ['0.001', '0.0025', '0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1.0', '2.5'];
  return [
    ...[ended('committed', 1), ended('rolled_back', 0.001)],
    ...timed('db_query_duration_seconds', { operation: 'select' }, perRequest(3), bounds, 0.025),
  ];
}

function cache(): DeclaredSeries[] {
  const bounds = ['0.0005', '0.001', '0.0025', '0.005', '0.01', '0.025', '0.05', '0.1'];
  return [
    ...timed('cache_operation_duration_seconds', { operation: 'get' }, perRequest(2), bounds, 0.0025),
    rate('cache_evictions_total', { ...own, cache: 'account' }, perRequest(0.001)),
    value(
      'cache_entries',
      { ...own, cache: 'account' },
      working(() => 50_000),
    ),
  ];
}

function errors(): DeclaredSeries[] {
  const labels = { ...own, component: 'api' };
  const handled = (severity: string, of: (now: Conditions) => number) =>
    rate('errors_total', { ...labels, severity }, working(of));
  return [
    handled('warning', ({ traffic }) => 0.001 * traffic),
    handled('error', ({ traffic, failing }) => failing * traffic),
    handled('critical', () => 0),
    rate(
      'exceptions_total',
      { ...labels, exception_type: 'TimeoutError' },
      working(({ traffic, failing }) => failing * traffic),
    ),
  ];
}
