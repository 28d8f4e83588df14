import { bytesText, countText, overruns, stackCost } from '../../../stacks/cost/index.ts';
import { pathText } from '../../../stacks/model/index.ts';
import type { Finding, Gate } from '../gate.ts';

/** What is predicted, within the budget and within what Prometheus is given. */
export const cost: Gate = {
  id: 'cost',
  code: 'NX950',
  title: 'cost',
  why: 'a label too many is paid for by the whole server, and shows when the disk is full',
  tools: [],
  run: async ({ subjects }) => {
    const costs = subjects.map(({ plan, folder }) => ({ plan, folder, cost: stackCost(plan) }));
    const findings = costs.flatMap((each) =>
      overruns(each.cost, each.plan).map(
        ({ code, path, message, fix }): Finding => ({
          artifact: each.folder,
          code,
          from: pathText(path),
          message,
          fix,
        }),
      ),
    );
    const [dearest] = [...costs].sort((a, b) => b.cost.total.series - a.cost.total.series);
    return {
      checked: subjects.length,
      what: 'environment',
      findings,
      ...(dearest && { note: noteOf(dearest.folder, dearest.cost.total) }),
    };
  },
};

function noteOf(folder: string, total: ReturnType<typeof stackCost>['total']): string {
  return `at most ${countText(total.series)} series, ${bytesText(total.disk)} of disk, ${bytesText(total.memory)} of memory (${folder})`;
}
