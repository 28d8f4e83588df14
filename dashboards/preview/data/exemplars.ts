// Exemplars: single measurements that Prometheus kept beside the numbers, with the trace of the request they are of.

/** One measurement. */
export interface Exemplar {
  /** Seconds since 1970. */
  readonly time: number;
  readonly value: number;
  /** Of the measurement itself: `trace_id`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Of the series that it belongs to. */
  readonly series: Readonly<Record<string, string>>;
}

/** Where the trace of an exemplar is: the label with its id, and an address in which `{id}` stands for it. */
export interface TraceLink {
  readonly label: string;
  readonly url: string;
}

type Labels = Readonly<Record<string, string>>;
type Loose = Readonly<Record<string, unknown>>;

const loose = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const labelsOf = (value: unknown): Labels =>
  Object.fromEntries(
    Object.entries(loose(value)).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );

/** `data` of the answer to `query_exemplars`; what is no exemplar is left out. */
export function readExemplars(data: unknown): Exemplar[] {
  return list(data).flatMap((each) => {
    const { seriesLabels, exemplars } = loose(each);
    return list(exemplars).flatMap((exemplar) => {
      const { labels, value, timestamp } = loose(exemplar);
      const [time, amount] = [Number(timestamp), Number(value)];
      if (!Number.isFinite(time) || !Number.isFinite(amount) || typeof value === 'boolean') return [];
      return [{ time, value: amount, labels: labelsOf(labels), series: labelsOf(seriesLabels) }];
    });
  });
}

const most = 100;

/** As many as can be told apart on a chart: the largest one of each hundredth of the range, since those are looked for. */
export function thinned(exemplars: readonly Exemplar[], from: number, to: number): Exemplar[] {
  const slots = new Map<number, Exemplar>();
  const width = (to - from) / most;
  for (const exemplar of exemplars) {
    if (exemplar.time < from || exemplar.time > to) continue;
    const slot = Math.min(most - 1, Math.floor((exemplar.time - from) / width));
    const before = slots.get(slot);
    if (before === undefined || exemplar.value > before.value) slots.set(slot, exemplar);
  }
  return [...slots.values()].sort((a, b) => a.time - b.time);
}

/** What the labels of traces are usually called. */
const usual = ['trace_id', 'traceID', 'traceId', 'TraceID'];

/** The id of the trace and the way to it; nothing where the exemplar names none, no way where nobody said where traces are. */
export function traceOf(
  { labels }: Exemplar,
  link: TraceLink | undefined,
): { readonly id: string; readonly href?: string } | undefined {
  const label = [...(link ? [link.label] : []), ...usual].find((name) => Object.hasOwn(labels, name));
  const id = label === undefined ? undefined : labels[label];
  if (id === undefined || id === '') return undefined;
  if (link?.label !== label || !/^https?:\/\//.test(link?.url ?? '')) return { id };
  return { id, href: (link?.url ?? '').replace('{id}', encodeURIComponent(id)) };
}
