import type { Board, Panel, Stack, StatPanel } from '../../stacks/model/index.ts';
import { declaredBoard } from '../parts/board.ts';
import { alertsDropped, configuration, failingRules, samples, targetsDown } from '../parts/monitoring.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { jobUp, processPanels } from '../parts/process.ts';
import * as ingestion from './prometheus/ingestion.ts';
import * as queries from './prometheus/queries.ts';
import { remoteWrite } from './prometheus/remote-write.ts';
import * as rules from './prometheus/rules.ts';
import * as scraping from './prometheus/scraping.ts';
import { room, storage } from './prometheus/storage.ts';

/** Prometheus itself: what it reads, stores, evaluates, answers and hands on, and what of that is too much for it. */
export function prometheus(stack: Stack): Board[] {
  const health: readonly StatPanel[] = [
    jobUp('prometheus', 'Prometheus'),
    configuration,
    targetsDown(stack),
    failingRules,
    alertsDropped,
  ];
  const remote: readonly Panel[] = stack.prometheus.remoteWrite.length > 0 ? remoteWrite : [];
  return [
    declaredBoard(stack, 'prometheus', {
      question: 'Does Prometheus see, store and evaluate what it should, and has it room for it?',
      reading:
        'First whether it runs and took its configuration. Then from left to right what grows: series, the time of rules and queries, the disk. Growth without new targets is a label with too many values.',
      next: ['alertmanager', 'alerts', 'containers', 'hosts'],
      from: '6h',
      variables: [],
      interval: stack.jobs.prometheus?.interval,
      rows: [
        healthRow(health),
        graphRow('ingestion', 'What it stores', [ingestion.series, samples, ingestion.churn]),
        graphRow('load', 'What it takes', [rules.share, queries.latency, room(stack)]),
        closedRow('scraping', 'Reading the targets', [
          ...[scraping.slowest, scraping.largest, scraping.targets],
          ...[scraping.refused, scraping.limits, scraping.discovery],
        ]),
        closedRow('rules', 'Evaluating rules', [rules.longest, rules.failures, rules.missed]),
        closedRow('queries', 'Answering queries', [queries.underWay, queries.samplesLoaded, queries.slices]),
        closedRow('storage', 'Keeping samples', storage),
        closedRow('handing-on', 'Handing alerts on', [rules.alertsSent, rules.alertsRefused, rules.queue]),
        ...(remote.length > 0 ? [closedRow('remote-write', 'Writing to other storages', remote)] : []),
        closedRow('process', 'The process', processPanels('prometheus', ['PrometheusMemoryNearLimit'])),
      ],
    }),
  ];
}
