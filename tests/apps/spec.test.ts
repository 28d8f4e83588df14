import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { counter } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { parseSpec, readSpec } from '../../apps/simulator/spec.ts';
import { temporaryFolder } from './program.ts';

const metrics = [counter('calls_total', 'Calls.', { labels: { method: ['GET'] } })];
const good = { service: 'sergas', seed: 1, metrics };

describe('a spec', () => {
  it('is taken as it is when it is well', () => {
    const spec = { ...good, port: 8000, values: { route: ['/'] } };
    expect(parseSpec(spec)).toBe(spec);
  });

  const wrong: readonly [sentence: string, spec: unknown, message: RegExp][] = [
    ['what is no object', 'sergas', /service: .*\n.*seed: .*\n.*metrics: /],
    ['a missing service', { ...good, service: undefined }, /service: give the name/],
    ['a seed that is no whole number', { ...good, seed: 0.5 }, /seed: give a whole number/],
    ['a switch that is none', { ...good, ownMetrics: 'no' }, /ownMetrics: give true or false/],
    ['a port that is none', { ...good, port: 70_000 }, /port: give a number from 0 to 65535/],
    ['a label without values', { ...good, values: { route: [] } }, /values: give a list/],
    ['metrics that are no list', { ...good, metrics: {} }, /metrics: give a list/],
    ['a metric without labels', { ...good, metrics: [{ ...metrics[0], labels: undefined }] }, /metrics\[0\]/],
    [
      'a label of an unknown kind',
      { ...good, metrics: [{ ...metrics[0], labels: { a: { kind: 'x' } } }] },
      /metrics\[0\]/,
    ],
    ['a histogram without buckets', { ...good, metrics: [{ ...metrics[0], type: 'histogram' }] }, /metrics\[0\]/],
    ['an unknown type', { ...good, metrics: [...metrics, { ...metrics[0], type: 'meter' }] }, /metrics\[1\]/],
    [
      'a name that stands there twice',
      { ...good, metrics: [...metrics, ...metrics] },
      /calls_total: defined more than once/,
    ],
    [
      'a name that Prometheus refuses',
      { ...good, metrics: [{ ...metrics[0], name: 'a-b' }] },
      /"a-b" is not a metric name/,
    ],
  ];

  it.each(wrong)('is refused with %s', (_, spec, message) => {
    expect(() => parseSpec(spec)).toThrow(message);
  });

  it('is refused with its path when the file is missing, no JSON, or no spec', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'spec.json');
    await expect(readSpec(path)).rejects.toThrow(`cannot read the spec ${path}: ENOENT`);
    await writeFile(path, '{');
    await expect(readSpec(path)).rejects.toThrow(`cannot read the spec ${path}`);
    await writeFile(path, '{}');
    await expect(readSpec(path)).rejects.toThrow(`the spec ${path} is wrong`);
  });
});
