import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { failure } from '../../failure.ts';
import { series } from '../../scenarios/series.ts';
import { level } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { windowed } from '../../scenarios/windowed.ts';
import { self } from './self.ts';

const { configReloadSuccessful, sdRefreshFailures, sdKubernetesFailures, configLastReloadSuccessTimestampSeconds } =
  prometheusMetrics;

const badConfig = alert('PrometheusBadConfig', {
  window: '5m',
  // The best of some minutes: a scrape that fails is no reload that worked.
  expr: ({ window }) => promql`max_over_time(${configReloadSuccessful}[${window}]) == 0`,
  for: '10m',
  severity: 'critical',
  summary: 'Prometheus {{ $labels.instance }} refused its new configuration.',
  description:
    'Prometheus {{ $labels.instance }} still runs with the old configuration, because it could not load the new one. At its next start it will not come up.',
  runbook: {
    meaning: 'The configuration or a rule file on disk is wrong. Prometheus keeps the last one that worked.',
    impact:
      'New targets and new alerts are missing. When Prometheus starts again, for whatever reason, it stays down and nothing is watched.',
    diagnosis:
      'The log of Prometheus names file and line: look for `Failed to apply configuration`. `promtool check config /etc/prometheus/prometheus.yml` in its container says the same.',
    mitigation:
      'Deploy the files before this change again. Then correct the definition, run `narthex check`, and deploy what it passed.',
    queries: [
      {
        ask: 'Since when does it run with the old configuration?',
        expr: promql`time() - ${configLastReloadSuccessTimestampSeconds}`,
      },
    ],
  },
  scenarios: (numbers) => {
    const reload = series(configReloadSuccessful, self);
    return scenarios(numbers, {
      labels: self,
      bad: { [reload]: level(0) },
      good: { [reload]: level(1) },
      ...windowed(numbers.window),
    });
  },
});

const refreshFailure = failure('PrometheusSDRefreshFailure', {
  counter: sdRefreshFailures,
  of: { ...self, mechanism: 'file' },
  window: '10m',
  for: '20m',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} cannot refresh its targets by {{ $labels.mechanism }}.',
  description:
    'Service discovery by {{ $labels.mechanism }} failed about {{ printf "%.0f" $value }} times lately. Prometheus {{ $labels.instance }} goes on with the targets that it knew before.',
  runbook: {
    meaning: 'A mechanism of service discovery ends in an error at every attempt.',
    impact: 'New targets are not watched, and those that are gone count as down.',
    diagnosis:
      'The log of Prometheus has the error of the mechanism. Then look at what it asks: is the file there and readable, does the name resolve, does the service answer?',
    mitigation:
      'Repair what discovery asks. Nothing has to be restarted: the next attempt that works brings the targets.',
    queries: [
      {
        ask: 'Which mechanisms fail, how often per second?',
        expr: promql`sum by (instance, mechanism) (rate(${sdRefreshFailures}[10m]))`,
      },
    ],
  },
});

const listWatchFailures = failure('PrometheusKubernetesListWatchFailures', {
  counter: sdKubernetesFailures,
  of: self,
  window: '5m',
  for: '15m',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} cannot list or watch objects of Kubernetes.',
  description:
    'About {{ printf "%.0f" $value }} requests of Prometheus {{ $labels.instance }} to the API server failed lately. It does not see new pods.',
  runbook: {
    meaning: 'The API server refuses the requests by which Prometheus finds its targets, or cannot be reached.',
    impact: 'Pods that were started since are not watched, and those that are gone count as down.',
    diagnosis:
      'The log of Prometheus says `forbidden` where a right is missing: compare with `kubectl auth can-i list endpointslices --as=system:serviceaccount:monitoring:prometheus -n NAMESPACE`. A time-out is the network policy or the API server itself.',
    mitigation:
      'Apply the manifests of the stack again, which hold the roles and the network policies. If the API server is overloaded, that comes first.',
    queries: [
      {
        ask: 'How many requests fail per second?',
        expr: promql`sum by (instance) (rate(${sdKubernetesFailures}[5m]))`,
      },
    ],
  },
});

/** What Prometheus is told to do, and whom it finds. */
export const configuration = rulePack('prometheus-configuration', [badConfig, refreshFailure, listWatchFailures]);
