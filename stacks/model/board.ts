import type * as units from '@grafana/grafana-foundation-sdk/units';
import type { Expression } from '../../promql/index.ts';
import type { Color } from './colors.ts';
import type { Duration } from './duration.ts';
import type { Emptiness } from './emptiness.ts';
import type { Severity } from './rule.ts';
import type { LintSuppression, Suppression } from './suppression.ts';

/** A unit that Grafana knows, by its id: `s`, `bytes`, `percentunit`, `reqps`. A misspelt one does not compile. */
export type Unit = Extract<(typeof units)[keyof typeof units], string>;

/** A unit that is not that of the query, and why it is no mistake. */
export interface UnitForReason {
  readonly is: Unit;
  /** What a reviewer would ask. */
  readonly because: string;
}

/** One query of a panel. */
export interface Query {
  /** May use `$__rate_interval` and the variables of the board. */
  readonly expr: Expression;
  /** The name of a series: `p99 {{job}}`. Its labels must survive the aggregation. */
  readonly legend: string;
  /** Findings of `narthex check` that are meant to be, each with its reason. */
  readonly ignore?: readonly Suppression[];
}

/** What a value is called, so that nobody depends on a colour alone. */
export interface Mapping {
  readonly value: number;
  readonly text: string;
  readonly color: Color;
}

/** The alerts that watch what a panel shows. Their numbers become its thresholds, their runbooks its links. */
export interface Guard {
  /** By name; those that an environment leaves out are left out here as well. */
  readonly alerts: readonly string[];
  /** On which side of the threshold they fire. */
  readonly fires: 'above' | 'below';
  /** From the alert's number to the panel's unit: 86400 for days shown in seconds. Default 1. */
  readonly scale?: number;
  /** Where the colour changes for an alert without a number of its own, because it fires at the first occurrence. */
  readonly bound?: number;
  /** The panel shows another unit than the alert compares: it leads to the alert, and takes no colour from its number. */
  readonly linkOnly?: boolean;
}

/** Another board that shows more of what a panel shows. */
export interface DrillDown {
  /** The name of a board of the same stack; a link to one that the stack does not have is left out. */
  readonly board: string;
  readonly title: string;
  /** Labels of the series that the other board's variables of the same names take over. Those at the top of the board are taken over anyway. */
  readonly labels?: readonly string[];
}

interface AnyPanel {
  /** Unique on the board and kept for ever: the panel's id follows from it, and links hold that id. */
  readonly key: string;
  /** What stands above it. */
  readonly title: string;
  /** Its share of the line's width against the others. Default 1. */
  readonly share?: number;
  /** Findings of the dashboard rules that are meant to be here, each with its reason. */
  readonly ignore?: readonly LintSuppression[];
}

interface PanelCommon extends AnyPanel {
  /** What it shows, one or two sentences. */
  readonly shows: string;
  /** What to do when it looks bad. */
  readonly action: string;
  /**
   * In which unit it shows values. Left out: that of the first query, as the checker infers it. Given: a finer word for the same, or
   * something else for a reason.
   */
  readonly unit?: Unit | UnitForReason;
  /** Stands in place of missing data and says why there is none. */
  readonly noValue: string;
  readonly queries: readonly Query[];
  /** Digits behind the point; Grafana chooses them if left out. */
  readonly decimals?: number;
  /** The least value of the axis. */
  readonly min?: number;
  /** The largest value of the axis. */
  readonly max?: number;
  readonly guard?: Guard;
  /** It counts something that is bad by itself: from 1 on it has the colour of this severity. */
  readonly counts?: Severity;
  readonly mappings?: readonly Mapping[];
  /** The longest scrape interval of what it reads, where that is longer than usual: windows and steps have to match it. */
  readonly interval?: Duration | undefined;
  /** Why a healthy stack may have no data here. A check against a running stack fails when that is not true any more. */
  readonly mayBeEmpty?: Emptiness;
  readonly drillDown?: readonly DrillDown[];
}

/** The newest value, large. */
export interface StatPanel extends PanelCommon {
  readonly kind: 'stat';
  /** Each value stands beside the name of its series; for more than one series. */
  readonly named?: boolean;
}

/** Values over time as lines. */
export interface TimeSeriesPanel extends PanelCommon {
  readonly kind: 'timeseries';
  /** The series are parts of one whole. */
  readonly stacked?: boolean;
  /** Colours of series by a regular expression over their names. */
  readonly colors?: Readonly<Record<string, Color>>;
  /** Surfaces between two series, by their whole names as the legend writes them: Grafana knows no pattern here. */
  readonly bands?: readonly { readonly upper: string; readonly lower: string }[];
}

/** The newest value between its least and its most. */
export interface GaugePanel extends PanelCommon {
  readonly kind: 'gauge';
  readonly min: number;
  readonly max: number;
}

/** The newest values side by side as bars; for a ranking. */
export interface BarGaugePanel extends PanelCommon {
  readonly kind: 'bargauge';
}

/** How values are distributed over time: series with `le`, by their bounds. The unit is that of the bounds. */
export interface HeatmapPanel extends PanelCommon {
  readonly kind: 'heatmap';
}

/** Words: Markdown. */
export interface TextPanel extends AnyPanel {
  readonly kind: 'text';
  readonly text: string;
}

/** States over time as bars of colour. */
export interface TimelinePanel extends PanelCommon {
  readonly kind: 'timeline';
}

/** One column of a table: a label of the series, or `Value`. */
export interface Column {
  /** A label, or the name of a query. */
  readonly field: string;
  /** Its heading. */
  readonly title: string;
  readonly unit?: Unit;
  /** In pixels. */
  readonly width?: number;
  readonly colors?: Readonly<Record<string, Color>>;
  /** Each cell links to the runbook of the alert that it names. */
  readonly alertLink?: boolean;
  /** Each cell links to a board of the stack, whose variable takes over the cell: `{ board: 'service', variable: 'job' }`. */
  readonly boardLink?: { readonly board: string; readonly variable: string };
}

/** The newest values as a table with these columns and no others. */
export interface TablePanel extends PanelCommon {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  /** Title of the column by which it is sorted. */
  readonly sortBy: string;
  /** The largest first. Default: the smallest. */
  readonly descending?: boolean;
}

/** One panel that shows data. */
export type DataPanel =
  | StatPanel
  | TimeSeriesPanel
  | TimelinePanel
  | TablePanel
  | GaugePanel
  | BarGaugePanel
  | HeatmapPanel;

/** One panel. */
export type Panel = DataPanel | TextPanel;

/** Panels side by side; together they fill the whole width. */
export interface Line {
  /** In grid units of Grafana (30 pixels and a gap of 8). */
  readonly height: number;
  readonly panels: readonly Panel[];
}

/** Panels about one subject. */
export interface Row {
  /** Unique on the board. */
  readonly key: string;
  /** Without a title there is no heading: for the first row only. */
  readonly title?: string;
  /** Closed until somebody opens it; its queries do not run before that. */
  readonly collapsed?: boolean;
  readonly lines: readonly Line[];
}

/**
 * A choice at the top of the board; several values and all of them can be chosen, so queries match it by `=~"$name"`. A query that uses another
 * variable of the board stands after it.
 */
export interface Variable {
  /** Queries use it as `$name`. */
  readonly name: string;
  /** What people read beside the choice. */
  readonly label: string;
  /** `label_values(metric, label)`. */
  readonly query: Expression;
}

/** Marks in time over all graphs. */
export interface Annotation {
  /** What people switch on and off. */
  readonly name: string;
  /** A mark for each series of the result, at each time that it has a value. */
  readonly expr: Expression;
  /** May use `{{label}}`. */
  readonly title: string;
  /** What the mark says; may use `{{label}}`. */
  readonly text: string;
  /** Labels whose values stand below it. */
  readonly tags: readonly string[];
  readonly color: Color;
}

/** A dashboard as data, before it takes Grafana's shape. */
export interface Board {
  /** Last part of the uid: `overview`. */
  readonly name: string;
  /** Its heading. */
  readonly title: string;
  /** The question that it answers. */
  readonly description: string;
  /** How far back it looks when opened. */
  readonly from: Duration;
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
  readonly rows: readonly Row[];
  /** Findings of the dashboard rules that are meant to be anywhere on it, each with its reason. */
  readonly ignore?: readonly LintSuppression[];
}
