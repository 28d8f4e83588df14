import { blackboxMetrics } from '../../exporters/index.ts';
import type { Board, Probe, Row, Stack } from '../../stacks/model/index.ts';
import { seesCertificate } from '../overview/probes.ts';
import { exporterInterval, exportersOf } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { labelVariable } from '../parts/variables.ts';
import * as answers from './probes/answers.ts';
import * as certificates from './probes/certificates.ts';

/** What is seen from outside: what answers, how fast, with which certificate. */
export function probes(stack: Stack): Board[] {
  if (!declared.probes.by(stack)) return [];
  const all = Object.values(stack.probes);
  const by = (prober: string) => all.some(({ module }) => stack.modules[module]?.prober === prober);
  const tls = all.some((probe: Probe) => seesCertificate(stack, probe));
  return [
    declaredBoard(stack, 'probes', {
      question: 'Do those outside get an answer, how fast, and until when are the certificates good?',
      reading:
        'A probe that fails is what users see, whatever the services say of themselves. The phases say where the time goes; the certificates say what will fail next.',
      next: ['services', 'hosts'],
      from: '6h',
      variables: [
        labelVariable('job', 'Probe', blackboxMetrics.success),
        labelVariable('instance', 'Target', blackboxMetrics.success, ['job']),
      ],
      interval: exporterInterval(stack, exportersOf(stack, blackboxMetrics)),
      rows: [
        healthRow([
          ...[answers.failing, answers.jobsFailing, answers.availability, answers.slowest, answers.flapping],
          ...(tls ? [certificates.firstEnd] : []),
        ]),
        graphRow('answers', 'Answers: which, when, how often', [answers.states, answers.availabilities]),
        graphRow('time', 'Time: where it goes', [
          answers.durations,
          ...(by('http') ? [answers.httpPhases] : []),
          ...(by('icmp') ? [answers.icmpPhases] : []),
          answers.dns,
        ]),
        ...(tls || by('http') ? [certificateRow(tls)] : []),
        closedRow('details', 'In detail', [
          answers.addresses,
          ...(by('http') ? [answers.statuses, certificates.plain] : []),
        ]),
      ],
    }),
  ];
}

/** Closed where no probe is sure to speak TLS: a target by HTTP may redirect there. */
function certificateRow(tls: boolean): Row {
  const row = tls ? graphRow : closedRow;
  return row('certificates', 'Certificates: until when', [certificates.ends, certificates.versions]);
}
