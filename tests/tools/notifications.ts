/** An alert in the data of a template, as `amtool template render` reads it. */
export interface SampleAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

/** The stack that the alerts are from. */
const from = { stack: 'shop', environment: 'production', team: 'shop' };

/** An alert with labels and annotations of its own; it began at this minute after three in the night. */
export function sample(
  labels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>>,
  minute = 0,
  resolvedAfter?: number,
): SampleAlert {
  const start = Date.UTC(2026, 0, 3, 3, minute);
  return {
    status: resolvedAfter === undefined ? 'firing' : 'resolved',
    labels: { ...from, ...labels },
    annotations,
    startsAt: new Date(start).toISOString(),
    endsAt: resolvedAfter === undefined ? '0001-01-01T00:00:00Z' : new Date(start + resolvedAfter * 1000).toISOString(),
    generatorURL: `https://prometheus.example.org/graph?g0.expr=${encodeURIComponent(`up{job="${labels.job}"} == 0`)}&g0.tab=1`,
    fingerprint: '0',
  };
}

/** The notification about these alerts, grouped by these labels. */
export function notification(alerts: readonly SampleAlert[], groupBy: readonly string[]) {
  const all = alerts.map(({ labels }) => labels);
  const [first = {}] = all;
  return {
    receiver: 'oncall',
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    alerts,
    groupLabels: Object.fromEntries(Object.entries(first).filter(([name]) => groupBy.includes(name))),
    commonLabels: common(all),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: 'https://alerts.example.org',
  };
}

function common(all: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}] = all;
  return Object.fromEntries(Object.entries(first).filter(([name, value]) => all.every((each) => each[name] === value)));
}

const runbook = { runbook_url: 'https://runbooks.example.org/InstanceDown.md' };
const instance = (index: number) => ({
  ...{ alertname: 'InstanceDown', job: 'shop', service: 'shop-api', severity: 'critical' },
  instance: `shop-api-${index}:8000`,
});
const down = {
  summary: 'Service shop-api is down.',
  description: 'Prometheus has not been able to read it.\nThe process is gone, or hangs.',
  dashboard_url: 'https://grafana.example.org/d/shop-overview?viewPanel=4',
  ...runbook,
};
const groupBy = ['alertname', 'job'];
const nasty = 'a "quoted" <b>&amp; \\ one\nmore | 100% + ünï';

/** The notifications that are rendered: by name, each something that happens at night. */
export const notifications = {
  one: notification([sample(instance(1), down)], groupBy),
  resolved: notification([sample(instance(1), down, 0, 3723)], groupBy),
  twelve: notification(
    Array.from({ length: 12 }, (_, index) => sample(instance(index + 1), down, index)),
    groupBy,
  ),
  mixed: notification(
    [
      sample(instance(1), down),
      sample(instance(2), { ...down, summary: 'Service shop-web is down.' }, 4, 90),
      sample(instance(3), down, 9),
    ],
    groupBy,
  ),
  'over, all of them': notification([sample(instance(1), down, 0, 60), sample(instance(2), down, 0, 61)], groupBy),
  'different alerts': notification(
    [
      sample(instance(1), down),
      sample(
        { alertname: 'HostDiskFull', job: 'node', instance: 'node-1', mountpoint: '/', severity: 'warning' },
        { summary: 'The disk is full.' },
      ),
    ],
    ['stack'],
  ),
  'without annotations': notification([sample({ alertname: 'Bare' }, {})], []),
  'nothing in common': notification(
    [
      { ...sample({ alertname: 'A' }, {}), labels: { alertname: 'A' } },
      { ...sample({ alertname: 'B' }, {}), labels: { alertname: 'B' } },
    ],
    [],
  ),
  nasty: notification(
    [
      sample(
        { ...instance(1), service: nasty },
        { ...down, summary: nasty, description: nasty, runbook_url: 'https://r.example.org/a?b=<c>|d&e=f g' },
      ),
    ],
    groupBy,
  ),
} as const;

/** The label value that is not easy to write. */
export const nastyValue = nasty;
