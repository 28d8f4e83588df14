import { changesOf, type Suffered } from './faults/effects.ts';
import { hashOf, normal } from './random.ts';
import type { SimulatedSeries } from './series.ts';
import { conditionsOf } from './simulate.ts';
import type { SimulatorSpec } from './spec.ts';

/** How a request goes that somebody really sends. */
export interface RequestCourse {
  readonly seconds: number;
  readonly fails: boolean;
}

/** When a request comes, and what the service suffers then. */
export interface RequestMoment {
  readonly tick: number;
  readonly epoch: number;
  readonly suffered: readonly Suffered[];
}

/** What a request takes in a usual hour, and at most: nobody waits longer. */
const USUAL_SECONDS = 0.02;
const MOST_SECONDS = 10;

/** How long a request takes and whether it fails, by the same conditions and faults as what is simulated. */
export function requestAt(spec: SimulatorSpec, { tick, epoch, suffered }: RequestMoment): RequestCourse {
  const { latency, failures } = conditionsOf(spec, tick, epoch, suffered);
  const changes = (type: 'counter' | 'histogram') =>
    spec.metrics
      .filter((metric) => metric.type === type && /^http_request/.test(metric.name))
      .flatMap((metric) => changesOf(standIn(metric), suffered, tick).map(({ change }) => change));
  const share = changes('counter').reduce(
    (most, change) => (change.kind === 'fails' ? Math.max(most, change.share) : most),
    failures,
  );
  const times = changes('histogram').reduce((by, change) => (change.kind === 'times' ? by * change.by : by), 1);
  // Requests of the same second differ, so this cannot come from the tick alone.
  const deviation = normal(hashOf(spec.service), tick, Math.floor(Math.random() * 1e6));
  return {
    seconds: Math.min(MOST_SECONDS, USUAL_SECONDS * latency * times * Math.exp(0.5 * deviation)),
    fails: Math.random() < share,
  };
}

function standIn(metric: SimulatedSeries['metric']): SimulatedSeries {
  return { metric, labels: {}, failing: true, mixed: true, share: 1, reached: 1, key: 0 };
}
