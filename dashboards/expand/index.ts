// What Grafana makes of the queries of a dashboard before it asks Prometheus, step by step as Grafana 13 does it. It touches neither
// files nor network and knows no SDK, so a page in the browser bundles it too.
export { type Format, type FormatName, formats, literal, prometheusFormat } from './formats.ts';
export {
  type BackendIntervals,
  backendIntervals,
  browserInterval,
  type IntervalSettings,
  intervalMilliseconds,
  roundInterval,
} from './intervals.ts';
export { legend, seriesName } from './legend.ts';
export { goDuration, type MacroValues, macroNames, replaceMacros, singleUnit } from './macros.ts';
export { type ExpandedQuery, expandQuery, type PanelQuery, type QueryContext } from './query.ts';
export { type Reference, references, replaceReferences } from './references.ts';
export { sortOptions, type VariableSort } from './sort.ts';
export {
  type ApiRequest,
  answeredTexts,
  type VariableAnswer,
  type VariableRequest,
  variableOptions,
  variableRequest,
} from './variable-query.ts';
export {
  all,
  chosen,
  type Interpolation,
  interpolate,
  type Option,
  unexpanded,
  type VariableState,
  type Variables,
} from './variables.ts';
