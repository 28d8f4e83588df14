import { delivers } from '../../stacks/model/index.ts';
import { askJson, prometheusStart } from './ask.ts';
import type { Question, Running, Verdict } from './question.ts';

/** A heartbeat older than this is none. It is sent every minute. */
const freshMs = 180_000;

/** The alert that always fires has arrived where somebody would notice its absence. */
export const watchdog: Question = {
  id: 'watchdog',
  title: 'the watchdog arrives',
  answer: async (running) => {
    const { plan, ask } = running;
    const name = plan.stack.routing.watchdog;
    const alerts = await askJson<readonly { readonly receivers: readonly { readonly name: string }[] }[]>(
      ask,
      'alertmanager',
      `/api/v2/alerts?filter=${encodeURIComponent('alertname="Watchdog"')}`,
    );
    if (alerts.length === 0) {
      return {
        good: '',
        wrong: [],
        pending: ['Alertmanager has no Watchdog: Prometheus does not reach it, or stores no fresh samples'],
      };
    }
    if (!alerts.some(({ receivers }) => receivers.some((receiver) => receiver.name === name))) {
      return { good: '', wrong: [`the Watchdog is not routed to '${name}'`] };
    }
    const receiver = plan.stack.receivers[name];
    const toInbox = receiver !== undefined && delivers(receiver) && receiver.inbox === true;
    return toInbox ? arrivedInInbox(running, name) : wasSent(running, name);
  },
};

async function arrivedInInbox({ ask }: Running, receiver: string): Promise<Verdict> {
  const notifications = await askJson<readonly { readonly receivedAt: string }[]>(
    ask,
    'inbox',
    `/notifications?receiver=${receiver}`,
  );
  const newest = notifications[0]?.receivedAt;
  // One from before the start proves nothing about what runs now.
  if (newest === undefined || Date.parse(newest) < (await prometheusStart(ask)))
    return { good: '', wrong: [], pending: [`nothing has arrived at '${receiver}' yet`] };
  const age = Date.now() - Date.parse(newest);
  if (age > freshMs)
    return { good: '', wrong: [`the last heartbeat arrived at '${receiver}' ${Math.round(age / 1000)} s ago`] };
  return { good: `arrived at '${receiver}' ${Math.max(0, Math.round(age / 1000))} s ago`, wrong: [] };
}

/** Somebody else's heartbeat service cannot be asked; Alertmanager can, whether it accepted. */
async function wasSent({ ask }: Running, receiver: string): Promise<Verdict> {
  const metrics = await ask('alertmanager', '/metrics');
  const sent = sample(metrics, 'alertmanager_notifications_total', receiver);
  const failed = sample(metrics, 'alertmanager_notifications_failed_total', receiver);
  if (sent > failed) return { good: `${sent - failed} delivered to '${receiver}'`, wrong: [] };
  if (sent === 0) return { good: '', wrong: [], pending: [`nothing was sent to '${receiver}' yet`] };
  return { good: '', wrong: [`all ${sent} notifications to '${receiver}' failed`] };
}

/** The sum of a metric's samples for one receiver. */
function sample(exposition: string, metric: string, receiver: string): number {
  return exposition
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) && line.includes(`receiver_name="${receiver}"`))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
