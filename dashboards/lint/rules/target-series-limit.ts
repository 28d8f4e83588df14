import { unwrap } from '../../../promql/index.ts';
import { records } from '../../json.ts';
import { type DashboardRule, eachTarget } from '../rule.ts';
import { limitsSeries } from '../series-limit.ts';
import { option } from '../support.ts';
import type { PanelView, TargetView } from '../view.ts';

/** `target-series-limit` */
export const targetSeriesLimit: DashboardRule = {
  id: 'target-series-limit',
  severity: 'warning',
  why: 'A ranking of everything is fine with ten of them and unreadable with a thousand: bars of one pixel, rows that nobody reaches, a browser that hangs.',
  run: eachTarget((target, panel, _board, { fewValued }) => {
    const { parsed } = target;
    if (parsed === undefined || !isRanking(target, panel) || isCut(panel) || limitsSeries(parsed, fewValued))
      return undefined;
    return {
      at: ['expr'],
      message: 'nothing limits how many series this ranking has',
      fix: 'put topk(10, …) or bottomk(10, …) around it, or add up labels that have few values',
    };
  }),
};

/** Whether a panel sets values side by side by how large they are. */
function isRanking({ parsed }: TargetView, panel: PanelView): boolean {
  if (panel.type === 'bargauge' || panel.type === 'piechart') return true;
  const outer = parsed && unwrap(parsed);
  if (outer?.kind === 'Call' && (outer.func === 'sort' || outer.func === 'sort_desc')) return true;
  return panel.type === 'table' && records(option(panel, 'sortBy')).some(({ desc }) => desc === true);
}

/** Whether the panel itself leaves out the rest. */
function isCut(panel: PanelView): boolean {
  const limits = records(panel.json.transformations).some(({ id }) => id === 'limit');
  return limits || typeof option(panel, 'reduceOptions', 'limit') === 'number';
}
