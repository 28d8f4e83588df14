import type { GaugeDefinition } from '@narthex/instrumentation';
import { blackboxMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import {
  type AlertDefinition,
  type AlertNumbers,
  type Labels,
  type Scenario,
  seconds,
  sum,
} from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { averaged, beyond, within } from '../../scenarios/averaged.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import type { Probed } from './probed.ts';

const { dnsLookupTimeSeconds, duration, httpRedirects, httpSsl, success } = blackboxMetrics;

/** A target that answers, and takes long. */
export function slow({ labels, window }: Probed): AlertDefinition {
  return alert('ProbeSlow', {
    ...takesLong(labels, duration),
    // Seconds.
    threshold: 2,
    window: window('10m'),
    for: '5m',
    severity: 'warning',
    summary: 'Answers of {{ $labels.instance }} take long, seen from outside.',
    description:
      'Probes of {{ $labels.instance }} (job {{ $labels.job }}) take {{ $value | humanizeDuration }} on average, with name resolution, connection and answer.',
    runbook: {
      meaning: 'The target answers as it should, and much more slowly than it should.',
      impact: 'Users wait. If it nears the time-out of the probe, the next step is that it fails.',
      diagnosis:
        'Compare with the time to answer that the service measures itself. If that is short, the time is lost on the way: name resolution, TLS handshake, load balancer, distance.',
      mitigation:
        'Relieve the service if it is slow itself. If the way is slow, look at what was changed on it: DNS servers, proxies, routes.',
      queries: [
        { ask: 'Which probes take longest?', expr: promql`topk(10, ${duration})` },
        { ask: 'How much of that is name resolution?', expr: promql`${dnsLookupTimeSeconds}` },
      ],
    },
  });
}

/** The name of a target is found slowly, which is a matter of the prober's name server. */
export function dnsSlow({ labels, window }: Probed): AlertDefinition {
  return alert('ProbeDnsSlow', {
    ...takesLong(labels, dnsLookupTimeSeconds),
    // Seconds.
    threshold: 1,
    window: window('10m'),
    for: '5m',
    severity: 'warning',
    summary: 'Finding the address of {{ $labels.instance }} takes long.',
    description:
      'Looking up the name of {{ $labels.instance }} (job {{ $labels.job }}) takes {{ $value | humanizeDuration }} on average.',
    runbook: {
      meaning:
        'The name server that the prober asks answers slowly, often because the first one of its list does not answer at all.',
      impact: 'Whoever asks the same name server waits as long before each new connection.',
      diagnosis:
        'Ask each name server in `/etc/resolv.conf` of the prober: `dig @SERVER NAME` shows its time. Five seconds and more are a time-out of the first one.',
      mitigation:
        'Take the name server that does not answer out of the list, or restart it. In a cluster, look at the pods of CoreDNS and give them more of the processor.',
      queries: [{ ask: 'Is it one name, or all?', expr: promql`topk(10, ${dnsLookupTimeSeconds})` }],
    },
  });
}

/** Of probes that fail another alert tells; until they do, their time is that of their time-out. */
function takesLong(labels: Labels, time: GaugeDefinition) {
  return {
    expr: ({ threshold, window }: AlertNumbers) =>
      promql`avg_over_time(${time}[${window}]) > ${threshold} unless ${success} == 0`,
    scenarios: (numbers: AlertNumbers): Scenario[] => {
      const taking = (share: number, succeeds: number): Signals => ({
        [series(time, labels)]: level(numbers.threshold * share),
        [series(success, labels)]: level(succeeds),
      });
      const lasts = sum(numbers.window, numbers.for);
      return [
        ...averaged(numbers, {
          of: 'gauge',
          labels,
          value: numbers.threshold * beyond,
          bad: taking(beyond, 1),
          good: taking(within, 1),
        }),
        {
          kind: 'quiet',
          title: 'stays quiet when the probe fails anyway',
          series: phases([{ lasts, series: taking(beyond, 0) }]),
          expect: { [lasts]: [] },
        },
      ];
    },
  };
}

/** A target that answers now and then. */
export function flapping({ labels, window }: Probed): AlertDefinition {
  return alert('ProbeFlapping', {
    threshold: 6,
    window: window('1h'),
    expr: ({ threshold, window }) => promql`changes(${success}[${window}]) > ${threshold}`,
    for: '10m',
    severity: 'warning',
    summary: 'Probes of {{ $labels.instance }} fail now and then.',
    description:
      'Seen from outside, {{ $labels.instance }} (job {{ $labels.job }}) keeps changing between an answer and none, each time too shortly to be called down.',
    runbook: {
      meaning: 'The target fails for a few probes, comes back, and fails again.',
      impact: 'Some users see errors, at moments that nobody can foresee.',
      diagnosis:
        'One of several instances behind a load balancer that is broken, a target at its limit, or a path that loses packets look like this. Compare the times with restarts and with the load of the service.',
      mitigation:
        'Take the broken instance out of the load balancer, or give the service more room. If the time-out of the probe is too tight for an honest answer, raise it.',
      queries: [
        { ask: 'Which share of the probes worked, by target?', expr: promql`avg_over_time(${success}[1h])` },
        { ask: 'How long did the slowest take?', expr: promql`max_over_time(${duration}[1h])` },
      ],
    },
    scenarios: (numbers) => {
      // A window of so many minutes sees one step less.
      const steps = seconds(numbers.window) / 60 - 1;
      const most = Math.floor(numbers.threshold);
      const every = Math.floor(steps / (most + 1));
      // Now and then a window still sees one change too many, but not for as long as the alert waits.
      const rarer = Math.max(every, Math.floor((steps - 1 - seconds(numbers.for) / 60) / most)) + 1;
      const changing = (minutes: number): Signals => ({ [series(success, labels)]: turning(minutes) });
      const steady: Signals = { [series(success, labels)]: level(1) };
      const lasts = sum(numbers.window, numbers.window, numbers.for);
      return [
        ...scenarios(numbers, {
          labels,
          bad: changing(every),
          good: steady,
          onset: `${every * (most + 1)}m`,
          ease: numbers.window,
          lingers: false,
        }),
        {
          kind: 'quiet',
          title: 'stays quiet when it changes a little less often',
          series: phases([{ lasts, series: changing(rarer) }]),
          expect: { [lasts]: [] },
        },
      ];
    },
  });
}

/** Changes between nothing and one every so many minutes. */
function turning(minutes: number): Signal {
  return ({ time }) => Math.floor(time / (60 * minutes)) % 2;
}

/** Asked by HTTPS, answered without it. */
export function notEncrypted({ labels, encrypted, plain }: Probed): AlertDefinition {
  const selector = plain ? `{${isOneOf('instance', encrypted)}}` : '';
  return alert('ProbeNotEncrypted', {
    expr: promql`${httpSsl}${selector} == 0 and ${success} == 1`,
    for: '5m',
    severity: 'warning',
    summary: '{{ $labels.instance }} leads from HTTPS to HTTP.',
    description:
      'The probe of {{ $labels.instance }} (job {{ $labels.job }}) began with HTTPS, and its last answer came without TLS: probe_http_ssl is {{ $value }}.',
    runbook: {
      meaning: 'Somewhere a redirect leads to an address that begins with `http:`.',
      impact: 'What users send after that, passwords and cookies as well, can be read on the way. Browsers warn of it.',
      diagnosis:
        'Follow the redirects: `curl -sIL https://ADDRESS | grep -i "^location"`. Which server sends the last one?',
      mitigation:
        'Correct the redirect; most often a program behind a proxy does not know that it is reached by HTTPS (`X-Forwarded-Proto`). Use the module `https_2xx` to have the probe fail instead.',
      queries: [{ ask: 'How many redirects does each probe follow?', expr: promql`${httpRedirects} > 0` }],
    },
    scenarios: (numbers) => {
      const [instance = ''] = encrypted;
      const target = { ...labels, instance };
      const answering = (tls: number, succeeds: number): Signals => ({
        [series(httpSsl, target)]: level(tls),
        [series(success, target)]: level(succeeds),
        // Asked without TLS on purpose.
        ...(plain && {
          [series(httpSsl, { ...labels, instance: 'plain:80' })]: level(0),
          [series(success, { ...labels, instance: 'plain:80' })]: level(1),
        }),
      });
      const lasts = sum('2m', numbers.for);
      return [
        ...scenarios(numbers, { labels: target, value: 0, bad: answering(0, 1), good: answering(1, 1) }),
        {
          kind: 'quiet',
          title: 'stays quiet when there was no answer at all',
          series: phases([{ lasts, series: answering(0, 0) }]),
          expect: { [lasts]: [] },
        },
      ];
    },
  });
}
