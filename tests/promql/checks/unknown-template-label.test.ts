import { alert, panel, summary, table } from './table.ts';

const byRoute = 'sum by (route) (rate(http_requests_total[5m])) > 10';

table(
  'unknown-template-label',
  [
    [byRoute, '@annotations.summary', summary('{{ $labels.instance }} is busy')],
    [byRoute, '@annotations.summary', summary('{{ .Labels.instance }} is busy')],
    [byRoute, '@annotations.summary', summary('{{ index $labels "instance" }} is busy')],
    [byRoute, '@annotations.summary', summary('{{ with $labels.method }}{{ . }}{{ end }} is busy')],
    [byRoute, '@labels.area', alert({ labels: { area: '{{ $labels.job }}' } })],
    ['up == 0', '@annotations.summary', summary('Down in {{ $externalLabels.region }}')],
    ['up == 0', '@annotations.summary', summary('{{ $labels.severity }}')],
    [byRoute, '@legend', panel({ legend: '{{ job }}' })],
    [byRoute, '@columns', panel({ labels: ['route', 'job'] })],
    ['label_replace(up, "x", "", "", "")', '@annotation', { kind: 'annotation', labels: ['y'] }],
  ],
  [
    [byRoute, summary('{{ $labels.route }} is busy in {{ $externalLabels.environment }}')],
    [byRoute, panel({ legend: '{{route}}', labels: ['route'] })],
    ['sum by (anything) (something_of_others) > 5', summary('{{ $labels.anything }}')],
    ['something_of_others > 5', summary('{{ $labels.anything }}')],
    ['queue_depth', panel({ legend: '{{__name__}} {{queue}}' })],
    ['up == 0', summary('{{ range query "queue_depth" }}{{ .Labels.queue }}{{ end }}')],
    // The misspelt label is said where it stands.
    ['sum by (rout) (rate(http_requests_total[5m])) > 10', summary('{{ $labels.route }} is busy')],
    ['up == 0', alert({ annotations: { summary: 'Down.' }, labels: { job: '{{ $labels.job }}' } })],
  ],
);
