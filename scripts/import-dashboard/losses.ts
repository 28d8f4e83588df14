import { writeThis } from '../../dashboards/lint/index.ts';

/** Something of a dashboard that is not carried over, or that somebody has to write. */
export interface Loss {
  /** `panel 'Rate'`, `variable 'job'`, `the dashboard`. */
  readonly where: string;
  /** What is lost, and why or what takes its place. */
  readonly what: string;
}

/** A list of losses that grows while a dashboard is read. */
export class Losses {
  readonly notCarried: Loss[] = [];
  /** Texts that the dashboard does not have and that a board needs. */
  readonly toWrite: Loss[] = [];

  /** Something is not carried over. Said once, however often it occurs. */
  lost(where: string, what: string): void {
    if (!this.notCarried.some((each) => each.where === where && each.what === what))
      this.notCarried.push({ where, what });
  }

  /** A text for `what`, marked as one that has to be written. */
  write(where: string, what: string): string {
    this.toWrite.push({ where, what });
    return `${writeThis}: ${what}.`;
  }
}

/** From so many on, what several parts of a dashboard lose in the same way is said once. */
const many = 3;

/** Losses as lines of text, in the order in which they were found. */
export function lossLines(losses: readonly Loss[]): string[] {
  const told = new Set<string>();
  return losses.flatMap(({ where, what }) => {
    const all = losses.filter((each) => each.what === what).map((each) => each.where);
    if (all.length < many) return [line(`${where}: ${what}`)];
    if (told.has(what)) return [];
    told.add(what);
    return [line(`${what} (${all.length} times: ${all.join(', ')})`)];
  });
}

function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
