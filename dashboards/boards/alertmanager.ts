import type { Board, Row, Stack } from '../../stacks/model/index.ts';
import { declaredBoard } from '../parts/board.ts';
import { failedNotifications } from '../parts/monitoring.ts';
import { heldAlerts, sentPerHour } from '../parts/notifications.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { jobUp, processPanels } from '../parts/process.ts';
import * as cluster from './alertmanager/cluster.ts';
import * as health from './alertmanager/health.ts';
import * as notifications from './alertmanager/notifications.ts';
import * as silences from './alertmanager/silences.ts';

/** Alertmanager: whether those who have to know are told, and what is held back. */
export function alertmanager(stack: Stack): Board[] {
  const many = stack.alertmanager.replicas > 1;
  const peers: readonly Row[] = many ? [graphRow('cluster', 'Its peers', cluster.panels)] : [];
  return [
    declaredBoard(stack, 'alertmanager', {
      question: 'Are those told who have to know, by every channel, and what is held back?',
      reading:
        'First whether it runs and took its configuration, then whether any channel refuses. An alert of which nobody heard was silenced, inhibited, or sent where nobody looks: follow it through the rows.',
      next: ['alerts', 'prometheus'],
      from: '6h',
      variables: [],
      interval: stack.jobs.alertmanager?.interval,
      rows: [
        healthRow([
          jobUp('alertmanager', 'Alertmanager'),
          health.configuration,
          health.active,
          health.suppressed,
          health.silenced,
          ...(many ? [cluster.members(stack)] : []),
        ]),
        graphRow('notifications', 'Notifications', [sentPerHour, failedNotifications, notifications.latency]),
        graphRow('alerts', 'Alerts', [heldAlerts, notifications.received, silences.silences]),
        ...peers,
        closedRow('notification-details', 'Notifications in detail', [
          ...[notifications.reasons, notifications.attempts, notifications.groups, notifications.invalid],
        ]),
        closedRow('silence-details', 'Silences in detail', [silences.notSaved]),
        closedRow('process', 'The process', processPanels('alertmanager')),
      ],
    }),
  ];
}
