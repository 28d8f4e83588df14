import type { Place, Stack, TraceStore } from '../../stacks/model/index.ts';

/** The uid of the Prometheus data source; dashboards that are not given another one use it. */
export const dataSourceUid = 'prometheus';

const traceSourceUid = 'traces';

/** The data sources, read-only in the interface because the definition is where they change. */
export function dataSources(stack: Stack, at: Place) {
  const { traces } = stack.grafana;
  return {
    apiVersion: 1,
    prune: true,
    datasources: [
      {
        name: 'Prometheus',
        uid: dataSourceUid,
        type: 'prometheus',
        access: 'proxy',
        url: `http://${at.address('prometheus')}`,
        isDefault: true,
        editable: false,
        jsonData: {
          httpMethod: 'POST',
          prometheusType: 'Prometheus',
          prometheusVersion: stack.versions.prometheus.tag.replace(/^v/, ''),
          // Grafana derives rate windows from it: shorter than the real interval, and panels stay empty.
          timeInterval: stack.prometheus.interval,
          manageAlerts: true,
          ...(traces && {
            exemplarTraceIdDestinations: [{ name: traces.label ?? 'trace_id', datasourceUid: traceSourceUid }],
          }),
        },
      },
      {
        name: 'Alertmanager',
        uid: 'alertmanager',
        type: 'alertmanager',
        access: 'proxy',
        url: `http://${at.address('alertmanager')}`,
        editable: false,
        jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
      },
      ...(traces === undefined ? [] : [traceSource(traces)]),
    ],
  };
}

function traceSource({ type, url }: TraceStore) {
  return { name: 'Traces', uid: traceSourceUid, type, access: 'proxy', url, editable: false };
}

/** Where Grafana finds the dashboards. */
export function dashboardProviders(stack: Stack, at: Place) {
  return {
    apiVersion: 1,
    providers: [
      {
        name: stack.name,
        folder: stack.name,
        type: 'file',
        disableDeletion: true,
        allowUiUpdates: false,
        updateIntervalSeconds: 30,
        options: { path: at.shared('dashboards') },
      },
    ],
  };
}
