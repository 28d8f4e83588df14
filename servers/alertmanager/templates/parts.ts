import { type Dialect, define } from './dialect.ts';

/** The labels that say where it is, in the order in which one goes there; the others follow by name. */
const places = [
  ...['region', 'datacenter', 'cluster', 'namespace', 'service', 'job', 'host', 'node', 'instance'],
  ...['pod', 'container', 'device', 'mountpoint'],
];
/** The labels that a message says elsewhere, or that tell nobody anything. */
const elsewhere = ['alertname', 'severity', 'stack', 'environment', 'team', 'symptom'];
const noise = ['prometheus', 'prometheus_replica', 'replica', 'monitor', 'prober_module'];

/** How many alerts of a group are written out, of those that fire and of those that are over. */
export const mostAlerts = 10;

/** `2026-01-03 03:00 UTC`. */
export function time(value: string): string {
  return `{{ ${value}.UTC.Format "2006-01-02 15:04" }} UTC`;
}

/** `1h2m3s`, to the second: how long the alert in `.` lasted. */
export const lasted = '{{ (.EndsAt.Sub .StartsAt).Round 1000000000 }}';

function list(names: readonly string[]): string {
  return `(stringSlice ${names.map((name) => JSON.stringify(name)).join(' ')})`;
}

/** `narthex.<dialect>.where`: the labels in `.` that say where it is, `service api, instance api:8000`. */
export function where({ name, line }: Dialect): string {
  const separator = '{{ $separator }}';
  const next = '{{ $separator = ", " }}';
  return define(
    `narthex.${name}.where`,
    [
      '{{ $labels := . }}{{ $separator := "" }}',
      `{{ range $name := ${list(places)} }}{{ with index $labels $name }}`,
      `${separator}{{ $name }} ${line('.')}${next}`,
      '{{ end }}{{ end }}',
      `{{ range (.Remove ${list([...places, ...elsewhere, ...noise])}).SortedPairs }}`,
      `${separator}{{ .Name }} ${line('.Value')}${next}`,
      '{{ end }}',
    ].join(''),
  );
}

/** `narthex.<dialect>.title`: `CRITICAL x3 (1 resolved): Service api is down. [shop production]`. */
export function title({ name, line }: Dialect): string {
  return define(
    `narthex.${name}.title`,
    [
      '{{ if eq .Status "resolved" }}RESOLVED{{ else }}',
      '{{ if .CommonLabels.severity }}',
      line('.CommonLabels.severity | toUpper'),
      '{{ else }}FIRING{{ end }}{{ end }}',
      '{{ if gt (len .Alerts) 1 }}{{ if .Alerts.Firing }} x{{ len .Alerts.Firing }}',
      '{{ if .Alerts.Resolved }} ({{ len .Alerts.Resolved }} resolved){{ end }}',
      '{{ else }} x{{ len .Alerts }}{{ end }}{{ end }}: ',
      `{{ if .CommonAnnotations.summary }}${line('.CommonAnnotations.summary')}`,
      `{{ else if .CommonLabels.alertname }}${line('.CommonLabels.alertname')}`,
      '{{ else }}several alerts{{ end }}',
      `{{ with .CommonLabels.stack }} [${line('.')}{{ with $.CommonLabels.environment }} ${line('.')}{{ end }}]{{ end }}`,
    ].join(''),
  );
}

/** Of what stands in `$`, all of whose alerts are alike in it: where it is. Not even a line if there is nothing to say. */
export function commonWhere({ name }: Dialect, before: string, after: string): string {
  const said = list([...elsewhere, ...noise]);
  return `{{ if .CommonLabels.Remove ${said} }}${before}{{ template "narthex.${name}.where" .CommonLabels }}${after}{{ end }}`;
}

/** Of one alert of a group, in `.`: what the others of the group do not say as well. */
export function different({ name, line }: Dialect): string {
  return [
    `{{ if and .Labels.severity (not $.CommonLabels.severity) }}[${line('.Labels.severity')}] {{ end }}`,
    `{{ if not $.CommonAnnotations.summary }}{{ if .Annotations.summary }}${line('.Annotations.summary')}`,
    `{{ else }}${line('.Labels.alertname')}{{ end }} - {{ end }}`,
    `{{ template "narthex.${name}.where" (.Labels.Remove $.CommonLabels.Names) }}`,
  ].join('');
}
