import { type AlertNumbers, type Duration, type Scenario, seconds, sum } from '../../stacks/model/index.ts';
import { phases } from '../scenarios/phases.ts';
import { series } from '../scenarios/series.ts';
import { level, type Signals } from '../scenarios/signal.ts';
import { scenarios } from '../scenarios/standard.ts';
import { type Anomaly, anomalyInterval } from './definition.ts';

/** Unit tests of the alert of an anomaly, after a past that is given. */
export function alertScenarios(numbers: AlertNumbers, name: string, definition: Anomaly): Scenario[] {
  const { margin = 0.5, unusual = 'both', whenGone, settles = '0s', labels, feed } = definition;
  const { minimum } = numbers;
  const usual = minimum * 10;
  const bound = usual * (unusual === 'low' ? 1 - margin : 1 + margin);
  // With so many digits that no text rounds it up or down as a mean of it happens to err.
  const [bad, good] = unusual === 'low' ? [bound * 0.99387, bound * 1.02] : [bound * 1.00613, bound * 0.98];

  /** A past that was so high and even, so that the margin is the band. */
  const around = (center: number, anomaly = name): Signals => ({
    [series('anomaly:expected', { anomaly, ...labels })]: level(center),
    [series('anomaly:deviation', { anomaly, ...labels })]: level(0),
  });
  /** At a level, after such a past. */
  const state = (value: number, center = usual): Signals => ({ ...feed(value), ...around(center), ...others });
  /** Another anomaly that is as bad. */
  const others: Signals = {
    ...around(usual, 'another'),
    [series('anomaly:level', { anomaly: 'another', ...labels })]: level(bad),
    [series('anomaly:upper_band', { anomaly: 'another', ...labels })]: level(usual * (1 + margin)),
    [series('anomaly:lower_band', { anomaly: 'another', ...labels })]: level(usual * (1 - margin)),
  };
  const firing = (value: number) => [{ labels: { ...labels, anomaly: name }, value }];
  const long = ticks(sum(numbers.for, anomalyInterval, anomalyInterval, settles));
  const steady = (kind: Scenario['kind'], title: string, signals: Signals, value?: number): Scenario => ({
    ...{ kind, title },
    series: phases([{ lasts: ticks(long), series: signals }]),
    expect: { [ticks(long)]: value === undefined ? [] : firing(value) },
  });

  const standard = scenarios(numbers, {
    ...{ labels: { ...labels, anomaly: name }, value: bad, every: anomalyInterval },
    // With samples so close, a window is full of the new state when it is over, whatever is computed of it.
    ...{ step: '15s', lead: long, calm: state(usual), onset: settles, ease: settles, lingers: false },
    bad: state(bad),
    good: state(good),
    titles: { quiet: 'stays quiet just inside of its band' },
  });
  return [
    ...standard.filter(({ kind }) => kind !== 'missing' || whenGone !== 'zero'),
    ...(whenGone === 'zero' ? [steady('missing', 'fires when it is gone', around(usual), 0)] : []),
    ...(unusual === 'low'
      ? []
      : [
          steady('fires', 'fires when there is just enough of it', state(minimum * 1.02, minimum / 2), minimum * 1.02),
          steady('quiet', 'stays quiet where hardly anything happens', state(minimum * 0.98, minimum / 2)),
        ]),
    ...(unusual === 'high'
      ? []
      : [
          steady('fires', 'fires when it falls to nothing', state(0), 0),
          steady('fires', 'fires when there is usually just enough of it', state(0, minimum * 1.02), 0),
          steady('quiet', 'stays quiet where there is usually too little', state(0, minimum * 0.98)),
        ]),
  ];
}

/** The next evaluation after a time. */
function ticks(length: Duration): Duration {
  const tick = seconds(anomalyInterval);
  return `${(Math.ceil(seconds(length) / tick) * tick) / 60}m`;
}
