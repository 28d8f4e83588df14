import { blackboxMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import {
  type AlertDefinition,
  type AlertNumbers,
  type Labels,
  type Scenario,
  sum,
} from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { type Probed, several } from './probed.ts';

const { duration, earliestCertificateExpiry, success } = blackboxMetrics;

const whichFail = { ask: 'Which probes fail?', expr: promql`${success} == 0` };

/** A target that does not answer. Where a job has several targets, and all of them fail, the alert about the job says so once. */
export function failed({ labels, most }: Probed): AlertDefinition {
  const many = most >= several;
  return alert('ProbeFailed', {
    ...(many && { minimum: several }),
    expr: ({ minimum }) =>
      many
        ? promql`${success} == 0
          unless on (job)
          (max by (job) (${success}) == 0 and count by (job) (${success}) >= ${minimum})`
        : promql`${success} == 0`,
    for: '2m',
    severity: 'critical',
    summary: 'The probe of {{ $labels.instance }} fails.',
    description:
      'Seen from outside, {{ $labels.instance }} (job {{ $labels.job }}) does not answer as it should: probe_success is {{ $value }}.',
    runbook: {
      meaning:
        'A request made from outside the service failed: no connection, a wrong status or certificate, or too slow.',
      impact: 'Users see what the probe sees.',
      diagnosis:
        'Ask the prober why: open `/probe?target=…&module=…&debug=true` of the Blackbox exporter. If the service says of itself that it is well, the way to it is broken: name resolution, load balancer, certificate, firewall.',
      mitigation:
        'Mend what the probe reports. If only the probe is wrong (a moved path), change it in the definition of the stack.',
      queries: [
        whichFail,
        { ask: 'How long did the probes take lately?', expr: promql`max_over_time(${duration}[1h])` },
      ],
    },
    scenarios: (numbers) => {
      const of = (value: number): Signals => ({
        // As many as the alert about the job asks for, all well but this one.
        ...targets(labels, several, 1),
        [series(success, labels)]: level(value),
        // Another job of which everything fails, which the alert about that job says.
        ...(many && targets({ ...labels, job: 'another-job' }, several, 0)),
      });
      return [
        ...scenarios(numbers, { labels, value: 0, bad: of(0), good: of(1) }),
        ...(many ? together(numbers, labels) : []),
      ];
    },
  });
}

/** All targets of a job at once: the prober itself, or what they have in common. */
export function jobFailed({ labels }: Probed): AlertDefinition {
  return alert('ProbeJobFailed', {
    minimum: several,
    expr: ({ minimum }) => promql`max by (job) (${success}) == 0 and count by (job) (${success}) >= ${minimum}`,
    for: '2m',
    severity: 'critical',
    summary: 'All probes of the job {{ $labels.job }} fail.',
    description:
      'Seen from outside, no target of the job {{ $labels.job }} answers as it should: the best probe_success is {{ $value }}.',
    runbook: {
      meaning: 'Either everything that this job probes is gone, or the prober cannot reach any of it.',
      impact:
        'In the worst case users reach nothing. In the better one only the prober is cut off, and you do not see what users see.',
      diagnosis:
        'Open one of the targets yourself, from another place. If it answers, ask the prober why not: `/probe?target=…&module=…&debug=true` of the Blackbox exporter shows name resolution, connection and answer.',
      mitigation:
        'If the targets are well: restart the prober, mend its name resolution or its way out, or its module if that was changed. If they are not, treat it as an outage of all of them.',
      queries: [
        whichFail,
        {
          ask: 'When did the certificates that were seen last expire?',
          expr: promql`last_over_time(${earliestCertificateExpiry}[1d]) - time()`,
        },
      ],
    },
    scenarios: (numbers) => {
      const least = Math.ceil(numbers.minimum);
      const of = (failing: number): Signals => ({
        ...targets(labels, failing, 0),
        ...(failing < least && { [series(success, { ...labels, instance: 'well:443' })]: level(1) }),
        // Jobs with few targets: each of them tells of itself.
        ...targets({ ...labels, job: 'another-job' }, least - 1, 0),
      });
      return scenarios(numbers, { labels: { job: String(labels.job) }, value: 0, bad: of(least), good: of(least - 1) });
    },
  });
}

function targets(labels: Labels, count: number, value: number): Signals {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const instance = index === 0 ? String(labels.instance) : `probed-${index}:443`;
      return [series(success, { ...labels, instance }), level(value)];
    }),
  );
}

/** What happens when every target of a job fails, by how many it has. */
function together(numbers: AlertNumbers, labels: Labels): Scenario[] {
  const least = Math.ceil(numbers.minimum);
  const lasts = sum('2m', numbers.for);
  const each = Array.from({ length: least - 1 }, (_, index) => ({
    labels: index === 0 ? labels : { ...labels, instance: `probed-${index}:443` },
    value: 0,
  }));
  return [
    {
      kind: 'fires',
      title: 'fires for each of a few that fail at once',
      series: phases([{ lasts, series: targets(labels, least - 1, 0) }]),
      expect: { [lasts]: each },
    },
    {
      kind: 'quiet',
      title: 'stays quiet when all of several fail: the alert about the job says so',
      series: phases([{ lasts, series: targets(labels, least, 0) }]),
      expect: { [lasts]: [] },
    },
  ];
}
