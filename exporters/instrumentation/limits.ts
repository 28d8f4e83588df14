/** Which text a label takes for a value, and what stands there for values that it does not take. */
import type { LabelSpec } from './definition.ts';
import { REDACTED, type Redaction } from './redact.ts';
import { OTHER } from './validate.ts';

/** Stands for a label of the request where there is no request. */
export const NO_REQUEST = '__none__';

/** Longer values are not taken: a label is a name, and a megabyte of text in every scrape is none. */
export const LONGEST_VALUE = 1024;

/** Why a value was not taken as it is. */
export type Loss = 'not listed' | 'bound reached' | 'too long' | 'no text' | 'sensitive';

/** The text that stands for a value, and what was wrong with the value. */
export interface Admitted {
  readonly text: string;
  readonly loss?: Loss;
}

/** The label values of one metric, each label held to its specification. */
export class LabelLimits {
  readonly #specs: ReadonlyMap<string, LabelSpec>;
  readonly #seen = new Map<string, Set<string>>();
  readonly #redact: Redaction;

  constructor(specs: ReadonlyMap<string, LabelSpec>, redact: Redaction) {
    this.#specs = specs;
    this.#redact = redact;
  }

  /** What becomes of a value. Does not remember it: the series may still be refused. */
  admit(label: string, value: unknown): Admitted {
    const spec = this.#specs.get(label);
    if (spec === undefined) return { text: OTHER, loss: 'no text' };
    if (value === undefined && 'perRequest' in spec) return { text: NO_REQUEST };
    // Numbers and booleans are what untyped callers pass for a status code or a flag; nothing else has one clear text.
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    if (typeof text !== 'string') return { text: OTHER, loss: 'no text' };
    if (text === OTHER || text === REDACTED) return { text };
    if (!('kind' in spec)) return spec.includes(text) ? { text } : { text: OTHER, loss: 'not listed' };
    if (text.length > LONGEST_VALUE) return { text: OTHER, loss: 'too long' };
    const seen = this.#seen.get(label);
    if (seen?.has(text)) return { text };
    if (spec.kind === 'bounded' && (seen?.size ?? 0) >= spec.limit) return { text: OTHER, loss: 'bound reached' };
    if (this.#redact(text) !== text) return { text: REDACTED, loss: 'sensitive' };
    // A copy of its own: the text may be a piece of a large one, such as a body, that would stay alive with it. What is no valid
    // Unicode becomes valid, which Prometheus asks for.
    return { text: Buffer.from(text, 'utf8').toString('utf8') };
  }

  /** A series with this value was made. */
  remember(label: string, text: string): void {
    if (text === OTHER || text === REDACTED || text === NO_REQUEST) return;
    const spec = this.#specs.get(label);
    if (spec === undefined || !('kind' in spec) || spec.kind === 'open') return;
    const seen = this.#seen.get(label) ?? new Set();
    this.#seen.set(label, seen.add(text));
  }
}
