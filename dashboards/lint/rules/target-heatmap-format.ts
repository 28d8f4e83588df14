import { type DashboardRule, eachTarget } from '../rule.ts';
import { option, selectors } from '../support.ts';

/** `target-heatmap-format` */
export const targetHeatmapFormat: DashboardRule = {
  id: 'target-heatmap-format',
  severity: 'warning',
  why: 'Buckets of Prometheus count everything below their bound. Only in the format heatmap Grafana subtracts one from the next.',
  run: eachTarget(({ json, parsed }, panel) => {
    if (panel.type !== 'heatmap' || option(panel, 'calculate') === true || json.format === 'heatmap') return undefined;
    if (!selectors(parsed).some(({ name }) => name?.endsWith('_bucket'))) return undefined;
    return { at: ['format'], message: 'the buckets are shown as they add up', fix: "set format to 'heatmap'" };
  }),
};
