/** The two text formats of a `/metrics` answer. */
export type ExpositionFormat = 'text' | 'openmetrics';

/** The type that a `# TYPE` line says; `untyped` also where there is none. The last four are of OpenMetrics. */
export type FamilyType =
  | 'counter'
  | 'gauge'
  | 'histogram'
  | 'summary'
  | 'untyped'
  | 'unknown'
  | 'info'
  | 'stateset'
  | 'gaugehistogram';

/** An example of what was counted, such as the trace of one request: OpenMetrics has them behind a sample. */
export interface Exemplar {
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** Seconds since 1970. */
  readonly timestamp?: number;
}

/** One line with a value. */
export interface Sample {
  /** With the ending of its kind: `http_request_duration_seconds_bucket`. */
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** Seconds since 1970, in both formats. */
  readonly timestamp?: number;
  readonly exemplar?: Exemplar;
}

/** The samples of one metric with what is said about it. */
export interface Family {
  /** As `# TYPE` names it: in OpenMetrics a counter has no `_total` here. */
  readonly name: string;
  readonly type: FamilyType;
  readonly help: string;
  /** From `# UNIT`, which OpenMetrics has; empty where nothing is said. */
  readonly unit: string;
  readonly samples: readonly Sample[];
}

/** What a program exposed at one moment, families in the order in which they first appear. */
export interface Exposition {
  readonly format: ExpositionFormat;
  readonly families: readonly Family[];
}

/** A text that is no exposition, with the place of the first mistake. Lines and columns start at 1. */
export class ExpositionError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.name = 'ExpositionError';
    this.line = line;
    this.column = column;
  }
}
