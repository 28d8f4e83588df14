import { describe, expect, it } from 'vitest';
import { colorOf, colorsByName, contrast, inkOn, readableColor } from '../../../dashboards/preview/data/colors.ts';
import { colorsOfSeries, show, showText, thresholdAt, thresholdsOf } from '../../../dashboards/preview/data/display.ts';
import { fieldConfig } from '../../../dashboards/preview/data/field.ts';
import { colorDistance, distinctColors } from '../../../dashboards/preview/data/palette.ts';
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
  const themes = ['light', 'dark'] as const;
  const shade = (seed: number) => ((seed * 2_654_435_761) >>> 0).toString(36);

  it('of a name can be told from the background, whichever it has to take', () => {
    for (const theme of themes) {
      const background = colorOf('panel-bg', theme);
      for (const color of colorsByName('sergas-api', theme))
        expect(contrast(colorOf(color, theme), background)).toBeGreaterThanOrEqual(3);
    }
  });

  it('are the same for a name on every panel where nothing there looks like it', () => {
    const own = colorOf(colorsByName('sergas-api', 'dark')[0] ?? '', 'dark');
    expect(distinctColors(['sergas-api'], [], 'dark').get('sergas-api')).toBe(own);
    expect(distinctColors(['p50', 'sergas-api', 'p99'], [], 'dark').get('sergas-api')).toBe(own);
    expect(distinctColors(['sergas-api'], [own], 'dark').get('sergas-api')).not.toBe(own);
  });

  it('of a dozen names can be told from each other, in whatever order they come', () => {
    for (const theme of themes) {
      for (let round = 0; round < 60; round++) {
        const names = Array.from({ length: 12 }, (_, index) => `series ${shade(round * 12 + index + 1)}`);
        const found = distinctColors(names, ['#e02f44'], theme);
        const colors = [...found.values(), '#e02f44'];
        const distances = colors.flatMap((one, at) => colors.slice(at + 1).map((other) => colorDistance(one, other)));
        expect(Math.min(...distances)).toBeGreaterThan(12);
        expect(distinctColors(names.toReversed(), ['#e02f44'], theme)).toEqual(found);
      }
    }
  });

  it('of a hundred names are unlike those of their neighbours', () => {
    const names = Array.from({ length: 100 }, (_, index) => `pod-${shade(index + 1)}`);
    const colors = [...distinctColors(names, [], 'dark')]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, color]) => color);
    const distances = colors.slice(1).map((color, index) => colorDistance(color, colors[index] ?? color));
    expect(Math.min(...distances)).toBeGreaterThan(10);
  });

  it('are as far apart as CIE76 has it', () => {
    expect(colorDistance('#ffffff', '#000000')).toBeCloseTo(100, 1);
    expect(colorDistance('#ff0000', '#00ff00')).toBeCloseTo(170.6, 0);
    expect(colorDistance('#123456', '#123456')).toBe(0);
  });

  it('that are fixed leave the others theirs', () => {
    const series = (name: string, color: JsonObject) => ({ name, config: config({ color }), last: 1 });
    const named = { mode: 'palette-classic-by-name' };
    const [, own] = colorsOfSeries([series('x', { mode: 'fixed', fixedColor: 'red' }), series('a', named)], 'dark');
    expect(own).toBe(distinctColors(['a'], [colorOf('red', 'dark')], 'dark').get('a'));
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
