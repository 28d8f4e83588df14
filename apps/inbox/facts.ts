import type { Alert, Texts } from './payload.ts';

/** The labels that say where it is, in the order in which one goes there; the messages to people keep to the same. */
const places = [
  ...['region', 'datacenter', 'cluster', 'namespace', 'service', 'job', 'host', 'node', 'instance'],
  ...['pod', 'container', 'device', 'mountpoint'],
];
/** The labels that are shown elsewhere, or that tell nobody anything. */
const elsewhere = ['alertname', 'severity', 'stack', 'environment', 'team', 'symptom'];
const noise = ['prometheus', 'prometheus_replica', 'replica', 'monitor', 'prober_module'];

/** `service api, instance api:8000`: where an alert is. */
export function where(labels: Texts): string {
  const others = Object.keys(labels)
    .filter((name) => ![...places, ...elsewhere, ...noise].includes(name))
    .sort();
  return [...places, ...others].flatMap((name) => (labels[name] ? [`${name} ${labels[name]}`] : [])).join(', ');
}

/** Since when it fires, or how long it lasted. */
export function when({ status, startsAt, endsAt }: Alert): string {
  const minute = new Date(startsAt);
  if (Number.isNaN(minute.getTime())) return startsAt;
  const since = `${minute.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (status === 'firing') return `since ${since}`;
  return `${since}, lasted ${length(Math.round((Date.parse(endsAt) - minute.getTime()) / 1000))}`;
}

/** `1h2m3s`, as Go writes it. */
function length(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return 'for some time';
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds % 60}s`;
}

/** What helps, by what it is: only pages, whatever else an annotation may say. */
export function links({ labels, annotations, generatorURL }: Alert, alertmanager: string): [string, string][] {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const silence = `${alertmanager}/#/silences/new?filter=${encodeURIComponent(`{${matchers.join(',')}}`)}`;
  const all: [string, string | undefined][] = [
    ['Graph', generatorURL],
    ['Dashboard', annotations.dashboard_url],
    ['Runbook', annotations.runbook_url],
    ['Silence', silence],
  ];
  return all.flatMap(([name, url]): [string, string][] =>
    url !== undefined && /^https?:\/\//.test(url) ? [[name, url]] : [],
  );
}
