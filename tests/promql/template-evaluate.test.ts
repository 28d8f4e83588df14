import { describe, expect, it } from 'vitest';
import { renderTemplate, type TemplateData } from '../../promql/index.ts';
import { failing, unreadable } from './template-faults.ts';
import { numbers } from './template-numbers.ts';
import { tableData, texts } from './template-texts.ts';

/** The text of a template, or the part that is wrong and why. */
function rendered(template: string, data: TemplateData = tableData): string {
  const result = renderTemplate(template, data);
  if ('text' in result) return result.text;
  const { from, to, message } = result.fault;
  return `${template.slice(from, to)}: ${message}`;
}

describe.each(Object.entries({ ...texts, ...numbers }))('a template with %s', (_, rows) => {
  it.each(rows)('%s', (template, text) => {
    expect(rendered(template)).toBe(text);
  });
});

describe('a template that cannot be read', () => {
  it.each(unreadable)('%s says why', (template, says) => {
    expect(rendered(template)).toContain(says);
  });
});

describe('a template that Prometheus cannot expand', () => {
  it.each(failing)('%s says why', (template, says) => {
    expect(rendered(template)).toContain(says);
  });

  it.each([
    ['up {{ humanize "one" }} now', 'humanize "one"'],
    ['{{ $value | printf "%s" | humanize }}', 'humanize'],
    ['{{ if gt $value 1 }}x{{ end }}', 'gt $value 1'],
    ['a {{ .Nope }}', '.Nope'],
    ['a {{ template "x" }}', '{{ template "x" }}'],
    ['a {{ range "abc" }}{{ end }}', '{{ range "abc" }}'],
  ])('%s is wrong at %s', (template, part) => {
    const result = renderTemplate(template, tableData);
    expect('fault' in result && template.slice(result.fault.from, result.fault.to)).toBe(part);
  });
});

describe('what only a server knows', () => {
  const { value: _, externalURL: __, ...noValue } = tableData;

  it.each([
    ['{{ $value }}', '$value: the value of the alert is not given'],
    ['{{ .Value }}', '.Value: the value of the alert is not given'],
    ['{{ with $labels.job }}{{ $.Value }}{{ end }}', '$.Value: the value of the alert is not given'],
    ['{{ . }}', 'the value of the alert is not given'],
    ['{{ query "up" }}', 'query "up": the answer of a query needs a server'],
    ['{{ query "up" | first | value }}', 'query "up": the answer of a query needs a server'],
    ['{{ range query "up" | sortByLabel "job" }}{{ .Value }}{{ end }}', 'needs a server'],
    ['{{ now }}', 'now: the time of the evaluation needs a server'],
    ['{{ externalURL }}', 'the external URL of the server is not given'],
    ['{{ pathPrefix }}', 'the external URL of the server is not given'],
  ])('%s', (template, says) => {
    expect(rendered(template, noValue)).toContain(says);
  });

  it('is not asked for where nobody reads it', () => {
    expect(rendered('{{ $labels.job }} {{ if false }}{{ $value }}{{ end }}', noValue)).toBe('api ');
    expect(rendered('{{ $value := 1 }}{{ $value }}', noValue)).toBe('1');
    expect(rendered('{{ or true (query "up") }}', noValue)).toBe('true');
  });

  it('is taken from the address that is given', () => {
    expect(rendered('{{ externalURL }} {{ pathPrefix }}')).toBe('http://p.example:9090/prom /prom');
    expect(rendered('[{{ pathPrefix }}]', { labels: {}, externalURL: 'http://p.example' })).toBe('[]');
  });
});

describe('a template without an end', () => {
  it.each(['{{ define "x" }}{{ template "x" }}{{ end }}{{ template "x" }}', '{{ range 9000000000 }}x{{ end }}'])(
    '%s is refused',
    (template) => {
      expect(renderTemplate(template, tableData)).toHaveProperty('fault');
    },
  );
});
