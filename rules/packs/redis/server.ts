import { redisMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { type AlertDefinition, type Duration, type Severity, seconds } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { eventScenarios } from '../../scenarios/event.ts';
import { rateScenarios } from '../../scenarios/rate-over.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, ramp, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { youngScenarios } from '../../scenarios/young.ts';
import { another, redis } from './labels.ts';

const { up, exporterLastScrapeError, loadingDumpFile, uptimeInSeconds } = redisMetrics;
const { connectedClients, maxClients, rejectedConnections, errors, slowlogLastId } = redisMetrics;

const two =
  (metric: typeof up, well: number) =>
  (value: number): Signals => ({ [series(metric, redis)]: level(value), [series(metric, another)]: level(well) });

/** The server does not answer its exporter; the exporter is up then, and `TargetDown` sees nothing. */
export const down: AlertDefinition = alert('RedisDown', {
  expr: promql`${up} == 0`,
  for: '2m',
  severity: 'critical',
  labels: { symptom: 'redis-down' },
  summary: 'Redis does not answer {{ $labels.instance }}.',
  description: 'The exporter {{ $labels.instance }} runs, but its Redis server does not answer it.',
  runbook: {
    meaning: 'The exporter cannot connect to Redis, or may not ask it.',
    impact: 'Services that use it as a cache become slow, those that use it as a queue or for sessions fail.',
    diagnosis:
      'Does it answer: `redis-cli -h HOST ping`? No answer: look at the state and the last log lines of the process; it may have been killed for its memory. "NOAUTH" or "WRONGPASS" concern only the exporter. A single slow command (KEYS, a long script) blocks everybody.',
    mitigation:
      'Start the server. If a script blocks it, `SCRIPT KILL`; if it cannot load its file, see the log before anything is deleted.',
    queries: [
      { ask: 'Since when does it not answer?', expr: promql`${up}` },
      { ask: 'How many clients were connected?', expr: promql`${connectedClients}` },
    ],
  },
  scenarios: (numbers) => scenarios(numbers, { labels: redis, bad: two(up, 1)(0), good: two(up, 1)(1) }),
});

/** The server answers, but the exporter cannot read all of it. */
export const exporterFailing: AlertDefinition = alert('RedisExporterFailing', {
  expr: promql`max without (err) (${exporterLastScrapeError}) == 1
    and
    ${up} == 1`,
  for: '10m',
  severity: 'warning',
  summary: 'The exporter {{ $labels.instance }} cannot read all of its Redis server.',
  description:
    'The Redis server of {{ $labels.instance }} answers, but some of the questions of the exporter fail. Some of its metrics are missing.',
  runbook: {
    meaning: 'The last readings ended with an error, although the connection works.',
    impact: 'Nobody is hurt, but alerts that read the missing metrics are blind.',
    diagnosis:
      'The label `err` of the metric and the log of the exporter name the error: mostly a command that its user may not use (ACL), or a server that is too slow to answer in time.',
    mitigation:
      'Allow the user of the exporter `+info +config|get +slowlog +latency +client +ping`, or give it more time.',
    queries: [{ ask: 'Which error does it report?', expr: promql`${exporterLastScrapeError} == 1` }],
  },
  scenarios: (numbers) => {
    const state = (error: number, answers = 1): Signals => ({
      ...two(up, 0)(answers),
      [series(exporterLastScrapeError, error === 0 ? redis : { ...redis, err: 'NOPERM' })]: level(error),
      // Down, of which another alert speaks.
      [series(exporterLastScrapeError, { ...another, err: 'connection refused' })]: level(1),
    });
    return scenarios(numbers, { labels: redis, bad: state(1), good: state(0) });
  },
});

/** The server reads its file and refuses to work meanwhile. */
export const loading: AlertDefinition = alert('RedisLoading', {
  expr: promql`${loadingDumpFile} == 1`,
  for: '5m',
  severity: 'warning',
  summary: 'The Redis server of {{ $labels.instance }} is still loading its data.',
  description:
    'The Redis server of {{ $labels.instance }} reads its file from the disk and answers other commands with LOADING.',
  runbook: {
    meaning:
      'After a start or a full synchronisation the server reads its data, and has not finished for five minutes.',
    impact: 'Clients get the error LOADING instead of answers, until it is done.',
    diagnosis:
      '`redis-cli info persistence` shows `loading_eta_seconds` and how much is read. Does it start over again and again? Then it is killed while it loads, mostly for its memory.',
    mitigation:
      'Wait if it gets on. If it is killed, give it more memory; if the disk is slow, move the file to a faster one.',
    queries: [{ ask: 'How long has the server been up (seconds)?', expr: promql`${uptimeInSeconds}` }],
  },
  scenarios: (numbers) =>
    scenarios(numbers, { labels: redis, bad: two(loadingDumpFile, 0)(1), good: two(loadingDumpFile, 0)(0) }),
});

/** The server has started anew. */
export const restarted: AlertDefinition = alert('RedisRestarted', {
  threshold: 600,
  expr: ({ threshold }) => promql`${uptimeInSeconds} < ${threshold}`,
  for: '0s',
  severity: 'info',
  summary: 'The Redis server of {{ $labels.instance }} has been restarted.',
  description: 'The Redis server of {{ $labels.instance }} started {{ $value | humanizeDuration }} ago.',
  runbook: {
    meaning: 'The process of the server is only a few minutes old.',
    impact: 'All connections were cut. What had not been saved is gone, and a cache is empty or cold.',
    diagnosis:
      'Was it a deployment? If not, look at the end of the log before the start, and for a killed process with `dmesg -T | grep -i redis`.',
    mitigation:
      'See that the clients are connected again. If it was killed for its memory, set `maxmemory` below the limit of the container.',
    queries: [{ ask: 'How many clients are connected again?', expr: promql`${connectedClients}` }],
  },
  scenarios: (numbers) =>
    youngScenarios(numbers, {
      labels: redis,
      begins: { [series(uptimeInSeconds, redis)]: ramp(0, 1) },
      old: { [series(uptimeInSeconds, redis)]: ramp(numbers.threshold, 1) },
      beside: { [series(uptimeInSeconds, another)]: ramp(numbers.threshold, 1) },
    }),
});

/** The server accepts (almost) no more connections. */
export function clientsUsed(name: string, severity: Severity, threshold: number, pending: Duration): AlertDefinition {
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${connectedClients} / ${maxClients} > ${threshold}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'redis-clients' },
    summary: 'The Redis server of {{ $labels.instance }} has hardly any connections left.',
    description:
      '{{ $value | humanizePercentage }} of the connections that the Redis server of {{ $labels.instance }} accepts (maxclients) are in use.',
    runbook: {
      meaning: 'The number of connected clients is close to `maxclients`.',
      impact:
        'At the limit every new connection is refused: services that start or reconnect fail, those that are connected go on.',
      diagnosis:
        'Who are they: `redis-cli client list | grep -o "addr=[0-9.]*" | sort | uniq -c | sort -n | tail`. Long `idle` times are connections that nobody closes; many of one address are a pool that is too large, times its instances.',
      mitigation:
        'Restart the client that leaks, bound its pool, or let the server close idle ones (`config set timeout 300`). `config set maxclients` helps at once, if the limit of open files allows.',
      queries: [
        { ask: 'How many clients are connected?', expr: promql`${connectedClients}` },
        { ask: 'How many are new each second?', expr: promql`rate(${redisMetrics.connectionsReceived}[5m])` },
      ],
    },
    scenarios: (numbers) => {
      const clients = (labels: typeof redis, share: number): Signals => ({
        [series(connectedClients, labels)]: level(share * 10_000),
        [series(maxClients, labels)]: level(10_000),
      });
      const state = (share: number) => ({ ...clients(redis, share), ...clients(another, 0.1) });
      return scenarios(numbers, {
        labels: redis,
        value: numbers.threshold * beyond,
        bad: state(numbers.threshold * beyond),
        good: state(numbers.threshold * within),
      });
    },
  });
}

/** Connections were refused because there are too many. */
export const connectionsRejected: AlertDefinition = alert('RedisConnectionsRejected', {
  threshold: 0,
  window: '5m',
  expr: ({ threshold, window }) => promql`increase(${rejectedConnections}[${window}]) > ${threshold}`,
  for: '0s',
  severity: 'critical',
  labels: { symptom: 'redis-clients' },
  summary: 'The Redis server of {{ $labels.instance }} refuses connections.',
  description:
    'The Redis server of {{ $labels.instance }} has turned clients away within the last minutes, because `maxclients` are connected.',
  runbook: {
    meaning: 'Clients wanted to connect while as many as allowed were connected already.',
    impact: 'Those clients get the error "max number of clients reached": their requests fail.',
    diagnosis:
      'See who holds the connections: `redis-cli client list | grep -o "addr=[0-9.]*" | sort | uniq -c | sort -n | tail`. If it says that it is full itself, use a local socket or wait for a moment.',
    mitigation:
      'Raise it at once with `config set maxclients 20000`. Then restart the client that leaks connections, or bound its pool.',
    queries: [{ ask: 'How many clients are connected?', expr: promql`${connectedClients}` }],
  },
  scenarios: (numbers) =>
    eventScenarios(numbers, {
      labels: redis,
      counter: series(rejectedConnections, redis),
      beside: { [series(rejectedConnections, another)]: level(3) },
    }),
});

/** Errors with which a server says that it cannot work as it should; others are mistakes of the clients. */
const refusals = 'OOM|MISCONF|READONLY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|LOADING';

/** The server answers commands with errors that are its own fault. */
export const commandsRefused: AlertDefinition = alert('RedisCommandsRefused', {
  threshold: 0.1,
  window: '5m',
  expr: ({ threshold, window }) => promql`rate(${errors}{err=~"${refusals}"}[${window}]) > ${threshold}`,
  for: '2m',
  keepFiringFor: '5m',
  severity: 'critical',
  summary: 'The Redis server of {{ $labels.instance }} refuses commands ({{ $labels.err }}).',
  description:
    'The Redis server of {{ $labels.instance }} answers {{ $value | humanize }} commands per second with {{ $labels.err }}.',
  runbook: {
    meaning:
      'The server refuses to do what clients ask. OOM: its memory is full. MISCONF: it cannot save. READONLY: it is a replica. MASTERDOWN, NOREPLICAS: its replication is broken. LOADING: it reads its data.',
    impact: 'Whatever wanted to write (or, with MASTERDOWN and LOADING, to read) has failed; users see errors.',
    diagnosis:
      'The error leads the way: OOM: `info memory`; MISCONF: `info persistence` and the free room of the disk; READONLY and the others: `info replication`, and whether clients still use the address of an old primary.',
    mitigation:
      'OOM: raise `maxmemory`, or choose a policy that evicts. MISCONF: make room on the disk. READONLY: point the clients to the primary, or promote this one with `replicaof no one`.',
    queries: [{ ask: 'Which errors does it answer with?', expr: promql`sum by (instance, err) (rate(${errors}[5m]))` }],
  },
  scenarios: (numbers) => {
    const failing = { ...redis, err: 'OOM' };
    return rateScenarios(numbers, {
      labels: failing,
      state: (rate) => ({
        [series(errors, failing)]: counting(rate),
        // A mistake of a client.
        [series(errors, { ...redis, err: 'WRONGTYPE' })]: counting(5),
        [series(errors, { ...another, err: 'LOADING' })]: counting(0),
      }),
    });
  },
});

/** Many commands take long. Redis does one at a time, so each of them holds up all others. */
export const slowCommands: AlertDefinition = alert('RedisSlowCommands', {
  threshold: 10,
  window: '5m',
  expr: ({ threshold, window }) => promql`delta(${slowlogLastId}[${window}]) > ${threshold}`,
  for: '10m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: 'The Redis server of {{ $labels.instance }} is held up by slow commands.',
  description:
    'The Redis server of {{ $labels.instance }} has logged {{ $value | printf "%.0f" }} slow commands within five minutes.',
  runbook: {
    meaning:
      'Commands take longer than `slowlog-log-slower-than` (10 ms unless set), again and again. The server runs one command at a time.',
    impact: 'Each slow command makes all other clients wait as long: latencies jump for everybody.',
    diagnosis:
      'Read them: `redis-cli slowlog get 20`. KEYS, SMEMBERS and HGETALL of large values, SORT and long scripts are the usual ones; `redis-cli --bigkeys` finds the values. Is the host itself short of processors or swapping?',
    mitigation: 'Use SCAN instead of KEYS, split large values, page through them. Delete large keys with UNLINK.',
    queries: [
      {
        ask: 'Which commands take the most time?',
        expr: promql`sum by (instance, cmd) (rate(${redisMetrics.commandsDurationSeconds}[5m]))`,
      },
    ],
  },
  scenarios: (numbers) => {
    const { threshold, window } = numbers;
    // It is a gauge that grows like a counter.
    const state = (slow: number): Signals => ({
      [series(slowlogLastId, redis)]: counting(slow / seconds(window)),
      [series(slowlogLastId, another)]: level(7),
    });
    return rateScenarios(numbers, { labels: redis, bound: threshold, state });
  },
});
