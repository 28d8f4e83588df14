/** The metrics of the audit trail. */
import { defineMetrics } from '../define.ts';
import { bounded, counter } from '../definition.ts';
import type { Handles } from '../handles.ts';
import { PROBLEM_KINDS } from './problem.ts';

/** What the audit trail tells Prometheus. */
export const auditMetrics = defineMetrics({
  events: counter(
    'audit_events_total',
    'Events that were recorded, by their type and whether what they tell of succeeded.',
    {
      labels: { event_type: bounded(100, { typically: 10 }), success: ['true', 'false'] },
    },
  ),
  refused: counter('audit_entries_refused_total', 'Entries from which no event could be made.'),
  problems: counter(
    'audit_history_problems_total',
    'Times that the history file could not be written or read in full.',
    {
      labels: { kind: PROBLEM_KINDS },
    },
  ),
  lost: counter(
    'audit_history_lost_events_total',
    'Events that are in memory only, because too many waited for the disk.',
  ),
  skipped: counter(
    'audit_history_skipped_lines_total',
    'Lines of the history that are no events, such as one torn by a crash.',
  ),
});

/** The handles that the audit trail writes to: `instrument(auditMetrics, { registry })`. */
export type AuditHandles = Handles<typeof auditMetrics>;
