import type { Board, Stack, Variable } from '../../stacks/model/index.ts';
import { httpJobs } from '../../stacks/model/index.ts';
import { longInterval } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { leading, leadsTo } from '../parts/links.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { byStatus, failures, type HttpView, httpViews, latency } from '../parts/requests.ts';
import { instanceVariable, jobVariable, labelVariable } from '../parts/variables.ts';
import { byInstance, byRoute, heatmaps, known, underWay } from './services/details.ts';
import { health } from './services/health.ts';

/** Rate, errors and duration of the services that count their HTTP requests; none where no service does. */
export function services(stack: Stack): Board[] {
  if (!declared.services.by(stack)) return [];
  const views = httpViews(stack, ['job', 'instance', 'route']);
  const process = leadsTo('nodejs', 'job');
  const routes = byRoute(views);
  return [
    declaredBoard(stack, 'services', {
      question: 'Are the services well for who uses them, and if not, which route, which instance, since when?',
      reading:
        'Rate, errors, duration: is it asked, does it fail, is it slow? Then which route, then which instance. If all of them are slow at once, what they share is: the databases, the host, the process.',
      next: ['nodejs', 'postgres', 'redis', 'probes', 'containers', 'hosts'],
      variables: variables(views),
      interval: longInterval(stack, httpJobs(stack, views)),
      rows: [
        healthRow(health(views)),
        graphRow('red', 'Rate, errors, duration', [
          byStatus(views),
          ...leading(process, [...failures(views), ...latency(views, [0.99, 0.9, 0.5])]),
        ]),
        graphRow('saturation', 'Distribution and saturation', [
          ...heatmaps(views),
          ...leading(process, underWay(views)),
        ]),
        ...(routes.length > 0 ? [graphRow('routes', 'By route: what is asked for', routes)] : []),
        closedRow('instances', 'By instance: one of them, or all?', [...byInstance(views), known(views)]),
      ],
    }),
  ];
}

/** Service, instance, then a route for each label that services have for it. */
function variables(views: readonly HttpView[]): Variable[] {
  const jobs = [...new Set(views.flatMap((view) => view.jobs))];
  const routes = new Map(views.flatMap(({ route, requests }) => (route === undefined ? [] : [[route, requests]])));
  return [
    jobVariable(jobs, 'Service'),
    instanceVariable(jobs, 'Instance'),
    ...[...routes].map(([route, requests]) => labelVariable(route, 'Route', requests, ['job', 'instance'])),
  ];
}
