import { describeMetrics } from '@narthex/instrumentation';
import { goClientMetrics } from '../../stacks/model/index.ts';
import { alertingMetrics } from './metrics/alerting.ts';
import { innerAlertmanagerMetrics } from './metrics/alertmanager.ts';
import { databaseMetrics, datasourceMetrics } from './metrics/datasource.ts';
import { httpMetrics } from './metrics/http.ts';
import { instanceMetrics } from './metrics/instance.ts';

/**
 * What Grafana exposes about itself. A metric stands under its name without `grafana_`: `grafana_build_info` is `buildInfo`. Not listed: what
 * its API server in the manner of Kubernetes adds (`grafana_apiserver_…`), and what only a license brings. Source: `pkg/infra/metrics`,
 * `pkg/services/ngalert/metrics` and the middlewares of Grafana.
 */
export const grafanaMetrics = describeMetrics({
  ...instanceMetrics,
  ...httpMetrics,
  ...datasourceMetrics,
  ...databaseMetrics,
  ...alertingMetrics,
  ...innerAlertmanagerMetrics,
  ...goClientMetrics,
});
