import type { AlertDefinition } from 'narthex';

/** The types of alerts of the document; a label of each alert, by which it can be routed and counted. */
export type AlertType =
  | 'SYSTEM_HEALTH'
  | 'WORKFLOW_FAILURE'
  | 'PERFORMANCE_DEGRADATION'
  | 'RESOURCE_EXHAUSTION'
  | 'API_ERROR'
  | 'AUTHENTICATION_FAILURE'
  | 'RATE_LIMIT_EXCEEDED'
  | 'TIMEOUT';

/**
 * The four severities of the document as the three of Narthex. What is critical wakes somebody; an error requires attention, so it is a
 * warning that reaches more channels than a mere warning does.
 */
export const severities = {
  info: 'info',
  warning: 'warning',
  error: 'warning',
  critical: 'critical',
} as const;

/** A severity of the document; it stays on the alert as the label `level`. */
export type Level = keyof typeof severities;

/** What kind of alert it is, and how much it matters. */
export function raised(
  type: AlertType,
  level: Level,
  labels: Readonly<Record<string, string>> = {},
): Pick<AlertDefinition, 'severity' | 'labels'> {
  return { severity: severities[level], labels: { type, level, ...labels } };
}
