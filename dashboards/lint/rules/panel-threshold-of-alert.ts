import { records, text, texts } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { setting, thresholds } from '../support.ts';
import { unitFamily } from '../unit-family.ts';

/** Between units that a panel and an alert may differ in: shares and per cent, seconds and minutes, hours, days, milliseconds, bytes. */
const scales = [1, 100, 60, 3600, 86_400, 1000, 1e6, 1e9, 1024, 1024 ** 2, 1024 ** 3, 8];

/** `panel-threshold-of-alert` */
export const panelThresholdOfAlert: DashboardRule = {
  id: 'panel-threshold-of-alert',
  severity: 'warning',
  why: 'The panel turns red at another value than the one at which somebody is woken: one of them is wrong.',
  run: eachPanel((panel, _board, { alerts }) => {
    const steps = thresholds(panel);
    // Bytes that follow from a share of a disk cannot be compared with the share.
    const sizes = unitFamily(text(setting(panel, 'unit')) ?? '')?.startsWith('bytes');
    if (alerts === undefined || steps.length === 0) return undefined;
    const words = [
      text(panel.json.description) ?? '',
      ...records(panel.json.links).flatMap((link) => texts(link).map(([each]) => each)),
    ];
    const named = new Set(words.flatMap((each) => each.split(/\W+/)));
    return [...alerts].flatMap(([name, threshold]) => {
      if (!named.has(name) || threshold === undefined || (sizes && Math.abs(threshold) <= 1)) return [];
      const equal = steps.some((step) =>
        scales.some((scale) => near(step, threshold * scale) || near(step * scale, threshold)),
      );
      if (equal) return [];
      const message = `${name} fires at ${threshold}, and the panel has its colours change at ${steps.join(', ')}`;
      return [
        { at: ['fieldConfig', 'defaults', 'thresholds', 'steps'], message, fix: `make one of the steps ${threshold}` },
      ];
    });
  }),
};

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
