import { type Inhibition, severityInhibitions } from '../model/index.ts';
import type { SentAlert } from './graph.ts';
import { canAgree, canMatch } from './labels.ts';

/** The alerts that an inhibition is about, as far as their labels are known. */
export interface Muting {
  readonly sources: readonly SentAlert[];
  readonly targets: readonly SentAlert[];
  /** Those of them that can also agree in every label of `equal`; an alert never mutes itself. */
  readonly pairs: readonly { readonly source: SentAlert; readonly target: SentAlert }[];
}

/** Finds who can mute whom by an inhibition. */
export function mutingOf({ source, target, equal }: Inhibition, alerts: readonly SentAlert[]): Muting {
  const sources = alerts.filter((alert) => canMatch(source, alert));
  const targets = alerts.filter((alert) => canMatch(target, alert));
  const pairs = sources.flatMap((source) =>
    targets
      .filter((target) => target !== source && equal.every((label) => canAgree(source, target, label)))
      .map((target) => ({ source, target })),
  );
  return { sources, targets, pairs };
}

/** Whether an inhibition is one of the built-in ones, which stand in every stack, whether it has such alerts or not. */
export function isBuiltIn(inhibition: Inhibition): boolean {
  return severityInhibitions.includes(inhibition);
}

/** How an inhibition is called: its place in the list, as the author counts. */
export function inhibitionName(index: number): string {
  return `inhibitions[${index}]`;
}
