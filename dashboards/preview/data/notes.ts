// What of a panel this preview leaves out, in words: they stand on the panel.
import { flag, type JsonObject, object, objects, text } from './read.ts';

/** What has to be known of a panel beside its own JSON. */
export interface Around {
  readonly dashboard: JsonObject;
  /** Names of transformations that the preview does not know. */
  readonly unknown: readonly string[];
  /** How far the clock of whoever looks is from UTC, in minutes. */
  readonly offsetMinutes: number;
}

/** They draw series as Prometheus gave them; transformations are for tables and single values. */
const graphs = ['timeseries', 'graph', 'heatmap', 'state-timeline'];

/** Everything that Grafana would do with this panel, and the preview does not. */
export function notesOf(panel: JsonObject, { dashboard, unknown, offsetMinutes }: Around): string[] {
  const graph = graphs.includes(text(panel, 'type') ?? '');
  const given = objects(panel, 'transformations').filter((each) => !flag(each, 'disabled'));
  const without = graph ? given.map((each) => text(each, 'id') ?? 'without a name') : unknown;
  const [repeat, from, shift] = ['repeat', 'timeFrom', 'timeShift'].map((key) => text(panel, key));
  return [
    ...[...new Set(without)].map((id) => `without '${id}'`),
    ...(repeat ? [`not repeated for ${repeat}`] : []),
    ...(from ? [`without its own range of ${from}`] : []),
    ...(shift ? [`not shifted by ${shift}`] : []),
    ...(graph && percent(panel) ? ['stacked, but not to 100%'] : []),
    ...(graph && text(dashboard, 'timezone') === 'utc' && offsetMinutes !== 0 ? ['local time, not UTC'] : []),
  ];
}

function percent(panel: JsonObject): boolean {
  const settings = object(panel, 'fieldConfig');
  const properties = objects(settings, 'overrides').flatMap((override) => objects(override, 'properties'));
  const modes = [
    text(settings, 'defaults', 'custom', 'stacking', 'mode'),
    ...properties.map((each) => (text(each, 'id') === 'custom.stacking' ? text(each, 'value', 'mode') : undefined)),
  ];
  return modes.includes('percent');
}
