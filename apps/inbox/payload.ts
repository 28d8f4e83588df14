/** Texts by name: labels or annotations. */
export type Texts = Readonly<Record<string, string>>;

/** One alert in a notification. Times are RFC 3339; `endsAt` is in the year 1 while the alert fires. */
export interface Alert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

/** The body of a webhook of Alertmanager, version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export interface WebhookPayload {
  readonly version: '4';
  readonly groupKey: string;
  readonly status: 'firing' | 'resolved';
  readonly receiver: string;
  readonly groupLabels: Texts;
  readonly commonLabels: Texts;
  readonly commonAnnotations: Texts;
  readonly externalURL: string;
  readonly alerts: readonly Alert[];
}

/** A notification as it is kept: where and when it came (RFC 3339), and all that it said. */
export interface Notification {
  readonly receivedAt: string;
  /** The receiver in the path, `/alerts/:receiver`. */
  readonly receiver: string;
  readonly payload: WebhookPayload;
}

/** What is wrong with a value that should be the body of a webhook; empty when it is one. */
export function payloadProblems(value: unknown): string[] {
  if (!isObject(value)) return ['the body is not a JSON object'];
  const problems = [
    ...(value.version === '4' ? [] : ['version is not "4"']),
    ...statusProblem(value, ''),
    ...textProblems(value, ['groupKey', 'receiver', 'externalURL'], ''),
    ...textsProblems(value, ['groupLabels', 'commonLabels', 'commonAnnotations'], ''),
  ];
  if (!Array.isArray(value.alerts)) return [...problems, 'alerts is not a list'];
  return [...problems, ...value.alerts.flatMap((alert, index) => alertProblems(alert, `alerts[${index}]`))];
}

/** Whether a value is the body of a webhook. */
export function isPayload(value: unknown): value is WebhookPayload {
  return payloadProblems(value).length === 0;
}

/** Whether a value is a kept notification. */
export function isNotification(value: unknown): value is Notification {
  return (
    isObject(value) && textProblems(value, ['receivedAt', 'receiver'], '').length === 0 && isPayload(value.payload)
  );
}

function alertProblems(alert: unknown, at: string): string[] {
  if (!isObject(alert)) return [`${at} is not an object`];
  return [
    ...statusProblem(alert, `${at}.`),
    ...textProblems(alert, ['startsAt', 'endsAt', 'generatorURL', 'fingerprint'], `${at}.`),
    ...textsProblems(alert, ['labels', 'annotations'], `${at}.`),
  ];
}

function statusProblem(value: Record<string, unknown>, at: string): string[] {
  return value.status === 'firing' || value.status === 'resolved' ? [] : [`${at}status is not firing or resolved`];
}

function textProblems(value: Record<string, unknown>, fields: readonly string[], at: string): string[] {
  return fields.filter((field) => typeof value[field] !== 'string').map((field) => `${at}${field} is not a text`);
}

function textsProblems(value: Record<string, unknown>, fields: readonly string[], at: string): string[] {
  return fields.filter((field) => !isTexts(value[field])).map((field) => `${at}${field} is not an object of texts`);
}

function isTexts(value: unknown): value is Texts {
  return isObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
