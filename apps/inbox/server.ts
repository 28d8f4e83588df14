import { bounded, counter, defineMetrics, gauge, instrument } from '@narthex/instrumentation';
import { type Context, Hono } from 'hono';
import client from 'prom-client';
import { type Address, type Running, serve } from '../serve.ts';
import { readText } from './body.ts';
import { page } from './page.ts';
import { isPayload, type Notification, payloadProblems } from './payload.ts';
import { NotificationStore } from './store.ts';

/** An inbox that runs. */
export type Inbox = Running;

/** What the inbox tells about itself. */
export const inboxMetrics = defineMetrics({
  notifications: counter('inbox_notifications_total', 'Notifications that were stored.', {
    labels: { receiver: bounded(100), status: ['firing', 'resolved'] },
  }),
  lastNotification: gauge('inbox_last_notification_timestamp_seconds', 'When the last notification arrived.', {
    unit: 'timestamp',
    labels: { receiver: bounded(100) },
  }),
});

const LARGEST_BODY = 1024 * 1024;
const RECEIVER = /^[\w.-]{1,100}$/;

/**
 * Starts the inbox: it takes the webhooks of Alertmanager under `/alerts/:receiver`, stores them in a folder, and shows
 * them under `/` and `/notifications`, for `keep` milliseconds. Throws when the folder or the address cannot be used.
 */
export async function startInbox(folder: string, address: Address, keep = Number.POSITIVE_INFINITY): Promise<Inbox> {
  const store = await NotificationStore.open(folder, keep);
  const registry = new client.Registry();
  const metrics = instrument(inboxMetrics, { registry });
  const arrived = ({ receiver, receivedAt }: Notification) =>
    metrics.lastNotification.set({ receiver }, Date.parse(receivedAt) / 1000);
  for (const notification of store.newestFirst.toReversed()) arrived(notification);

  const receive = async (c: Context) => {
    const receiver = c.req.param('receiver') ?? '';
    if (!isJson(c.req.header('content-type')))
      return c.json({ error: 'the content type is not application/json' }, 415);
    const body = await readText(c.req.raw.body, LARGEST_BODY);
    if (body === undefined) return c.json({ error: `the body is larger than ${LARGEST_BODY} bytes` }, 413);
    const payload = parseJson(body);
    const problems = RECEIVER.test(receiver) ? [] : ['the receiver in the path is no name'];
    problems.push(...payloadProblems(payload));
    if (problems.length > 0 || !isPayload(payload)) return c.json({ error: problems.join('; ') }, 400);
    const notification = { receivedAt: new Date().toISOString(), receiver, payload };
    try {
      await store.add(notification);
    } catch (error) {
      // Alertmanager tries again after a 503, so nothing is lost while the disk is full.
      console.error(`inbox: cannot store a notification: ${error instanceof Error ? error.message : String(error)}`);
      return c.json({ error: 'cannot store the notification' }, 503);
    }
    metrics.notifications.inc({ receiver, status: payload.status });
    arrived(notification);
    return c.json({ stored: payload.alerts.length });
  };

  const app = new Hono();
  app.post('/alerts/:receiver', receive);
  app.get('/notifications', (c) => {
    const receiver = c.req.query('receiver');
    return c.json(store.newestFirst.filter((kept) => receiver === undefined || kept.receiver === receiver));
  });
  app.get('/health', (c) => c.json({ status: 'healthy', service: 'inbox', notifications: store.newestFirst.length }));
  app.get('/metrics', async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }));
  app.get('/', (c) => {
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    return c.html(page(store.newestFirst));
  });
  return serve(app, address);
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
