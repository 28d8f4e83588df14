/** What an event can be about; the application adds types of its own. */
export const AUDIT_EVENT_TYPES = [
  'user_login',
  'brief_created',
  'integration_connected',
  'content_generated',
  'audio_generated',
  'message_delivered',
  'error_occurred',
  'user_logout',
  'access_denied',
  'permission_changed',
  'configuration_changed',
  'integration_disconnected',
  'data_exported',
  'data_deleted',
  'health_changed',
  'alert_fired',
  'alert_acknowledged',
  'alert_resolved',
  'monitoring_started',
  'monitoring_stopped',
  'recovery_started',
  'recovery_finished',
  'fault_injected',
  'fault_removed',
] as const;

/** One of `AUDIT_EVENT_TYPES`. */
export type AuditEventType = (typeof AUDIT_EVENT_TYPES)[number];

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the application tells of an event. Everything in it is copied and redacted. */
export interface AuditEntry<T extends string = AuditEventType> {
  readonly type: T;
  /** Who did it: an id, not an e-mail address, which would be taken out. `system` when absent. */
  readonly user?: string;
  /** What it was done to; the name of the service when absent. */
  readonly resource?: string;
  /** What was done, in a word; the type when absent. */
  readonly action?: string;
  /** What else there is to know. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Whether it succeeded; `true` when absent. */
  readonly success?: boolean;
}

/** An event as it is kept and served. */
export interface AuditEvent {
  /** `2025-09-21T04:00:00.000Z` */
  readonly timestamp: string;
  readonly event_type: string;
  readonly user_id: string;
  readonly resource_id: string;
  readonly action: string;
  readonly details: { readonly [key: string]: Json };
  readonly success: boolean;
}

/** An event in its place: numbers only grow, also over restarts. */
export interface NumberedEvent {
  readonly number: number;
  readonly event: AuditEvent;
}
