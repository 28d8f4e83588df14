/** What a change is about, in the order in which it is said. */
export const subjects = [
  'stacks',
  'alerts',
  'recording rules',
  'rule groups',
  'routing',
  'scraping',
  'probes',
  'dashboards',
  'runbooks',
  'other files',
] as const;

/** One of them. */
export type Subject = (typeof subjects)[number];

/** One thing that is otherwise: `for`, `label severity`, `query A`. Without a value before and after, `what` says it all. */
export interface Detail {
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  /** How values are shown: PromQL is laid out, everything else stands as it is. */
  readonly promql?: true;
}

/** One thing that was added, removed or changed. */
export interface Change {
  readonly subject: Subject;
  /** `alert`, `route`, `panel`. */
  readonly thing: string;
  /** Of the thing, in words where it has no name of its own: `severity="critical"` of a route. */
  readonly name: string;
  /** What the thing is a part of: the title of a dashboard. */
  readonly within?: string;
  readonly sign: 'added' | 'removed' | 'changed';
  /** Of something that was added or removed: what it is. */
  readonly about?: string;
  readonly details: readonly Detail[];
  /** Of what the same was done to many: their names. */
  readonly names?: readonly string[];
}

/** Changes that are the same in these environments of a stack. */
export interface Section {
  readonly stack: string;
  readonly environments: readonly string[];
  readonly changes: readonly Change[];
}
