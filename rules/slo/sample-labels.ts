import type { MetricDefinition } from '@narthex/instrumentation';
import type { LabelMatcher } from '../../promql/index.ts';
import { accepts } from '../../promql/index.ts';
import { type Labels, metricSources, type Stack } from '../../stacks/model/index.ts';

/** A series that a selector selects, with all labels that the real one has; `avoid` are matchers that must not all hold. */
export function labelsOf(
  name: string,
  matchers: readonly LabelMatcher[],
  stack: Stack,
  avoid: readonly LabelMatcher[] = [],
): Labels | undefined {
  const [source] = metricSources(stack, name);
  const target = source?.job.targets[0];
  const given: Record<string, string> = source
    ? { job: source.job.name, ...(target && { instance: target.instance, ...target.labels }) }
    : {};
  const own = Object.keys(source?.metric.labels ?? {});
  const names = [...new Set([...Object.keys(given), ...own, ...wanted(matchers), ...wanted(avoid)])];
  const pick = (label: string, conditions: readonly LabelMatcher[]) =>
    candidates(label, given[label], source?.metric, conditions).find((value) =>
      conditions.every((matcher) => accepts(matcher)?.(value) ?? true),
    );
  const of = (label: string) => matchers.filter((matcher) => matcher.name === label);
  const labels = Object.fromEntries(names.map((label) => [label, pick(label, of(label))]));
  if (Object.values(labels).includes(undefined)) return undefined;
  const chosen = labels as Labels;
  if (avoid.length === 0 || avoid.some((matcher) => !holds(matcher, chosen))) return withoutEmpty(chosen);
  // All that is to be avoided holds: one label at least has to be another.
  for (const unwanted of avoid) {
    const other = candidates(unwanted.name, given[unwanted.name], source?.metric, [unwanted]).find(
      (value) =>
        !(accepts(unwanted)?.(value) ?? true) &&
        of(unwanted.name).every((matcher) => accepts(matcher)?.(value) ?? true),
    );
    if (other !== undefined) return withoutEmpty({ ...chosen, [unwanted.name]: other });
  }
  return undefined;
}

function wanted(matchers: readonly LabelMatcher[]): string[] {
  return matchers.flatMap(({ name }) => (name === '__name__' ? [] : [name]));
}

/** Whether a series with these labels is selected. */
export function selects(matchers: readonly LabelMatcher[], labels: Labels): boolean {
  return matchers.every((matcher) => holds(matcher, labels));
}

function holds(matcher: LabelMatcher, labels: Labels): boolean {
  return matcher.name === '__name__' || (accepts(matcher)?.(labels[matcher.name] ?? '') ?? true);
}

/** Values that a label may have: of the target, of the catalog, out of what is asked of it, and any other. */
function candidates(
  label: string,
  given: string | undefined,
  metric: MetricDefinition | undefined,
  matchers: readonly LabelMatcher[],
): string[] {
  const spec = metric?.labels[label];
  const declared = spec === undefined || 'kind' in spec ? [] : spec;
  const asked = matchers.flatMap(({ value }) => [value, ...value.split('|')].flatMap(examples));
  return [...(given === undefined ? [] : [given]), ...declared, ...asked, 'some', 'other', '500', '200', ''];
}

/** Texts that a simple regular expression matches. */
function examples(pattern: string): string[] {
  const plain = pattern.replaceAll(/[()]/g, '');
  const digits = plain.replaceAll(/\[0-9\]|\\d/g, '0').replaceAll(/\[(.)[^\]]*\]/g, '$1');
  return [
    plain,
    digits
      .replaceAll(/\.[*+]/g, 'x')
      .replaceAll('.', '0')
      .replaceAll(/[?*+\\]/g, ''),
  ];
}

function withoutEmpty(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}

/** For each matcher a series that all others select and this one does not: it shows that the matcher is needed. */
export function decoys(name: string, all: readonly LabelMatcher[], stack: Stack): Labels[] {
  const matchers = [...new Map(all.map((each) => [`${each.name}${each.operator}${each.value}`, each])).values()];
  return matchers.flatMap((matcher) => {
    if (matcher.name === '__name__') return [];
    const others = matchers.filter((each) => each !== matcher);
    const labels = labelsOf(name, others, stack, [matcher]);
    return labels === undefined ? [] : [labels];
  });
}
