import type { AlertRule, RecordingRule, RuleGroup, Scenario, ScenarioKind, Stack } from '../stacks/model/index.ts';
import { scenarioKinds, seconds } from '../stacks/model/index.ts';
import { alertAnnotations } from './rule-file.ts';
import { renderedTexts } from './unit-tests.ts';

/** Something that a rule lacks before people can rely on it. */
export interface Gap {
  readonly message: string;
  readonly fix: string;
}

/** What each scenario has to be about, for whoever has to write the one that is missing. */
const wanted: Readonly<Record<ScenarioKind, string>> = {
  fires: 'one in which it fires',
  quiet: 'one in which it stays quiet just below its bound, or just before its time',
  recovers: 'one in which it fires and then ends',
  missing: 'one in which its series end, or never were',
};

const sections = ['meaning', 'impact', 'diagnosis', 'mitigation'] as const;

/** What a rule of a group lacks: a scenario of each kind with a text that can be computed, and a whole runbook. */
export function gaps(rule: AlertRule | RecordingRule, stack: Stack): Gap[] {
  return rule.kind === 'alert'
    ? [...scenarioGaps(rule), ...textGaps(rule, stack), ...runbookGaps(rule)]
    : untested(rule);
}

/** The gaps of a whole group, by rule. */
export function groupGaps(group: RuleGroup, stack: Stack): (Gap & { readonly rule: string })[] {
  return group.rules.flatMap((rule) => gaps(rule, stack).map((gap) => ({ rule: rule.name, ...gap })));
}

function untested({ scenarios = [] }: RecordingRule): Gap[] {
  if (scenarios.some(({ samples }) => samples.length > 0)) return [];
  return [{ message: 'no scenario says what it records', fix: 'add one with a sample that it has to record' }];
}

function scenarioGaps({ scenarios }: AlertRule): Gap[] {
  const missing = scenarioKinds.filter((kind) => !scenarios.some((scenario) => scenario.kind === kind));
  return [
    ...missing.map((kind) => ({
      message: `it has no scenario of the kind '${kind}'`,
      fix: `add ${wanted[kind]}; \`scenarios(numbers, { bad, good })\` makes all four`,
    })),
    ...scenarios.flatMap((scenario) => {
      const message = contradiction(scenario);
      const fix = `expect ${wanted[scenario.kind]}, or name its kind otherwise`;
      return message === undefined ? [] : [{ message: `the scenario '${scenario.title}' ${message}`, fix }];
    }),
  ];
}

/** A scenario that does not show what it is there for. */
function contradiction({ kind, expect }: Scenario): string | undefined {
  const moments = (Object.entries(expect) as [keyof Scenario['expect'], readonly unknown[]][])
    .sort(([a], [b]) => seconds(a) - seconds(b))
    .map(([, firing]) => firing.length > 0);
  if (moments.length === 0) return 'expects nothing';
  if (kind === 'fires' && !moments.includes(true)) return 'never fires';
  if (kind === 'quiet' && moments.includes(true)) return 'fires';
  if (kind === 'recovers' && !(moments.includes(true) && moments.at(-1) === false)) return 'does not fire and then end';
  return undefined;
}

function textGaps(alert: AlertRule, stack: Stack): Gap[] {
  const firing = alert.scenarios.flatMap(({ expect }) => Object.values(expect).flat());
  const faults = firing.flatMap((each) =>
    Object.entries(renderedTexts(alertAnnotations(alert, stack), each)).flatMap(([name, text]) =>
      'fault' in text ? [`its ${name} cannot be computed: ${text.fault.message}`] : [],
    ),
  );
  const fix = "say the 'value' with which it fires, or write the text so that it follows from labels and value alone";
  return [...new Set(faults)].map((message) => ({ message, fix }));
}

function runbookGaps({ runbook }: AlertRule): Gap[] {
  return sections
    .filter((section) => runbook[section].trim() === '')
    .map((section) => ({
      message: `its runbook says nothing under '${section}'`,
      fix: 'write what the person needs who was just woken by it',
    }));
}
