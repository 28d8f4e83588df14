import { watchdogAlert } from '../../../servers/index.ts';
import { delivers, type Stack } from '../../model/index.ts';
import { type Outcome, outcomes } from '../routing.ts';
import type { GraphCheck } from './check.ts';

/** NX903 */
export const alertWithoutReceiver: GraphCheck = {
  code: 'NX903',
  name: 'alert-without-receiver',
  severity: 'error',
  title: 'An alert that can reach a receiver that delivers nothing.',
  why: 'It fires, and nobody is told. For what is critical no reason is good enough; for the rest `nowhere` has to give one.',
  *run(graph, { stack }) {
    for (const alert of graph.alerts) {
      const severities = alert.labels.get('severity')?.values;
      const critical = severities === undefined || severities.has('critical');
      for (const outcome of outcomes(alert, stack.routing)) {
        const message = judge(alert.name, critical, outcome, stack);
        if (message === undefined) continue;
        const fix = "correct 'routing.routes', or give the receiver a channel";
        const written = { path: ['routing', 'routes'] };
        yield { where: `alert ${alert.name}`, file: `rules/${alert.group}.yml`, written, message, fix };
      }
    }
  },
};

function judge(alert: string, critical: boolean, outcome: Outcome, stack: Stack): string | undefined {
  const { receivers } = outcome;
  const silent = receivers.filter((name) => {
    const receiver = stack.receivers[name];
    return receiver === undefined || !delivers(receiver);
  });
  const reaches = `${alert}${circumstances(outcome)} reaches ${receivers.map((name) => `'${name}'`).join(' and ')}`;
  if (alert === watchdogAlert && receivers.join() !== stack.routing.watchdog) {
    return `${reaches} instead of '${stack.routing.watchdog}', the receiver of the watchdog`;
  }
  if (silent.length === 0) return undefined;
  if (critical)
    return `${reaches}, and is critical: ${silent.map((name) => `'${name}'`).join(' and ')} delivers nothing`;
  // Whoever wrote the reason meant it.
  const meant = silent.every((name) => 'nowhere' in (stack.receivers[name] ?? {}));
  return silent.length < receivers.length || meant ? undefined : `${reaches}, which delivers nothing`;
}

/** ` with service 'api'`: where it is routed so only then. */
function circumstances({ labels }: Outcome): string {
  const parts = Object.entries(labels).map(([name, value]) => (value === '' ? `no ${name}` : `${name} '${value}'`));
  return parts.length === 0 ? '' : ` with ${parts.join(', ')}`;
}
