import { cadvisorMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { type AlertDefinition, type Labels, type Scenario, seconds } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { eventScenarios } from '../../scenarios/event.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { clock, counting, level, ramp, type Signal, type Signals, since } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { docker, kubernetes, named, other, place, wholePod } from './labels.ts';

/** The machine of Docker's containers. */
const machine = { job: docker.job, instance: docker.instance };

const { oomEvents, cpuSeconds, startTime, lastSeen, scrapeError } = cadvisorMetrics;

/** The kernel killed a process of a container that passed its memory limit. */
export const oomKilled: AlertDefinition = alert('ContainerOutOfMemory', {
  threshold: 0,
  window: '15m',
  expr: ({ threshold, window }) =>
    promql`max without (id, image) (increase(${oomEvents}{name!=""}[${window}])) > ${threshold}`,
  for: '0s',
  severity: 'warning',
  labels: { symptom: 'container-memory' },
  summary: `The kernel has killed a process of the container ${place}.`,
  description: `${place} on {{ $labels.instance }} passed its memory limit within the last minutes, and one of its processes was killed.`,
  runbook: {
    meaning:
      'The container needed more memory than its limit allows, and the out-of-memory killer ended one of its processes.',
    impact: 'Requests and jobs of that process failed. If it was the main process, the container was restarted.',
    diagnosis:
      'See which process and how large: `dmesg -T | grep -i "memory cgroup"` on the host, `docker inspect NAME` (OOMKilled) or `kubectl describe pod` (last state). Was it a burst, such as one large request, or slow growth?',
    mitigation: 'Raise the limit if the need is real, bound what one request may take, or mend the leak.',
    queries: [
      {
        ask: 'How close are the containers to their limits?',
        expr: promql`max without (id, image) (${cadvisorMetrics.workingSet} / (${cadvisorMetrics.memoryLimit}{name!=""} > 0))`,
      },
    ],
  },
  scenarios: (numbers) =>
    eventScenarios(numbers, {
      labels: named(docker),
      counter: series(oomEvents, docker),
      beside: {
        [series(oomEvents, other)]: level(2),
        // A whole pod, of which the same is said by its container.
        [series(oomEvents, wholePod)]: ramp(0, 1),
      },
    }),
});

/** A container starts again and again. */
export const restarting: AlertDefinition = alert('ContainerRestarting', {
  threshold: 2,
  window: '15m',
  expr: ({
    threshold,
    window,
  }) => promql`max without (id, image, cpu) (resets(${cpuSeconds}{name!="", pod=""}[${window}])) > ${threshold}
    or
    count without (id, image, name) (last_over_time(${startTime}{container!=""}[${window}])) - 1 > ${threshold}`,
  for: '0s',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: `The container ${place} starts again and again.`,
  description: `${place} on {{ $labels.instance }} has been restarted {{ $value }} times within a quarter of an hour.`,
  runbook: {
    meaning: 'The main process of the container ends soon after its start, and Docker or the kubelet starts it anew.',
    impact: 'What it serves is away most of the time. Its caches and connections never warm up.',
    diagnosis:
      'Read its last words: `docker logs --tail 50 NAME` or `kubectl logs POD -c CONTAINER --previous`, and its exit code with `docker inspect` or `kubectl describe pod`. 137 means killed (memory, or a health check), 1 or 2 mostly a configuration that it does not accept.',
    mitigation:
      'Undo the last deployment or change of configuration if it began with one. Give it what it lacks: a secret, a database, memory.',
    queries: [
      { ask: 'When did the containers start?', expr: promql`max without (id, image) (${startTime}{name!=""}) * 1000` },
    ],
  },
  scenarios: (numbers) => {
    const { threshold, keepFiringFor } = numbers;
    const window = seconds(numbers.window) / 60;
    const kept = seconds(keepFiringFor) / 60;
    const cpu = (labels: Labels) => series(cpuSeconds, { ...labels, cpu: 'total' });
    // The counters of Docker's container begin anew every second minute.
    const starts = Math.floor(threshold) + 1;
    const last = 2 * starts;
    const quietly: Signals = { [cpu(other)]: counting(1), [cpu(wholePod)]: level(0) };
    // What is no container, and a container of a cluster, of which the other branch speaks.
    const all = (signal: Signal): Signals =>
      Object.fromEntries([docker, { ...machine, id: '/system.slice' }, kubernetes].map((each) => [cpu(each), signal]));
    const runs = (times: number, rest: number) => [
      ...Array.from({ length: times }, () => ({ lasts: '2m', series: { ...quietly, ...all(ramp(20, 0.1)) } }) as const),
      { lasts: `${rest}m`, series: { ...quietly, ...all(ramp(1, 0.1)) } } as const,
    ];
    const firing = [{ labels: named(docker), value: starts }];
    // The first fall is seen from the last sample before it.
    const forgets = 1 + window;
    const inDocker: Scenario[] = [
      {
        kind: 'fires',
        title: 'fires when it has been restarted too often',
        series: phases(runs(starts, 3)),
        expect: { [`${last - 1}m`]: [], [`${last}m`]: firing, [`${last + 2}m`]: firing },
      },
      {
        kind: 'quiet',
        title: 'stays quiet when it has been restarted as often as one bears',
        series: phases(runs(starts - 1, 10)),
        expect: { [`${last}m`]: [], [`${last + 5}m`]: [] },
      },
      {
        kind: 'recovers',
        title: 'ends when the first restarts lie outside of the window',
        series: phases(runs(starts, window + kept)),
        expect: { [`${forgets - 1 + kept}m`]: firing, [`${forgets + kept}m`]: [] },
      },
      {
        kind: 'missing',
        title: 'ends when it is started no more',
        series: phases([...runs(starts, 1), { lasts: `${window + kept}m`, series: quietly }]),
        expect: { [`${last}m`]: firing, [`${forgets + kept}m`]: [] },
      },
    ];
    // A cluster makes a new container for each start.
    const container = (index: number) =>
      series(startTime, { ...kubernetes, id: `${kubernetes.id}${index}`, name: `${kubernetes.name}${index}` });
    const sandboxes = Object.fromEntries(
      Array.from({ length: starts + 3 }, (_, index) => [
        series(startTime, { ...wholePod, id: `${wholePod.id}/s${index}`, name: `s${index}` }),
        level(0),
      ]),
    );
    const { name: _, ...labels } = named(kubernetes);
    const inCluster = phases([
      ...Array.from(
        { length: starts + 1 },
        (_, index) => ({ lasts: '2m', series: { ...sandboxes, [container(index)]: since() } }) as const,
      ),
      { lasts: `${window + kept}m`, series: { ...sandboxes, [container(starts)]: since() } },
    ]);
    return [
      ...inDocker,
      {
        kind: 'recovers',
        title: 'counts the containers that a cluster makes for each start',
        series: inCluster,
        expect: {
          [`${last - 1}m`]: [],
          [`${last}m`]: [{ labels, value: starts }],
          // The last sample of the first container.
          [`${window + kept}m`]: [{ labels, value: starts }],
          [`${1 + window + kept}m`]: [],
        },
      },
    ];
  },
});

/** A container of Docker that had run for long is not there any more. In a cluster its pods come and go all the time. */
export const gone: AlertDefinition = alert('ContainerGone', {
  window: '1h',
  minimum: 3600,
  expr: ({ window, minimum }) => promql`max without (id, image) (
      last_over_time(${lastSeen}{name!="", pod=""}[${window}]) - last_over_time(${startTime}[${window}])
    ) > ${minimum}
    unless
    max without (id, image) (${lastSeen})`,
  for: '5m',
  severity: 'warning',
  summary: 'The container {{ $labels.name }} is gone.',
  description:
    'The container {{ $labels.name }} on {{ $labels.instance }} had run for {{ $value | humanizeDuration }} and has not been there for some minutes.',
  runbook: {
    meaning: 'A container that had run for at least an hour has been stopped, has ended, or was removed.',
    impact:
      'Whatever it served is not served any more. If it was stopped on purpose, the alert ends by itself within the hour.',
    diagnosis:
      'See `docker ps -a` for its state and exit code and `docker logs NAME` for its last words. `docker events --since 1h --until now` says who stopped it. Are all containers of the host missing, then cAdvisor itself does not see them any more.',
    mitigation: 'Start it with `docker compose up -d`. Give it a restart policy if it has none.',
    queries: [{ ask: 'Which containers are there?', expr: promql`count without (id, image) (${lastSeen}{name!=""})` }],
  },
  unnoticed: {
    '[1h] becomes [7200s]': 'when it was started is asked within the same window, which is enough',
    '[1h] becomes [7200s] (2)': 'when it was seen last is asked within the same window, which is enough',
  },
  scenarios: (numbers) => {
    const { minimum, for: pending } = numbers;
    const kept = seconds(numbers.keepFiringFor) / 60;
    const window = seconds(numbers.window) / 60;
    const [left, wait] = [10, seconds(pending) / 60];
    const there = (labels: Labels, age: number): Signals => ({
      [series(lastSeen, labels)]: clock(0),
      [series(startTime, labels)]: level((left - 1) * 60 - age),
    });
    const always = there(other, minimum * 2);
    const others = {
      ...there(kubernetes, minimum * 2),
      ...there({ ...wholePod, id: '/system.slice' }, minimum * 2),
      ...there({ ...docker, id: '/', name: '', image: '' }, minimum * 2),
    };
    const story = (age: number) =>
      phases([
        { lasts: `${left}m`, series: { ...always, ...others, ...there(docker, age) } },
        { lasts: `${window + wait + kept}m`, series: always },
      ]);
    const old = Math.round(minimum * 1.03);
    const firing = [{ labels: named(docker), value: old }];
    return [
      {
        kind: 'fires',
        title: 'fires when a container that ran for long has not been there for some minutes',
        series: story(old),
        expect: { [`${left + wait - 1}m`]: [], [`${left + wait}m`]: firing, [`${left + window - 2}m`]: firing },
      },
      {
        kind: 'quiet',
        title: 'stays quiet about a container that ran only for a while',
        series: story(Math.round(minimum * 0.97)),
        expect: { [`${left + wait}m`]: [] },
      },
      {
        kind: 'recovers',
        title: 'ends when it is there again, also made anew',
        series: phases([
          { lasts: `${left}m`, series: { ...always, ...there(docker, old) } },
          { lasts: `${wait + 2}m`, series: always },
          {
            lasts: `${kept + 5}m`,
            series: { ...always, ...there({ ...docker, id: '/docker/9999', image: 'shop/api:8' }, 0) },
          },
        ]),
        expect: { [`${left + wait}m`]: firing, [`${left + wait + 2 + kept}m`]: [] },
      },
      {
        kind: 'missing',
        title: 'takes it for meant to be after the length of the window',
        series: story(old),
        expect: { [`${left + window - 2 + kept}m`]: firing, [`${left + window - 1 + kept}m`]: [] },
      },
    ];
  },
});

/** What measures the containers does not see all of them. */
export const metricsIncomplete: AlertDefinition = alert('ContainerMetricsIncomplete', {
  expr: promql`${scrapeError} == 1`,
  for: '10m',
  severity: 'warning',
  summary: 'The container metrics of {{ $labels.instance }} are incomplete.',
  description:
    'cAdvisor on {{ $labels.instance }} cannot read the figures of at least one container. Alerts about it are blind.',
  runbook: {
    meaning: 'While it collected its metrics, cAdvisor met an error with one or more containers.',
    impact: 'Nobody is hurt, but some containers of this machine are not watched.',
    diagnosis:
      'The log of cAdvisor, or of the kubelet, names the container and the error. Containers that end in that moment are harmless; permissions on `/sys` or a runtime that does not answer are not.',
    mitigation: 'Restart cAdvisor. Give it the mounts that it needs, and the container runtime the time to answer.',
    queries: [{ ask: 'How many containers does it see?', expr: promql`count by (instance) (${lastSeen}{name!=""})` }],
  },
  scenarios: (numbers) => {
    const state = (error: number): Signals => ({
      [series(scrapeError, machine)]: level(error),
      [series(scrapeError, { ...machine, instance: 'worker-2' })]: level(0),
    });
    return scenarios(numbers, { labels: machine, bad: state(1), good: state(0) });
  },
});
