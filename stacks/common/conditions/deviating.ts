import { type AlertDefinition, promql, type Signal, scenarios, seconds, series } from 'narthex';
import { type Program, serviceOf } from './program.ts';

/** How long ago the past ends that the present is compared with: what has just begun is no part of it. */
const recent = '15m';

/**
 * The condition that a recorded series of the service is a multiple of its own mean, above or below it, and its scenarios. `threshold` is the
 * multiple, `window` how long the past is. The texts must not show the value, which changes as the past moves on.
 */
export function deviates(
  program: Program,
  {
    recorded,
    fires,
    usually,
  }: { readonly recorded: string; readonly fires: 'above' | 'below'; readonly usually: number },
): Pick<AlertDefinition, 'expr' | 'scenarios'> {
  const labels = serviceOf(program);
  const sign = fires === 'above' ? '>' : '<';
  return {
    expr: ({ threshold, window }) =>
      promql`${recorded} / avg_over_time(${recorded}[${window}] offset ${recent}) ${sign} ${threshold}`,
    scenarios: (numbers) => {
      const { threshold, window } = numbers;
      const length = seconds(window);
      const lead = 2 * length + seconds(recent) + 3600;
      // In the window the mean is the usual value, and in each half of it another one; before it there was four times as much.
      const before = lead - length - seconds(recent) - 300;
      const middle = lead - length / 2 - 600;
      const past: Signal = ({ time }) => usually * (time < before ? beyond[fires] : time < middle ? 0.9 : 1.1);
      const is = (value: Signal) => ({ [series(recorded, labels)]: value });
      const now =
        (factor: number): Signal =>
        () =>
          factor * threshold * usually;
      const [bad, good] = fires === 'above' ? [1.03, 0.97] : [0.97, 1.03];
      return scenarios(numbers, {
        labels,
        lead: `${lead}s`,
        calm: is(past),
        bad: is(now(bad)),
        good: is(now(good)),
      });
    },
  };
}

/** What the time before the window is like, so that whoever looks back too far sees nothing unusual. */
const beyond = { above: 4, below: 0.2 };
