import { delivers, type Stack, watchdogAlert } from '../../model/index.ts';
import { type Outcome, outcomes } from '../routing.ts';
import type { GraphCheck } from './check.ts';

/** NX903 */
export const alertWithoutReceiver: GraphCheck = {
  code: 'NX903',
  name: 'alert-without-receiver',
  severity: 'error',
  title: 'An alert that can reach a receiver that delivers nothing, or that is muted at all times.',
  why: 'It fires, and nobody is told. For what is critical no reason is good enough; for the rest `nowhere` has to give one.',
  *run(graph, { stack }) {
    for (const alert of graph.alerts) {
      const severities = alert.labels.get('severity')?.values;
      const critical = severities === undefined || severities.has('critical');
      for (const outcome of outcomes(alert, stack)) {
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
  const { receivers, muted } = outcome;
  const silent = receivers.filter((name) => {
    const receiver = stack.receivers[name];
    return receiver === undefined || !delivers(receiver);
  });
  const reaches = `${alert}${circumstances(outcome)} reaches ${list(receivers)}`;
  if (alert === watchdogAlert && receivers.join() !== stack.routing.watchdog) {
    return `${reaches} instead of '${stack.routing.watchdog}', the receiver of the watchdog`;
  }
  if (receivers.every((name) => muted.includes(name) || silent.includes(name)) && muted.length > 0) {
    return `${reaches}, and ${list(muted)} is muted at all times: nobody gets it, ever`;
  }
  if (silent.length === 0) return undefined;
  if (critical) return `${reaches}, and is critical: ${list(silent)} delivers nothing`;
  // Whoever wrote the reason meant it.
  const meant = silent.every((name) => 'nowhere' in (stack.receivers[name] ?? {}));
  return silent.length < receivers.length || meant ? undefined : `${reaches}, which delivers nothing`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(' and ');
}

/** ` with service 'api'`: where it is routed so only then. */
function circumstances({ labels }: Outcome): string {
  const parts = Object.entries(labels).map(([name, value]) => (value === '' ? `no ${name}` : `${name} '${value}'`));
  return parts.length === 0 ? '' : ` with ${parts.join(', ')}`;
}
