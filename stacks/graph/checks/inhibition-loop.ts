import { type Inhibition, watchdogAlert } from '../../model/index.ts';
import type { SentAlert } from '../graph.ts';
import { inhibitionName, mutingOf } from '../inhibition.ts';
import { canMatch } from '../labels.ts';
import type { GraphCheck } from './check.ts';

/** NX909 */
export const inhibitionLoop: GraphCheck = {
  code: 'NX909',
  name: 'inhibition-loop',
  severity: 'error',
  title: 'Alerts that mute one another, or an alert that mutes the watchdog.',
  why:
    'An alert that is muted still mutes others. When all of a circle fire, nobody is told of any of them; and a watchdog that is muted ' +
    'calls somebody for a stack that works.',
  *run(graph, { stack }) {
    const steps = stack.inhibitions.flatMap((inhibition, index) =>
      mutingOf(inhibition, graph.alerts).pairs.map((pair): Step => ({ ...pair, inhibition, index })),
    );
    for (const { index, source } of steps.filter(({ target }) => target.name === watchdogAlert)) {
      yield {
        where: inhibitionName(index),
        written: { path: ['inhibitions', index] },
        message: `${source.name} mutes ${watchdogAlert}, and the heartbeat stops`,
        fix: `leave it out: target: { alertname: isNot('${watchdogAlert}'), … }`,
      };
    }
    for (const circle of circlesOf(steps)) {
      const index = Math.min(...circle.map((step) => step.index));
      const [first] = circle;
      const names = circle.map(
        (step) => `${step.source.name} mutes ${step.target.name} (${inhibitionName(step.index)})`,
      );
      yield {
        where: inhibitionName(index),
        written: { path: ['inhibitions', index] },
        message: `${names.join(', ')}: when ${circle.length === 2 ? 'both' : 'all'} fire, nobody is told`,
        fix: `let one of them stay the cause: take ${first?.source.name ?? 'it'} out of the targets`,
      };
    }
  },
};

/** An alert that can mute another one by an inhibition. */
interface Step {
  readonly source: SentAlert;
  readonly target: SentAlert;
  readonly inhibition: Inhibition;
  readonly index: number;
}

/** One circle through each group of steps that lead back to one another; the same alert has to pass on both of its sides. */
function circlesOf(steps: readonly Step[]): Step[][] {
  const bySource = new Map<SentAlert, Step[]>();
  for (const step of steps) bySource.set(step.source, [...(bySource.get(step.source) ?? []), step]);
  const found: Step[][] = [];
  const seen = new Set<Step>();
  for (const start of steps) {
    if (seen.has(start)) continue;
    const circle = shortestCircle(start, bySource);
    if (circle === undefined || circle.some((step) => seen.has(step))) continue;
    for (const step of circle) seen.add(step);
    found.push(circle);
  }
  return found;
}

/** The shortest way from a step back to itself. */
function shortestCircle(start: Step, bySource: ReadonlyMap<SentAlert, readonly Step[]>): Step[] | undefined {
  const came = new Map<Step, Step | undefined>([[start, undefined]]);
  const queue = [start];
  for (const step of queue) {
    if (follows(step, start)) return wayTo(step, came);
    for (const next of bySource.get(step.target) ?? []) {
      if (came.has(next) || !follows(step, next)) continue;
      came.set(next, step);
      queue.push(next);
    }
  }
  return undefined;
}

function follows(step: Step, next: Step): boolean {
  return step.target === next.source && canMatch([step.inhibition.target, next.inhibition.source], step.target);
}

function wayTo(end: Step, came: ReadonlyMap<Step, Step | undefined>): Step[] {
  const way: Step[] = [];
  for (let step: Step | undefined = end; step !== undefined; step = came.get(step)) way.unshift(step);
  return way;
}
