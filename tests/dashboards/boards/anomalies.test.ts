import { describe, expect, it } from 'vitest';
import { at, type Json, records, text } from '../../../dashboards/json.ts';
import sergas from '../../../stacks/sergas.ts';
import { planOf } from '../../support/stacks.ts';

const board = planOf(sergas).dashboards.find(({ uid }) => uid === 'sergas-anomalies');
const panels = records(at((board?.json ?? {}) as Json, 'panels'));

/** The names of all series that a query may have, as a regular expression. */
const called = (legend: string) => new RegExp(`^${legend.replace(/\{\{\w+\}\}/g, '[^ ]+')}$`);

describe('the board of anomalies', () => {
  const bands = panels.flatMap((panel) => {
    const overrides = records(at(panel, 'fieldConfig', 'overrides')).map((override) => ({
      name: text(at(override, 'matcher', 'options')) ?? '',
      properties: new Map(records(override.properties).map(({ id, value }) => [text(id), value])),
    }));
    const opacity = at(panel, 'fieldConfig', 'defaults', 'custom', 'fillOpacity');
    const legends = records(panel.targets).map(({ legendFormat }) => text(legendFormat) ?? '');
    return overrides
      .filter(({ properties }) => properties.has('custom.fillBelowTo'))
      .map((upper) => ({
        upper,
        legends,
        overrides,
        opacity,
        below: text(upper.properties.get('custom.fillBelowTo')) ?? '',
      }));
  });

  it('fills each band down from its upper bound to the lower one of the same series, and nothing below', () => {
    expect(bands).toHaveLength(3);
    for (const { upper, below, legends, overrides, opacity } of bands) {
      const [highest = '', lowest = ''] = ['highest', 'lowest'].map((word) =>
        legends.find((each) => each.startsWith(word)),
      );
      expect(upper.name).toMatch(called(highest));
      expect(below).toMatch(called(lowest));
      expect(below).toBe(upper.name.replace('highest', 'lowest'));
      expect(opacity).toBe(0);
      expect(
        overrides.filter(({ name, properties }) => name === below && properties.has('custom.fillOpacity')),
      ).toEqual([]);
      expect(upper.properties.get('custom.fillOpacity')).toBeGreaterThan(0);
    }
  });
});
