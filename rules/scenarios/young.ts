import { type AlertNumbers, type Labels, type Scenario, seconds } from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import type { Signals } from './signal.ts';

/** What an alert about something that has just begun watches. */
export interface Young {
  readonly labels: Labels;
  /** The series of one that begins with the phase. */
  readonly begins: Signals;
  /** The series of one whose age is the threshold at the first sample. */
  readonly old: Signals;
  /** What else the expression reads. */
  readonly beside: Signals;
}

/** The scenarios of `age < threshold` without a `for`: it fires with the first sample, and ends with the age. The value is the age. */
export function youngScenarios(
  { threshold, keepFiringFor }: Pick<AlertNumbers, 'threshold' | 'keepFiringFor'>,
  { labels, begins, old, beside }: Young,
): Scenario[] {
  const kept = Math.ceil(seconds(keepFiringFor) / 60);
  const grown = Math.ceil(threshold / 60);
  const young = { ...beside, ...begins };
  const at = (minute: number) => [{ labels, value: minute * 60 }];
  return [
    {
      kind: 'fires',
      title: 'fires with the first sample after the start',
      series: phases([
        { lasts: '5m', series: { ...beside, ...old } },
        { lasts: '2m', series: young },
      ]),
      expect: { '4m': [], '5m': at(0) },
    },
    {
      kind: 'quiet',
      title: 'stays quiet about one that has run for a while',
      series: phases([{ lasts: '10m', series: { ...beside, ...old } }]),
      expect: { '0s': [], '10m': [] },
    },
    {
      kind: 'recovers',
      title: 'ends when it has run for a while',
      series: phases([{ lasts: `${grown + kept}m`, series: young }]),
      expect: { [`${grown - 1 + kept}m`]: at(grown - 1), [`${grown + kept}m`]: [] },
    },
    {
      kind: 'missing',
      title: 'ends when its series end',
      series: phases([
        { lasts: '2m', series: young },
        { lasts: `${kept + 2}m`, series: beside },
      ]),
      expect: { '1m': at(1), [`${2 + kept}m`]: [] },
    },
  ];
}
