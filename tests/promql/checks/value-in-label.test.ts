import { alert, panel, summary, table } from './table.ts';

const label = (text: string) => alert({ labels: { severity: 'warning', x: text } });

table(
  'value-in-label',
  [
    ['queue_depth > 100', '@labels.x', label('{{ $value }}')],
    ['queue_depth > 100', '@labels.x', label('{{ .Value }}')],
    ['queue_depth > 100', '@labels.x', label('{{ $value | humanize }}')],
    ['queue_depth > 100', '@labels.x', label('about {{ printf "%.0f" $value }}')],
    ['queue_depth > 100', '@labels.x', label('{{ if gt $value 500.0 }}much{{ end }}')],
    ['queue_depth > 100', '@labels.x', label('{{ $v := $value }}{{ $v }}')],
  ],
  [
    ['queue_depth > 100', summary('{{ $value }} wait')],
    ['queue_depth > 100', label('{{ $labels.queue }}')],
    ['queue_depth > 100', label('$value')],
    ['queue_depth > 100', label('plain')],
    ['queue_depth > 100', label('{{ range query "up" }}{{ .Value }}{{ end }}')],
    ['queue_depth', panel({ legend: '{{ $value }}' })],
  ],
);
