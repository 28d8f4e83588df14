import { parse } from '../../../../promql/index.ts';
import { readNames } from '../../../../stacks/analysis/index.ts';
import type { Plan } from '../../../../stacks/model/index.ts';
import { api } from './api.ts';
import { application } from './application.ts';
import { databases } from './databases.ts';
import { type DeclaredSeries, seldom } from './declared.ts';
import { host } from './host.ts';
import { monitoring } from './monitoring.ts';
import { probes } from './outside.ts';
import { targets } from './targets.ts';

export type { DeclaredSeries } from './declared.ts';

/** Everything that is measured and that a rule of the stack reads. */
export function declaredSeries(plan: Plan): DeclaredSeries[] {
  const read = new Set(plan.groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => readNames(parse(expr.text)))));
  const watched = [...probes(), ...databases(), ...seldom(host()), ...monitoring()];
  return [...targets(plan), ...api(0), ...api(1), ...application(), ...watched].filter(({ name }) => read.has(name));
}
