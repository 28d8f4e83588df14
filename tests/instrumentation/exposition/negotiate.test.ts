import { describe, expect, it } from 'vitest';
import { negotiateEncoding, negotiateFormat } from '../../../exporters/instrumentation/exposition/negotiate.ts';

const formats: readonly (readonly [sentence: string, accept: string | undefined, format: 'text' | 'openmetrics'])[] = [
  ['nothing', undefined, 'text'],
  ['an empty wish', '  ', 'text'],
  ['a browser', 'text/html,application/xhtml+xml,*/*;q=0.8', 'text'],
  [
    'Prometheus 2',
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  [
    'Prometheus 3',
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=1.0.0;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
    'openmetrics',
  ],
  ['one that prefers text', 'application/openmetrics-text;q=0.2,text/plain;q=0.9', 'text'],
  ['one that refuses OpenMetrics', 'application/openmetrics-text;q=0', 'text'],
  ['one that asks for a version to come', 'application/openmetrics-text;version=2.0.0', 'text'],
  ['nonsense', ';;q=,,=;q=x', 'text'],
];

describe('the format', () => {
  it.each(formats)('for %s', (_, accept, format) => expect(negotiateFormat(accept, 'text')).toBe(format));

  it('is that of the registry where nothing is asked for', () => {
    expect(negotiateFormat(undefined, 'openmetrics')).toBe('openmetrics');
    expect(negotiateFormat('*/*', 'openmetrics')).toBe('openmetrics');
    expect(negotiateFormat('text/plain', 'openmetrics')).toBe('text');
  });
});

describe('the compression', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'gzip'],
    ['br;q=1, gzip;q=0.5', 'br'],
    ['gzip;q=0, br;q=0', 'identity'],
    ['*', 'gzip'],
    ['gzip;q=0, *', 'br'],
    ['identity;q=1, gzip;q=0.5', 'identity'],
    ['GZIP', 'gzip'],
    ['zstd', 'identity'],
  ] as const)('for %j is %s', (wish, encoding) => expect(negotiateEncoding(wish)).toBe(encoding));
});
