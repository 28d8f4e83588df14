// What of a panel this preview leaves out, in words: they stand on the panel.
import { type JsonObject, object, objects, text } from './read.ts';

/** What has to be known of a panel beside its own JSON. */
export interface Around {
  readonly dashboard: JsonObject;
  /** Names of transformations that the preview does not know. */
  readonly unknown: readonly string[];
  /** Names of the variables that there are. */
  readonly variables: readonly string[];
  /** How far the clock of whoever looks is from UTC, in minutes. */
  readonly offsetMinutes: number;
}

/** What stands on an axis of time. */
const graphs = ['timeseries', 'graph', 'heatmap', 'state-timeline'];

/** Everything that Grafana would do with this panel, and the preview does not. */
export function notesOf(panel: JsonObject, { dashboard, unknown, variables, offsetMinutes }: Around): string[] {
  const graph = graphs.includes(text(panel, 'type') ?? '');
  const [repeat, from, shift] = ['repeat', 'timeFrom', 'timeShift'].map((key) => text(panel, key));
  return [
    ...[...new Set(unknown)].map((id) => `without '${id}'`),
    ...(repeat && !variables.includes(repeat) ? [`not repeated: there is no ${repeat}`] : []),
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
