import type { Definition } from '../../stacks/model/index.ts';
import personai from '../../stacks/personai.ts';
import segmentOrchestration from '../../stacks/segment-orchestration.ts';
import sergas from '../../stacks/sergas.ts';
import ttdDr from '../../stacks/ttd-dr.ts';

/** Every stack of this repository by its name; `tests/stacks/all.test.ts` says so. What holds for one of them is to hold for all. */
export const ownStacks: Readonly<Record<string, Definition>> = {
  personai,
  'segment-orchestration': segmentOrchestration,
  sergas,
  'ttd-dr': ttdDr,
};

/** Those besides Sergas, which has all parts that come with Narthex: what is said of built-in parts is said of it. */
export const otherStacks: readonly (readonly [name: string, definition: Definition])[] = Object.entries(
  ownStacks,
).filter(([name]) => name !== 'sergas');

/** The names of the rule groups that a stack has written itself. */
export function ownGroups({ stack }: Definition): ReadonlySet<string> {
  return new Set((stack.rules ?? []).map(({ name }) => name));
}
