import { type DashboardRule, eachTarget } from '../rule.ts';

/** Kinds of panels that want the whole range, which is what they get. */
const overTime = ['graph', 'timeseries', 'heatmap', 'state-timeline', 'status-history'];

/** `target-kind` */
export const targetKind: DashboardRule = {
  id: 'target-kind',
  severity: 'warning',
  why: 'With both flags Grafana asks twice and shows everything twice; with neither it asks for the whole range.',
  run: eachTarget(({ json, instant, range }, { type }) => {
    if (instant && range) return { at: ['range'], message: 'the query is both instant and range', fix: 'choose one' };
    const told = instant || range || json.format === 'heatmap' || overTime.includes(type);
    return told
      ? undefined
      : { message: 'the query is neither instant nor range', fix: 'set instant or range to true' };
  }),
};
