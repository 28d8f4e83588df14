import { Counter, Gauge, TracedCounter } from './cells.ts';
import type { ClientRegistry, SeriesLabels } from './client.ts';
import type { MetricDefinition, MetricSet } from './definition.ts';
import type { ExemplarSource } from './exemplars.ts';
import { counterHandle, gaugeHandle, type Handles, observerHandle } from './handles.ts';
import { Histogram, TracedHistogram } from './histogram.ts';
import type { Loss } from './limits.ts';
import { instrumentationMetrics, redactionMetrics } from './own-metrics.ts';
import { REDACTED, type Redaction, redactValue } from './redact.ts';
import { conflicts, type Place, register } from './register.ts';
import { SeriesTable } from './series.ts';
import { Summary } from './summary.ts';
import { MetricDefinitionError, mistakesIn } from './validate.ts';
import { tell, type Warn } from './warn.ts';

/** What the handles write to. */
export interface InstrumentOptions {
  /** The registry that the application serves under `/metrics`, of prom-client 15 or of @prometheus-io/client. */
  readonly registry: ClientRegistry;
  /** Labels with one value each for every series, such as `{ tenant: 'north' }`. */
  readonly labels?: SeriesLabels;
  /** The most series that one metric keeps, besides its overflow series; 2000 when absent. */
  readonly maxSeries?: number;
  /** Called once for each metric that loses label values, with a sentence for a log; `process.emitWarning` when absent. */
  readonly warn?: Warn;
  /** Where exemplars for counters and histograms come from: `activeTrace(trace)`. None when absent. */
  readonly exemplars?: ExemplarSource;
  /**
   * Takes secrets, tokens and e-mail addresses out of label values. `false` leaves values as they are: only where labels hold
   * addresses on purpose and the metrics are kept as safe as those.
   */
  readonly redact?: Redaction | false;
}

const DEFAULT_MAX_SERIES = 2000;

/** What to call when something is lost. */
interface Losses {
  readonly onLoss: (loss: Loss | 'full', label?: string) => void;
  readonly lose: () => void;
  readonly reject: () => void;
}

interface Target extends Place {
  readonly maxSeries: number;
  readonly exemplars: ExemplarSource | undefined;
  readonly redact: Redaction;
}

/**
 * Registers the metrics of a set and returns a typed handle for each. Done again with the same definitions on the same
 * registry, it returns handles on the same series, with the limits, the exemplars and the redaction of the first time. Handles never throw: a label value outside its list or bound, or a
 * series beyond `maxSeries`, is counted under `__other__` and in `narthex_series_dropped_total`.
 *
 * ```ts
 * const metrics = instrument(shop, { registry: client.register });
 * metrics.orders.inc({ channel: 'web' });
 * const duration = metrics.duration.with({ step: 'pay' }); // held: no look-up for each call
 * duration.observe(0.2);
 * ```
 *
 * Throws one error that lists every metric whose name the registry already holds with another shape, and every constant
 * label that is no label name, that a metric has as its own, or that holds what `redact` takes out; and a `MetricDefinitionError` for definitions that `defineMetrics` has
 * not seen and Prometheus would refuse, such as buckets out of order.
 */
export function instrument<S extends MetricSet>(set: S, options: InstrumentOptions): Handles<S> {
  const { registry, labels = {}, maxSeries = DEFAULT_MAX_SERIES, warn } = options;
  const mistakes = mistakesIn(set, false);
  if (mistakes.length > 0) throw new MetricDefinitionError(mistakes);
  const target = { registry, labels, maxSeries, exemplars: options.exemplars, redact: redactionOf(options) };
  const own = targetOfOwn(registry);
  refuseConflicts([
    ...(maxSeries >= 1 ? [] : [`maxSeries is ${maxSeries}. Give a whole number from 1 up, or leave it out.`]),
    ...Object.values(set).flatMap((definition) => conflicts(definition, target)),
    ...Object.values({ ...instrumentationMetrics, ...redactionMetrics }).flatMap((definition) =>
      conflicts(definition, own),
    ),
    ...sensitive(labels, target.redact),
  ]);
  const { dropped, rejected } = instrumentOwn(instrumentationMetrics, registry);
  return handlesOf(set, target, ({ name }) => {
    const metric = { metric: name };
    // At zero from the start, so that `increase` sees the very first one.
    const [lost, thrown] = [dropped.with(metric), rejected.with(metric)];
    let warned = false;
    return {
      lose: () => lost.inc(),
      reject: () => thrown.inc(),
      onLoss: (loss, label) => {
        if (loss === 'sensitive') instrumentOwn(redactionMetrics, registry).redacted.inc(metric);
        else lost.inc();
        if (warned) return;
        warned = true;
        tell('Metric', warn, sentenceFor(name, loss, label, maxSeries));
      },
    };
  });
}

/** Metrics of this package itself: without constant labels, limits, or losses of their own. */
export function instrumentOwn<S extends MetricSet>(
  set: S,
  registry: ClientRegistry,
  labels: SeriesLabels = {},
): Handles<S> {
  const target = targetOfOwn(registry, labels);
  refuseConflicts([
    ...Object.values(set).flatMap((definition) => conflicts(definition, target)),
    ...sensitive(labels, redactValue),
  ]);
  return handlesOf(set, target, () => ({ onLoss: ignore, lose: ignore, reject: ignore }));
}

function targetOfOwn(registry: ClientRegistry, labels: SeriesLabels = {}): Target {
  return { registry, labels, maxSeries: Number.POSITIVE_INFINITY, exemplars: undefined, redact: (text) => text };
}

function redactionOf({ redact = redactValue }: InstrumentOptions): Redaction {
  if (redact === false) return (text) => text;
  return (text) => {
    try {
      return redact(text);
    } catch {
      // What cannot be judged stays inside.
      return REDACTED;
    }
  };
}

/** Constant labels stand on every series as they are, so what must not leave is refused at once. */
function sensitive(labels: SeriesLabels, redact: Redaction): string[] {
  return Object.entries(labels)
    .filter(([, value]) => redact(String(value)) !== String(value))
    .map(
      ([label]) => `the constant label ${label} looks like a secret, a token or an e-mail address. Give another value.`,
    );
}

function refuseConflicts(found: readonly string[]): void {
  if (found.length > 0) throw new Error(`The metrics cannot be registered:\n  ${found.join('\n  ')}`);
}

// The value itself is left out: it may be what must not stand in a log.
function sentenceFor(name: string, loss: Loss | 'full', label: string | undefined, maxSeries: number): string {
  const why = {
    'not listed': `its label ${label} was given a value that is not in its list. Add it to the definition`,
    'bound reached': `its label ${label} has had as many values as its bound allows. Raise the bound, or record something with fewer values`,
    'too long': `its label ${label} was given a value of more than 1024 characters. Record a name, not a text`,
    'no text': `its label ${label} was given no text. Pass every label as a string`,
    sensitive: `its label ${label} was given a value that looks like a secret, a token or an e-mail address. Record something else`,
    full: `it has ${maxSeries} series. Take the label with the most values out of it, or raise maxSeries`,
  }[loss];
  const becomes = loss === 'sensitive' ? '__redacted__' : '__other__';
  return `The metric ${name} counts values under ${becomes}, because ${why}. This is said once.`;
}

function handlesOf<S extends MetricSet>(
  set: S,
  target: Target,
  lossesOf: (definition: MetricDefinition) => Losses,
): Handles<S> {
  const handles = Object.entries(set).map(([key, definition]) => [key, handleOf(definition, target, lossesOf)]);
  // Each handle is of the type that its definition asks for, which the compiler cannot follow entry by entry.
  return Object.freeze(Object.fromEntries(handles)) as Handles<S>;
}

function handleOf(definition: MetricDefinition, target: Target, lossesOf: (definition: MetricDefinition) => Losses) {
  const { labels } = target;
  const { tables } = register(definition, target);
  const constants = JSON.stringify(Object.entries(labels).sort());
  const { onLoss, lose, reject } = lossesOf(definition);
  const { maxSeries, exemplars, redact } = target;
  const table = <C extends Counter | Gauge | Histogram | Summary>(create: (labels: string) => C) => {
    // What is there has the same shape, so its cells are of the same kind.
    const found = tables.get(constants) as SeriesTable<C> | undefined;
    const options = { labels: definition.labels, constants: labels, maxSeries, create, onLoss, redact };
    const series = found ?? new SeriesTable<C>(options);
    tables.set(constants, series);
    return { series, labelNames: Object.keys(definition.labels), reject, lose };
  };
  switch (definition.type) {
    case 'counter':
      return counterHandle(
        table((text) => (exemplars ? new TracedCounter(text, reject, exemplars) : new Counter(text, reject))),
      );
    case 'gauge':
      return gaugeHandle(table((text) => new Gauge(text, reject)));
    case 'histogram': {
      const bounds = definition.buckets;
      return observerHandle(
        table((text) =>
          exemplars ? new TracedHistogram(text, reject, bounds, exemplars) : new Histogram(text, reject, bounds),
        ),
      );
    }
    case 'summary':
      return observerHandle(table((text) => new Summary(text, reject, definition.quantiles)));
  }
}

function ignore(): void {}
