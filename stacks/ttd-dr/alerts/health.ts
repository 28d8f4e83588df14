import {
  type AlertDefinition,
  alert,
  level,
  phases,
  promql,
  type Runbook,
  rulePack,
  type Scenario,
  scenarios,
  seconds,
  series,
  sum,
} from 'narthex';
import { labelsIn } from '../../common/conditions/program.ts';
import { type HealthCheckName, healthCheckNames, healthChecks, runsInARow } from '../health-checks.ts';
import { health } from '../metrics.ts';
import { program } from '../program.ts';
import { type Level, raised } from '../severity.ts';

/** What an alert about a check is called, how much it matters, and what is known about it. */
interface Known extends Pick<Runbook, 'impact' | 'diagnosis' | 'mitigation'> {
  readonly alert: string;
  readonly level: Level;
}

const known: Readonly<Record<HealthCheckName, Known>> = {
  system: {
    alert: 'SystemCheckFails',
    level: 'error',
    impact: 'Workflows are slow, or end in the middle: the machine lacks memory, processor or disk.',
    diagnosis: 'Open the board of hosts: which of processor, memory and disk is used up, and by which process?',
    mitigation: 'Stop what does not belong there, or give the machine more of what it lacks.',
  },
  api: {
    alert: 'APICheckFails',
    level: 'critical',
    impact: 'Nobody can start a workflow or read its result.',
    diagnosis:
      'Ask `/health` yourself. No answer: the event loop hangs or the port is taken. An answer that takes long: see what requests wait for.',
    mitigation: 'Restart the backend; roll back if it began with a deployment.',
  },
  storage: {
    alert: 'StorageCheckFails',
    level: 'critical',
    impact: 'Checkpoints of workflows are not kept: whatever ends now begins from the start.',
    diagnosis:
      'Is it the file system (full, read-only) or the database (refused, slow)? The log of the check says which.',
    mitigation: 'Free space, or bring the database up. Workflows go on from their last checkpoint.',
  },
  external_services: {
    alert: 'ExternalServicesCheckFails',
    level: 'error',
    impact: 'Nodes that ask a language model or a search end in errors; workflows fall back to what they have.',
    diagnosis: 'See which provider does not answer with the query, then its status page. All of them: the way out.',
    mitigation: 'Use another provider where there is one, or wait and tell the users.',
  },
};

const of = (name: HealthCheckName, instance = program.instance) =>
  series(health.up, { ...labelsIn(program, health.up, { check: name }), instance });

/** So many failures in a row raise it, so many successes in a row end it: `for` and `keepFiringFor` say how long that takes. */
function checkFails(name: HealthCheckName): AlertDefinition {
  const check = healthChecks[name];
  const { alert: called, level: matters, ...words } = known[name];
  const held = runsInARow(check, check.recoveryThreshold);
  return alert(called, {
    expr: promql`${health.up}{check="${name}"} == 0`,
    for: runsInARow(check, check.failureThreshold),
    ...(held !== '0s' && { keepFiringFor: held }),
    ...raised('SYSTEM_HEALTH', matters),
    summary: `The health check of ${check.looksAt} fails on {{ $labels.instance }}.`,
    description: `The backend {{ $labels.instance }} has looked at ${check.looksAt} ${check.failureThreshold} times in a row, and it was not well.`,
    runbook: {
      meaning: `The check \`${name}\` runs every ${check.interval}, takes at most ${check.timeout}, and has failed ${check.failureThreshold} times in a row. It ends after ${check.recoveryThreshold} good ${check.recoveryThreshold === 1 ? 'run' : 'runs'}.`,
      ...words,
      queries: [
        { ask: 'Which checks fail?', expr: promql`${health.up} == 0` },
        { ask: 'How long do they take?', expr: promql`${health.duration}{check="${name}"}` },
      ],
    },
    scenarios: (numbers) => {
      const is = (value: number) => ({
        [of(name)]: level(value),
        [of(name, 'backend-2:8000')]: level(1),
        // Another check that fails is the business of another alert.
        [of(name === 'api' ? 'storage' : 'api')]: level(0),
      });
      const labels = labelsIn(program, health.up, { check: name });
      const fails = sum(numbers.for, '2m');
      const held = numbers.keepFiringFor;
      const needed: Scenario = {
        kind: 'recovers',
        title: 'goes on until so many runs in a row were good, and not longer',
        series: phases([
          { lasts: fails, series: is(0) },
          { lasts: sum(held, '2m'), series: is(1) },
        ]),
        expect: {
          [`${seconds(fails) + seconds(held) - 60}s`]: [{ labels, value: 0 }],
          [sum(fails, held)]: [],
        },
      };
      return [...scenarios(numbers, { labels, value: 0, bad: is(0), good: is(1) }), ...(held === '0s' ? [] : [needed])];
    },
  });
}

/** What the health checks of the backend find. */
export const healthAlerts = rulePack('ttd-dr-health', healthCheckNames.map(checkFails));
