import { describe, expect, it } from 'vitest';
import {
  bytes,
  composeSize,
  defaultTimeout,
  findPort,
  imageReference,
  milliseconds,
  pathText,
  prometheusSize,
  sum,
  yaml,
} from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['15s', 15_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['30d', 2_592_000_000],
    ['1w', 604_800_000],
  ])('%s is %d milliseconds', (text, expected) => {
    expect(milliseconds(text)).toBe(expected);
  });

  it.each(['', '15', 's', '15 s', '1.5s', '-1s', '5min', '1d!'])("'%s' is none", (text) => {
    expect(milliseconds(text)).toBeUndefined();
  });

  it('adds up in seconds', () => {
    expect(sum('5m', '30s')).toBe('330s');
  });

  it.each([
    ['10s', '6s'],
    ['30s', '10s'],
    ['1m', '10s'],
    ['1s', '666ms'],
  ] as const)('of an interval of %s leaves a timeout of %s', (interval, timeout) => {
    expect(defaultTimeout(interval)).toBe(timeout);
  });
});

describe('a size', () => {
  it('counts in powers of 1024', () => {
    expect(bytes('1Ki')).toBe(1024);
    expect(bytes('1.5Gi')).toBe(1_610_612_736);
    expect(bytes('1GB')).toBeUndefined();
    expect(bytes('Gi')).toBeUndefined();
  });

  it('is written as Prometheus and as Compose read it', () => {
    expect(prometheusSize('40Gi')).toBe('40GB');
    expect(composeSize('512Mi')).toBe('512m');
  });
});

describe('the way to a value', () => {
  it('is written as people write it', () => {
    expect(pathText(['environments', 'production', 'routes', 2])).toBe('environments.production.routes[2]');
    expect(pathText(['services', 'sergas-api', 'port'])).toBe("services['sergas-api'].port");
    expect(pathText([])).toBe('');
  });
});

describe('an image', () => {
  it('is named by tag, and by digest where one is known', () => {
    expect(imageReference({ name: 'prom/prometheus', tag: 'v3.5.3' })).toBe('prom/prometheus:v3.5.3');
    expect(imageReference({ name: 'a', tag: '1', digest: 'sha256:00' })).toBe('a:1@sha256:00');
  });
});

describe('YAML', () => {
  it('keeps the order of keys, leaves out what is undefined and never folds a line', () => {
    const long = 'word '.repeat(60).trim();
    expect(yaml({ b: long, a: undefined, c: 1 })).toBe(`b: ${long}\nc: 1\n`);
  });
});

describe('a port', () => {
  const [prometheus] = planOf(sergas).workloads;
  if (prometheus === undefined) throw new Error('Sergas has no parts');

  it('is found by its name, and is the first one without a name', () => {
    expect(findPort(prometheus, 'http').number).toBe(9090);
    expect(findPort(prometheus).number).toBe(9090);
  });

  it('that is not there is a mistake that names those that are', () => {
    expect(() => findPort(prometheus, 'grpc')).toThrow(
      /'prometheus' has no port named 'grpc'\s+fix: name one of: http/,
    );
  });
});
