import { describe, expect, it } from 'vitest';
import { templateFunctions } from '../../promql/template/names.ts';
import { legendLabels, readTemplate } from '../../promql/template/references.ts';

/** What a template reads: `labels job`, `value | humanize`. */
function reads(template: string): string[] {
  return readTemplate(template).references.map(({ of, name, through }) =>
    [`${of}${name === '' ? '' : ` ${name}`}`, ...through].join(' | '),
  );
}

/** What is wrong, with the text that it is about. */
function faults(template: string): string[] {
  return readTemplate(template).faults.map(({ message, from, to }) => `${template.slice(from, to)}: ${message}`);
}

describe('what a template of an alert reads', () => {
  it.each([
    ['no braces', []],
    ['{{ $labels.job }}', ['labels job']],
    ['{{$labels.job}} {{ .Labels.instance }}', ['labels job', 'labels instance']],
    ['{{ index $labels "a-b" }}', ['labels a-b | index']],
    ['{{ $.Labels.job }}', ['labels job']],
    ['{{ $value }}', ['value']],
    ['{{ .Value | humanize }}', ['value | humanize']],
    ['{{ humanize $value }}', ['value | humanize']],
    ['{{ printf "%.2f" $value | title }}', ['value | printf | title']],
    ['{{ $externalLabels.region }}', ['externalLabels region']],
    ['{{ .ExternalLabels.region }}', ['externalLabels region']],
    ['{{ query "up" | first | value }}', ['query up | query | first | value']],
    ['{{ with $labels.job }}{{ . }}{{ end }}', ['labels job']],
    ['{{ if eq $labels.job "api" }}x{{ end }}', ['labels job | eq']],
    ['{{ range query "up" }}{{ .Labels.job }} {{ .Value }}{{ end }}', ['query up | query']],
    ['{{ range query "up" }}{{ $labels.job }}{{ $.Value }}{{ end }}', ['query up | query', 'labels job', 'value']],
    ['{{- $labels.job -}}', ['labels job']],
    ['{{/* $labels.job */}}', []],
    ['{{ "$labels.job" }}', []],
    ['{{ $labels }}', []],
  ])('of %s', (template, expected) => {
    expect(reads(template)).toEqual(expected);
    expect(faults(template)).toEqual([]);
  });

  it('stands where it is written', () => {
    const template = 'a {{ $labels.job }} b {{ .Value }}';
    expect(readTemplate(template).references.map(({ from, to }) => template.slice(from, to))).toEqual([
      '$labels.job',
      '.Value',
    ]);
  });

  it('is read once and for all', () => {
    expect(readTemplate('{{ $labels.job }}')).toBe(readTemplate('{{ $labels.job }}'));
  });
});

describe('what is wrong with a template', () => {
  it.each([
    ['{{ humanise $value }}', ["humanise: there is no function 'humanise'"]],
    [
      '{{ $labels.job | lower | upper }}',
      ["lower: there is no function 'lower'", "upper: there is no function 'upper'"],
    ],
    ['{{ $job }}', ["$job: there is no variable '$job'"]],
    ['{{ if $value }}x', ['{{ if $value }}: this block is never ended: {{ end }} is missing']],
    ['x{{ end }}', ['{{ end }}: this {{ end }} ends nothing']],
    ['{{ else }}', ['{{ else }}: this {{ else }} belongs to no {{ if }}']],
    ['{{ }}', ['{{ }}: there is nothing between the braces']],
    ['x {{ $value', ['{{: this {{ is never closed']],
    ['{{ $value ? }}', ["?: '?' has no meaning here"]],
    ['{{ "open }}', [`": '"' has no meaning here`]],
  ])('of %s is said where it stands', (template, expected) => {
    expect(faults(template)).toEqual(expected);
  });

  it.each([
    '{{ $x := 5 }}{{ $x }}',
    '{{ range $i, $e := query "up" }}{{ $i }}{{ $e.Value }}{{ end }}',
    '{{ if and (gt $value 1.0) (lt $value 2.0) }}a{{ else if eq $value 5.0 }}b{{ else }}c{{ end }}',
    '{{ define "x" }}a{{ end }}{{ template "x" }}',
    '{{ (query "up" | first).Labels.job }}',
    "{{ `raw` }} {{ 'c' }} {{ -1.5e3 }} {{ 0x1f }} {{ nil }} {{ true }}",
    '}} {',
    '',
  ])('of %s is nothing', (template) => {
    expect(faults(template)).toEqual([]);
  });

  it('is no function that Prometheus has', () => {
    for (const name of templateFunctions) expect(faults(`{{ ${name} }}`), name).toEqual([]);
  });
});

describe('the labels of a legend', () => {
  it.each([
    ['{{job}} p99', ['job']],
    ['{{ job }}/{{instance}}', ['job', 'instance']],
    ['{{__name__}}', ['__name__']],
    ['{job}', []],
    ['$job', []],
    ['{{}}', []],
  ])('%s', (legend, expected) => {
    const found = legendLabels(legend);
    expect(found.map(({ name }) => name)).toEqual(expected);
    for (const { name, from, to } of found) expect(legend.slice(from, to)).toContain(name);
  });
});
