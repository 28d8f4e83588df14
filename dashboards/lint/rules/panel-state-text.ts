import { records, texts } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { option, setting } from '../support.ts';

/** `panel-state-text` */
export const panelStateText: DashboardRule = {
  id: 'panel-state-text',
  severity: 'warning',
  why: 'One man in twelve cannot tell red from green. A state needs a word as well.',
  run: eachPanel((panel) => {
    const bare = panel.type === 'stat' && option(panel, 'textMode') === 'none';
    if (!bare && panel.type !== 'state-timeline' && panel.type !== 'status-history') return undefined;
    const named = records(setting(panel, 'mappings')).some((mapping) =>
      texts(mapping.options).some(([, path]) => path.at(-1) === 'text'),
    );
    if (!bare && (named || panel.targets.length === 0)) return undefined;
    const message = bare ? 'the panel shows nothing but a colour' : 'the states are told by their colours only';
    const fix = bare ? "set textMode to 'value' or 'value_and_name'" : 'map each value to a word: UP, DOWN';
    return { at: bare ? ['options', 'textMode'] : ['fieldConfig', 'defaults', 'mappings'], message, fix };
  }),
};
