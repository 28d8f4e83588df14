import type { Expression } from '../../promql/index.ts';
import type { RecordingRule, RecordingScenario, RulePack } from '../../stacks/model/index.ts';
import { alert } from '../alert.ts';
import { phases } from '../scenarios/phases.ts';
import { alertScenarios } from './alert-scenarios.ts';
import { bandScenarios } from './band-scenarios.ts';
import { band, history } from './bands.ts';
import { type Anomaly, anomalyInterval } from './definition.ts';
import { historyScenarios } from './history-scenarios.ts';
import { outside } from './outside.ts';

/**
 * Rules that notice when a level is unlike its past: five recorded series for each series of the level (`anomaly:level`,
 * `anomaly:expected`, `anomaly:deviation`, `anomaly:upper_band`, `anomaly:lower_band`, all with `anomaly="<name>"`) and one alert,
 * `<Name>Anomaly`. They are two groups, so that the alert can be tested without a day of history.
 *
 * The band comes from the past without its last hour, so that what is unusual does not become usual while it lasts, and a level of
 * zero is a level like others. Throws a `TypeError` for numbers that make no band.
 */
export function anomaly(name: string, definition: Anomaly): RulePack[] {
  refuse(name, definition);
  const { summary, level, labels, minimum, past, deviations = 3, margin = 0.5, ignore, unnoticed } = definition;
  const record = (
    rule: string,
    expr: Expression,
    scenarios: readonly RecordingScenario[],
    more: Pick<RecordingRule, 'unnoticed' | 'watches'> = {},
  ): RecordingRule => ({
    ...{ kind: 'recording', name: rule, expr, labels: { anomaly: name }, scenarios, ...more },
    ...(ignore && { ignore }),
  });
  const { expected, deviation } = history(name, definition);
  const watches = { labels: Object.keys(labels), whenGone: definition.whenGone ?? 'nothing' };
  const { upper, lower } = band(name, definition);
  const ofHistory = historyScenarios(name, definition);
  const ofBand = bandScenarios(name, definition);
  const usual = minimum * 10;
  const watched: RecordingScenario = {
    title: 'is what is watched',
    series: phases([{ lasts: '40m', series: definition.feed(usual) }]),
    at: '40m',
    precision: 1e-9,
    samples: [{ labels, value: usual }],
  };
  return [
    {
      name: `anomaly-${name}-history`,
      interval: anomalyInterval,
      ...(past === 'season' && { testedEvery: '2h' }),
      rules: [
        record('anomaly:expected', expected, ofHistory.expected, past === 'day' ? { unnoticed: known } : {}),
        record('anomaly:deviation', deviation, ofHistory.deviation),
      ],
    },
    {
      name: `anomaly-${name}`,
      interval: anomalyInterval,
      rules: [
        record('anomaly:level', level, [watched], { watches, ...(unnoticed && { unnoticed }) }),
        record('anomaly:upper_band', upper, ofBand.upper),
        record('anomaly:lower_band', lower, ofBand.lower),
        alert(`${pascal(name)}Anomaly`, {
          for: definition.for ?? '12m',
          severity: definition.pages === undefined ? (definition.severity ?? 'info') : 'critical',
          minimum,
          labels: { symptom: `anomaly-${name}` },
          ...(ignore && { ignore }),
          expr: (numbers) => outside(name, numbers.minimum, definition),
          summary: `${summary} is unlike its past.`,
          description: `${summary} is {{ $value | humanize }}: more than ${deviations} standard deviations and more than ${Math.round(margin * 100)} % away from ${pasts[past]}.`,
          runbook: definition.runbook,
          scenarios: (numbers) => alertScenarios(numbers, name, definition),
        }),
      ],
    },
  ];
}

/** Where half a day is asked for, it does not matter whether that is looked for in one day or in two. */
const known = {
  '[1d] becomes [172800s] (2)': 'it only asks how much is known, and what is older than a day is known as well',
  '[1d] becomes [43200s] (2)': 'half a day without a gap has just as many samples as are asked for',
};

const pasts = { day: 'the mean of the day before', season: 'the same hour of the day and the week before' } as const;

function refuse(name: string, { minimum, deviations = 3, margin = 0.5, pages, unusual, whenGone }: Anomaly): void {
  const faults = [
    ...(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) ? [] : ['the name has to be of small letters, digits and hyphens']),
    ...(minimum > 0 ? [] : [`minimum is ${minimum}; without one, every trickle would be an anomaly`]),
    ...(deviations > 0 ? [] : [`deviations is ${deviations}; it has to be more than 0`]),
    ...(margin > 0 && margin < 1
      ? []
      : [`margin is ${margin}; it has to lie between 0 and 1, or a fall to zero is never seen`]),
    ...(unusual === 'high' && whenGone === 'zero' ? ['zero is never unusually high: leave out whenGone'] : []),
    ...(pages === undefined || pages.trim() !== '' ? [] : ['pages is empty; say why somebody has to get up']),
  ];
  if (faults.length > 0) throw new TypeError(`The anomaly '${name}' cannot be watched: ${faults.join('; ')}.`);
}

function pascal(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, _hyphen, letter: string) => letter.toUpperCase());
}
