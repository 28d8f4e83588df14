import { at, records, text } from '../../json.ts';
import { fieldNames, mayBeCalled, mayMatch } from '../field-names.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';

/** `override-matches-nothing` */
export const overrideMatchesNothing: DashboardRule = {
  id: 'override-matches-nothing',
  severity: 'warning',
  why: 'An override for a name that no field has does nothing: the red line is not red, the link is not there.',
  run: eachPanel((panel) => {
    const names = fieldNames(panel);
    const ids = panel.allTargets.map(({ refId }) => text(refId));
    return records(at(panel.json, 'fieldConfig', 'overrides')).flatMap((override, index) => {
      const kind = text(at(override, 'matcher', 'id'));
      const wanted = text(at(override, 'matcher', 'options')) ?? '';
      const faulty =
        (kind === 'byFrameRefID' && !ids.includes(wanted)) ||
        (kind === 'byName' && names !== undefined && !mayBeCalled(wanted, names)) ||
        (kind === 'byRegexp' && !mayMatch(wanted, names));
      if (!faulty) return [];
      const message = `the override for '${wanted}' meets nothing`;
      return [
        {
          at: ['fieldConfig', 'overrides', index, 'matcher'],
          message,
          fix: 'name a field as the legend or the query calls it',
        },
      ];
    });
  }),
};
