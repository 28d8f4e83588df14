import { nearest } from '../nearest.ts';
import { PromqlError } from '../syntax/error.ts';
import { tryParse } from '../syntax/parse.ts';
import { templateFunctions } from '../template/names.ts';
import { readTemplate } from '../template/references.ts';
import type { Check } from './check.ts';

/** NX532 */
export const templateSyntax: Check = {
  code: 'NX532',
  name: 'template-syntax',
  severity: 'error',
  title: 'A template that Prometheus cannot expand.',
  why: 'Prometheus loads no rule file with a template that does not parse. One that fails when it is expanded sends `<error expanding template: …>` to whoever is called.',
  bad: [
    {
      expr: 'up == 0',
      usage: { kind: 'alert', annotations: { summary: '{{ $labels.job | humanise }}' } },
      says: "did you mean 'humanize'?",
    },
    { expr: 'up == 0', usage: { kind: 'alert', annotations: { summary: '{{ if $value }}down' } }, says: 'end' },
    {
      expr: 'up == 0',
      usage: { kind: 'alert', annotations: { summary: '{{ query "rate(x)" | first | value }}' } },
      says: 'rate',
    },
  ],
  good: [
    {
      expr: 'up == 0',
      usage: { kind: 'alert', annotations: { summary: '{{ $labels.job }} answers {{ $value | humanize }}' } },
    },
  ],
  *run({ expr, usage }) {
    if (usage.kind !== 'alert') return;
    const texts = [
      ...Object.entries(usage.annotations).map(([name, text]) => [`annotations.${name}`, text] as const),
      ...Object.entries(usage.labels).map(([name, text]) => [`labels.${name}`, text] as const),
    ];
    for (const [at, text] of texts) {
      if (!text.includes('{{')) continue;
      const { faults, references } = readTemplate(text);
      for (const { message, from, to } of faults) {
        const near = nearest(text.slice(from, to), templateFunctions);
        const fix =
          message.startsWith('there is no function') && near
            ? `did you mean '${near}'?`
            : `correct: ${text.slice(Math.max(0, from - 20), to + 20)}`;
        yield { span: expr, at, message, fix };
      }
      for (const { of, name } of references) {
        const refusal = of === 'query' && !name.includes('{{') ? refusalOf(name) : undefined;
        if (refusal !== undefined)
          yield { span: expr, at, message: `the query within cannot be parsed: ${refusal}`, fix: 'correct the query' };
      }
    }
  },
};

function refusalOf(query: string): string | undefined {
  const expr = tryParse(query);
  return expr instanceof PromqlError ? expr.message : undefined;
}
