import { type Dialect, define, html } from './dialect.ts';

/** A matcher for each label in a variable: `{alertname="X",job="api"}`, as the page of Alertmanager reads it from its address. */
function filter(labels: string, pair: string): string {
  const [open, comma, close] = ['%7B', '%2C', '%7D'];
  return `${open}{{ range $index, $pair := ${labels}.SortedPairs }}{{ if $index }}${comma}{{ end }}${pair}{{ end }}${close}`;
}

/** Elm decodes `%20` only, not `+`. */
const encoded = String.raw`urlquery | reReplaceAll "\\+" "%20"`;
const encodedPair = `{{ $pair.Name | ${encoded} }}%3D{{ printf "%q" $pair.Value | ${encoded} }}`;
/** In HTML an address is encoded by Go itself, which refuses to be forestalled. */
const htmlPair = '{{ $pair.Name }}%3D{{ printf "%q" $pair.Value }}';

/** The labels that tell the alerts in `.` from all others: of a single one all, of a group those that it is grouped by. */
const groupLabels = [
  '{{ $labels := .GroupLabels }}',
  '{{ if eq (len .Alerts) 1 }}{{ $labels = (index .Alerts 0).Labels }}',
  '{{ else if eq (len .GroupLabels) 0 }}{{ $labels = .CommonLabels }}{{ end }}',
].join('');

/**
 * `narthex.silence` and `narthex.alerts`: addresses in Alertmanager that are about just these alerts. They are empty for a group that
 * has nothing in common, because a filter without matchers is about everything. `narthex.html.silence` is the first within HTML.
 */
export function addresses(): string {
  const named = (name: string, path: string, pair: string) =>
    define(
      name,
      `${groupLabels}{{ if $labels }}{{ .ExternalURL }}/#/${path}?filter=${filter('$labels', pair)}{{ end }}`,
    );
  return [
    named('narthex.silence', 'silences/new', encodedPair),
    named('narthex.alerts', 'alerts', encodedPair),
    named('narthex.html.silence', 'silences/new', htmlPair),
  ].join('');
}

/** The links of the alert in `.`, each behind `before`; those that all alerts of the group have stand below it. */
export function alertLinks({ name, link, linkTo }: Dialect, before: string): string {
  const own = (annotation: string, text: string) =>
    `{{ if and .Annotations.${annotation} (not $.CommonAnnotations.${annotation}) }}${before}${link(`.Annotations.${annotation}`, text)}{{ end }}`;
  const pair = name === html.name ? htmlPair : encodedPair;
  const silence = `{{ $.ExternalURL }}/#/silences/new?filter=${filter('.Labels', pair)}`;
  return [
    `{{ if and .GeneratorURL (not $.CommonLabels.alertname) }}${before}${link('.GeneratorURL', 'Graph')}{{ end }}`,
    own('dashboard_url', 'Dashboard'),
    own('runbook_url', 'Runbook'),
    `${before}${linkTo(silence, 'Silence')}`,
  ].join('');
}

/** The links that are about all of it. */
export function groupLinks({ name, link, linkTo }: Dialect, separator: string): string {
  const silence = `{{ template "${name === html.name ? 'narthex.html.silence' : 'narthex.silence'}" . }}`;
  const first = '(index .Alerts 0).GeneratorURL';
  const common = (annotation: string, text: string) =>
    `{{ if .CommonAnnotations.${annotation} }}${link(`.CommonAnnotations.${annotation}`, text)}${separator}{{ end }}`;
  return [
    // Alerts of one rule share the graph.
    `{{ if and .CommonLabels.alertname ${first} }}${link(first, 'Graph')}${separator}{{ end }}`,
    common('dashboard_url', 'Dashboard'),
    common('runbook_url', 'Runbook'),
    `{{ if or .GroupLabels .CommonLabels }}${linkTo(silence, 'Silence')}{{ end }}`,
  ].join('');
}
