import { alert, panel, summary, table } from './table.ts';

const [text, up] = ['@annotations.summary', 'up == 0'];

table(
  'template-syntax',
  [
    [up, text, summary('{{ $labels.job | humanise }}')],
    [up, text, summary('{{ if $value }}down')],
    [up, text, summary('down{{ end }}')],
    [up, text, summary('{{ else }}down')],
    [up, text, summary('{{ }}')],
    [up, text, summary('{{ $job }}')],
    [up, text, summary('{{ $labels.job')],
    [up, text, summary('{{ query "rate(x)" | first | value }}')],
    [up, '@labels.area', alert({ labels: { area: '{{ lower $labels.job }}' } })],
  ],
  [
    [up, summary('{{ $labels.job }} answers {{ $value | humanize }}')],
    [up, summary('{{ if eq $labels.job "api" }}a{{ else if gt $value 5.0 }}b{{ else }}c{{ end }}')],
    [up, summary('{{ $job := $labels.job }}{{ $job | toUpper }}')],
    [up, summary('{{ range $i, $s := query "up" }}{{ $i }} {{ $s.Labels.job }}{{ end }}')],
    [up, summary('{{ with printf "up{job=\'%s\'}" $labels.job | query }}{{ . | first | value | humanize }}{{ end }}')],
    [up, summary('{{- /* why */ -}} down')],
    [up, summary('{ $labels.job } is no template')],
    [up, panel({ legend: '{{ anything at all' })],
  ],
);
