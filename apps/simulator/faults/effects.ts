import { type Role, roleOf } from '../roles.ts';
import type { SimulatedSeries } from '../series.ts';
import type { SimulatorSpec } from '../spec.ts';
import { type Change, type Effect, type FaultKind, type FaultName, faultKinds } from './kinds.ts';

/** A fault that a service suffers since a tick. */
export interface Suffered {
  readonly fault: FaultName;
  readonly since: number;
}

/** A change to a series, and for how many ticks it has been going on. */
export interface Applied {
  readonly change: Change;
  readonly elapsed: number;
}

/** Everything that the faults do to a series at a tick, in their order. */
export function changesOf(series: SimulatedSeries, suffered: readonly Suffered[], tick: number): readonly Applied[] {
  return suffered.flatMap(({ fault, since }) =>
    effectsOf(fault)
      .filter((effect) => moves(effect, series))
      .map(({ change }) => ({ change, elapsed: Math.max(0, tick - since) })),
  );
}

/** How many times as much is asked of the service as usual. */
export function loadOf(suffered: readonly Suffered[]): number {
  return suffered.reduce((factor, { fault }) => factor * (kindOf(fault).load ?? 1), 1);
}

/** A fault as any other, without what only it says. */
export function kindOf(fault: FaultName): FaultKind {
  return faultKinds[fault];
}

/**
 * The names of the metrics that a fault moves in a service, those of Prometheus and of the Blackbox exporter about it among them. Empty
 * when the service has nothing that the fault is about.
 */
export function movedBy(
  fault: FaultName,
  all: readonly SimulatedSeries[],
  { probed }: Pick<SimulatorSpec, 'probed'>,
): readonly string[] {
  const kind = kindOf(fault);
  const seen = outside(kind, probed === true);
  const loaded = kind.load === undefined ? [] : namesOf(all, isLoaded);
  const own = (effects: readonly Effect[]) => namesOf(all, (series) => effects.some((effect) => moves(effect, series)));
  const first = own(kind.effects.filter(({ follows }) => follows === undefined));
  if (seen.length + loaded.length + first.length === 0) return [];
  return [...new Set([...seen, ...loaded, ...own(kind.effects)])];
}

/** What moves with the load. */
const LOADED: readonly Role[] = ['work', 'failures', 'duration', 'measure', 'waiting', 'memory', 'processor'];

function effectsOf(fault: FaultName): readonly Effect[] {
  return kindOf(fault).effects;
}

function moves({ roles, where, change }: Effect, series: SimulatedSeries): boolean {
  const { metric, labels, mixed } = series;
  const role = roleOf(metric);
  if (!roles.includes(role)) return false;
  // A share of the work can only fail where failures are counted apart.
  if (change.kind === 'fails' && role === 'work' && !mixed) return false;
  if (change.kind === 'stops' && role === 'work' && series.failing) return false;
  return where === undefined || where.test(`${metric.name}${textOf(labels)}`);
}

function textOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `{${pairs.join(',')}}`;
}

function isLoaded({ metric }: SimulatedSeries): boolean {
  return LOADED.includes(roleOf(metric));
}

function namesOf(all: readonly SimulatedSeries[], wanted: (series: SimulatedSeries) => boolean): string[] {
  return [...new Set(all.filter(wanted).map(({ metric }) => metric.name))];
}

/** What others see: a service that does not answer is not up, and no probe of it succeeds. */
function outside({ answers }: FaultKind, probed: boolean): string[] {
  const probe = probed ? ['probe_success'] : [];
  switch (answers) {
    case 'nothing':
    case 'exit':
      return ['up', ...probe];
    case 'ill':
      return probe;
    default:
      return [];
  }
}
