import { defaultInhibitions, type Inhibition, type Labels, type Match, passes } from '../model/index.ts';
import type { SentAlert } from './graph.ts';
import { alwaysMatches, canAgree, canMatch } from './labels.ts';

/** The alerts that an inhibition is about, as far as their labels are known. */
export interface Muting {
  readonly sources: readonly SentAlert[];
  readonly targets: readonly SentAlert[];
  /**
   * Those of them that can also agree in every label of `equal`. An alert never mutes itself; and of two that both stand on both
   * sides of an inhibition neither mutes the other.
   */
  readonly pairs: readonly { readonly source: SentAlert; readonly target: SentAlert }[];
}

/** Finds who can mute whom by an inhibition. */
export function mutingOf(inhibition: Inhibition, alerts: readonly SentAlert[]): Muting {
  const { equal } = inhibition;
  const sources = alerts.filter((alert) => canMatch(inhibition.source, alert));
  const targets = alerts.filter((alert) => canMatch(inhibition.target, alert));
  const onBothSides = (alert: SentAlert) =>
    alwaysMatches(inhibition.source, alert) && alwaysMatches(inhibition.target, alert);
  const pairs = sources.flatMap((source) =>
    targets
      .filter((target) => target !== source && !(onBothSides(source) && onBothSides(target)))
      .filter((target) => equal.every((label) => canAgree(source, target, label)))
      .map((target) => ({ source, target })),
  );
  return { sources, targets, pairs };
}

/** Whether an inhibition is one of the built-in ones, which stand in every stack, whether it has such alerts or not. */
export function isBuiltIn(inhibition: Inhibition): boolean {
  return defaultInhibitions.includes(inhibition);
}

/** An alert that is muted: by which inhibition, and because of which other one. */
export interface Muted {
  readonly index: number;
  readonly source: Labels;
}

/**
 * What mutes an alert while others fire, as Alertmanager decides it (inhibit.go, `Mutes`). Where a source stands on both sides of an
 * inhibition, newer releases may miss another source: NX911 warns of that.
 */
export function inhibitedBy(
  alert: Labels,
  firing: readonly Labels[],
  inhibitions: readonly Inhibition[],
): Muted | undefined {
  for (const [index, { source, target, equal }] of inhibitions.entries()) {
    if (!matches(target, alert)) continue;
    const twoSided = matches(source, alert);
    const found = firing.find(
      (each) =>
        matches(source, each) &&
        !(twoSided && matches(target, each)) &&
        equal.every((label) => (each[label] ?? '') === (alert[label] ?? '')),
    );
    if (found !== undefined) return { index, source: found };
  }
  return undefined;
}

function matches(match: Match, labels: Labels): boolean {
  return Object.entries(match).every(([label, condition]) => passes(condition, labels[label] ?? ''));
}

/** How an inhibition is called: its place in the list, as the author counts. */
export function inhibitionName(index: number): string {
  return `inhibitions[${index}]`;
}
