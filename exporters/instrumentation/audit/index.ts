/**
 * The audit trail of a service: who did what to what, and whether it succeeded. Events are kept in bounded memory and, on wish, in
 * a history that outlives the process; `/audit` serves them. Nothing here knows a web framework.
 */
export type { Answer } from '../answer.ts';
export type { Clock } from '../clock.ts';
export { type Audit, type AuditOptions, openAudit } from './audit.ts';
export {
  AUDIT_EVENT_TYPES,
  type AuditEntry,
  type AuditEvent,
  type AuditEventType,
  type Json,
} from './event.ts';
export type { HistoryOptions } from './history.ts';
export { type AuditHandles, auditMetrics } from './metrics.ts';
export type { AuditDocument } from './page.ts';
export { type AuditProblem, PROBLEM_KINDS, type ProblemKind } from './problem.ts';
export type { QueryParameters } from './query.ts';
