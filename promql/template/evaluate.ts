import { execute } from './execute.ts';
import { TemplateError, type TemplateFault } from './fault.ts';
import { parseTemplate } from './parse.ts';
import { textValue, type Value } from './value.ts';

/** What a template of an alert is given. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  /** The value of the expression; left out, a template that reads it cannot be computed. */
  readonly value?: number;
  readonly externalLabels?: Readonly<Record<string, string>>;
  /** The address of the server. promtool knows it as `$externalURL`, and not as `externalURL` and `pathPrefix`. */
  readonly externalURL?: string;
}

/** A text, or why it cannot be computed without a server or is wrong. The span is of the template. */
export type Rendered = { readonly text: string } | { readonly fault: TemplateFault };

/**
 * The text that Prometheus makes of an annotation or a label of an alert. Where Prometheus would write `<error expanding template …>`,
 * there is a fault instead.
 */
export function renderTemplate(template: string, data: TemplateData): Rendered {
  if (!template.includes('{{')) return { text: template };
  const parsed = parseTemplate(template);
  const [fault] = parsed.faults;
  if (fault !== undefined) return { fault };
  const dot = dataValue(data);
  const { externalURL } = data;
  try {
    return { text: execute(parsed, dot, { externalURL, variables: variablesOf(dot) }) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { fault: { ...(error.span ?? { from: 0, to: template.length }), message: error.message } };
  }
}

function dataValue({
  labels,
  value,
  externalLabels = {},
  externalURL = '',
}: TemplateData): Value & { readonly kind: 'data' } {
  return {
    kind: 'data',
    entries: new Map<string, Value>([
      ['Labels', labelsValue(labels)],
      ['ExternalLabels', labelsValue(externalLabels)],
      ['ExternalURL', textValue(externalURL)],
      ...(value === undefined ? [] : ([['Value', { kind: 'float', value }]] as const)),
    ]),
  };
}

function labelsValue(labels: Readonly<Record<string, string>>): Value {
  return { kind: 'labels', entries: new Map(Object.entries(labels).map(([name, value]) => [name, textValue(value)])) };
}

/** The variables that Prometheus declares before the text; `$` is all of them. */
function variablesOf(dot: Value & { readonly kind: 'data' }): { readonly name: string; value: Value }[] {
  const named = [
    ['$labels', 'Labels'],
    ['$externalLabels', 'ExternalLabels'],
    ['$externalURL', 'ExternalURL'],
    ['$value', 'Value'],
  ] as const;
  const given = named.flatMap(([name, field]) => {
    const value = dot.entries.get(field);
    return value === undefined ? [] : [{ name, value }];
  });
  return [{ name: '$', value: dot }, ...given];
}
