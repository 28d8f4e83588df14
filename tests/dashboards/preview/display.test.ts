import { describe, expect, it } from 'vitest';
import { colorByName, colorOf, contrast, inkOn, readableColor } from '../../../dashboards/preview/data/colors.ts';
import { show, showText, thresholdAt, thresholdsOf } from '../../../dashboards/preview/data/display.ts';
import { fieldConfig } from '../../../dashboards/preview/data/field.ts';
import type { JsonObject } from '../../../dashboards/preview/data/read.ts';

const field = { name: '5xx', type: 'number', refId: 'B' } as const;
const config = (defaults: JsonObject, overrides: JsonObject[] = []) => fieldConfig({ defaults, overrides }, field);

const steps: JsonObject[] = [
  { value: null, color: 'green' },
  { value: 80, color: 'orange' },
  { value: 90, color: 'red' },
];

describe('thresholds', () => {
  it('hold from their value on, the first from minus infinity', () => {
    const thresholds = thresholdsOf(config({ thresholds: { mode: 'absolute', steps } }));
    const colors = [-5, 79.9, 80, 95].map((value) => thresholdAt(thresholds, value)?.color);
    expect(colors).toEqual(['green', 'green', 'orange', 'red']);
  });

  it('in percent are parts of the way from the least to the most', () => {
    const thresholds = thresholdsOf(config({ thresholds: { mode: 'percentage', steps }, min: 0, max: 50 }));
    expect(thresholdAt(thresholds, 41)?.color).toBe('orange');
    expect(thresholdAt(thresholds, 45)?.color).toBe('red');
  });

  it('give a value its colour in each theme', () => {
    const settings = config({ thresholds: { mode: 'absolute', steps }, color: { mode: 'thresholds' } });
    expect(show(95, settings, 'dark').color).toBe('#f2495c');
    expect(show(95, settings, 'light').color).toBe('#e02f44');
  });

  it('that are missing or empty give none, and nothing fails', () => {
    expect(show(1, config({}), 'dark').color).toBeUndefined();
    expect(show(1, config({ thresholds: { steps: [] } }), 'dark').color).toBeUndefined();
  });
});

describe('mappings', () => {
  const mappings: JsonObject[] = [
    {
      type: 'value',
      options: { '0': { text: 'DOWN', color: 'red', index: 0 }, '1': { text: 'UP', color: 'dark-green' } },
    },
    { type: 'range', options: { from: 10, to: 20, result: { text: 'MANY' } } },
    { type: 'regex', options: { pattern: '/^warn(.*)$/', result: { text: 'W$1' } } },
    { type: 'special', options: { match: 'null+nan', result: { text: 'NO DATA', color: 'purple' } } },
  ];
  const settings = config({ mappings, noValue: 'nothing', unit: 's' });

  it.each([
    [0, 'DOWN'],
    [1, 'UP'],
    [15, 'MANY'],
    [20.5, '20.5 s'],
    ['warning', 'Wing'],
    [null, 'NO DATA'],
  ])('make of %s %s', (value, text) => {
    expect(showText(value, settings, 'dark')).toBe(text);
  });

  it('give the colour as well, which counts before thresholds', () => {
    expect(show(null, settings, 'dark').color).toBe('#b877d9');
    expect(show(1, settings, 'light').color).toBe('#19730e');
  });

  it('leave the words for nothing to noValue where none of them fits', () => {
    expect(showText(null, config({ noValue: 'No request.' }), 'dark')).toBe('No request.');
  });

  it('do not take the names of what every object has for values', () => {
    expect(showText('toString', config({ mappings }), 'dark')).toBe('toString');
  });
});

describe('overrides', () => {
  const override = (id: string, options: string): JsonObject => ({
    matcher: { id, options },
    properties: [
      { id: 'unit', value: 'bytes' },
      { id: 'custom.lineWidth', value: 3 },
    ],
  });

  it.each([
    ['byName', '5xx'],
    ['byRegexp', '/^5/'],
    ['byRegexp', '5..'],
    ['byFrameRefID', 'B'],
    ['byType', 'number'],
  ])('select a field %s %s', (id, options) => {
    const { unit, custom } = config({ unit: 's', custom: { lineWidth: 1, fillOpacity: 8 } }, [override(id, options)]);
    expect([unit, custom]).toEqual(['bytes', { lineWidth: 3, fillOpacity: 8 }]);
  });

  it.each([
    ['byName', '4xx'],
    ['byRegexp', '/^4/'],
    ['byRegexp', '/(/'],
    ['unknown', '5xx'],
  ])('leave others alone: %s %s', (id, options) => {
    expect(config({ unit: 's' }, [override(id, options)]).unit).toBe('s');
  });
});

describe('colours', () => {
  it('are the same for a name on every panel, and can be told from the background', () => {
    for (const theme of ['light', 'dark'] as const) {
      const background = colorOf('panel-bg', theme);
      for (const name of ['sergas-api', 'p99', 'postgres:5432', '']) {
        expect(colorByName(name, theme)).toBe(colorByName(name, theme));
        expect(contrast(colorOf(colorByName(name, theme), theme), background)).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('of text on a coloured surface, and of coloured text, can be read', () => {
    const names = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'].flatMap((hue) => [
      hue,
      `dark-${hue}`,
      `light-${hue}`,
    ]);
    for (const theme of ['light', 'dark'] as const) {
      for (const color of names.map((name) => colorOf(name, theme))) {
        expect(contrast(inkOn(color), color)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(readableColor(color, theme), colorOf('panel-bg', theme))).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('that nobody knows are grey, so that nothing of a foreign file reaches a style', () => {
    expect(colorOf('url(http://example.org)', 'dark')).toBe('#808080');
    expect(colorOf('#fff', 'dark')).toBe('#ffffff');
    expect(colorOf('rgba(1, 2, 3, 0.5)', 'dark')).toBe('rgba(1, 2, 3, 0.5)');
  });
});
