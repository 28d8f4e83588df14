import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpositionError, formatOf, parseExposition, type Sample } from '../../exporters/index.ts';

/** The only sample of a text. */
function sampleOf(text: string): Sample {
  const samples = parseExposition(text).families.flatMap((family) => family.samples);
  expect(samples).toHaveLength(1);
  return samples[0] as Sample;
}

/** Where a text is refused, and why. */
function refusal(text: string): string {
  try {
    parseExposition(text);
  } catch (error) {
    if (error instanceof ExpositionError) return `${error.line}:${error.column} ${error.message}`;
    throw error;
  }
  return 'it is read';
}

describe('the text format', () => {
  it('gives families in order, with help, type and samples', () => {
    const text = `# HELP a_total Things, one\\nper line, with \\\\.
# TYPE a_total counter
a_total{x="1"} 3
a_total{x="2"} 4
# some words for people

b 1
`;
    const { format, families } = parseExposition(text);
    expect(format).toBe('text');
    expect(families.map(({ name, type, help, samples }) => [name, type, help, samples.length])).toEqual([
      ['a_total', 'counter', 'Things, one\nper line, with \\.', 2],
      ['b', 'untyped', '', 1],
    ]);
  });

  it('joins the series of a histogram and of a summary to their family, and leaves a gauge that only ends alike alone', () => {
    const text = `# TYPE h histogram
h_bucket{le="+Inf"} 1
h_sum 2
h_count 1
# TYPE s summary
s{quantile="0.5"} NaN
s_sum 0
s_count 0
# TYPE g gauge
g 1
g_count 7
`;
    const names = parseExposition(text).families.map(({ name, samples }) => [name, samples.map((each) => each.name)]);
    expect(names).toEqual([
      ['h', ['h_bucket', 'h_sum', 'h_count']],
      ['s', ['s', 's_sum', 's_count']],
      ['g', ['g']],
      ['g_count', ['g_count']],
    ]);
  });

  it('reads blanks, a last comma and tabs as Prometheus does', () => {
    const { labels, value } = sampleOf('\t a { b = "1" ,\tc="2", }  4.5 \n');
    expect([...labels]).toEqual([
      ['b', '1'],
      ['c', '2'],
    ]);
    expect(value).toBe(4.5);
  });

  it('reads escapes in label values, and leaves other backslashes as they are', () => {
    expect(sampleOf('a{b="\\\\x\\"y\\nz\\d"} 1').labels.get('b')).toBe('\\x"y\nz\\d');
  });

  it.each([
    ['1', 1],
    ['-1.5e-3', -0.0015],
    ['.5', 0.5],
    ['5.', 5],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['NaN', Number.NaN],
    ['9.223372036854776e+18', 2 ** 63],
  ])('reads the value %s', (text, value) => {
    expect(sampleOf(`a ${text}`).value).toBe(value);
  });

  it('takes a time in milliseconds, and gives it in seconds', () => {
    expect(sampleOf('a 1 1700000000123').timestamp).toBe(1_700_000_000.123);
  });

  it('reads names that need quotes', () => {
    const sample = sampleOf('{"http.requests", "status code"="200"} 1');
    expect(sample.name).toBe('http.requests');
    expect(sample.labels.get('status code')).toBe('200');
  });

  it('leaves native histograms out', () => {
    const text = '# TYPE h histogram\nh {count:1,sum:2,schema:3} \n# TYPE b gauge\nb 1\n';
    expect(parseExposition(text).families.map(({ samples }) => samples.length)).toEqual([0, 1]);
  });

  it.each([
    ['a', '1:2 the value is missing'],
    ['a x', '1:3 the value is no number: x'],
    ['a 0x1p3', '1:3 the value is no number: 0x1p3'],
    ['b 1\na{x="1} 1', '2:5 a label value has no closing quote'],
    ['a{x=1} 1', '1:5 a label value has to stand in double quotes'],
    ['a{x="1" y="2"} 1', '1:9 a comma or } has to stand here: "y=\\"2\\"} 1"'],
    ['a{x="1",x="2"} 1', '1:9 the label x is there twice'],
    ['a 1 1.5', '1:5 the time is no whole number of milliseconds: 1.5'],
    ['a 1 2 3', '1:7 nothing more may stand here: "3"'],
    ['a 1\r\n', '1:4 lines end in a newline alone'],
    ['<html>', '1:1 this is no metric name: "<html>"'],
    ['# TYPE a info', '1:10 this is no type: info'],
    ['a 1 # {x="1"} 1', '1:5 an exemplar stands only in OpenMetrics, whose last line is # EOF'],
  ])('refuses %j', (text, reason) => {
    expect(refusal(text)).toBe(reason);
  });
});

describe('OpenMetrics', () => {
  it('is told by its last line', () => {
    expect(formatOf('a 1\n# EOF\n')).toBe('openmetrics');
    expect(formatOf('# EOF')).toBe('openmetrics');
    expect(formatOf('a 1\n# EOF is near\n')).toBe('text');
  });

  it('has units, times in seconds, exemplars, and counters whose family lacks _total', () => {
    const text = `# TYPE a_seconds counter
# UNIT a_seconds seconds
# HELP a_seconds Time.
a_seconds_total{x="1"} 3 1700000000.5 # {trace_id="t"} 0.25 1700000000
a_seconds_created{x="1"} 1600000000
# TYPE b info
b_info{version="1"} 1
# EOF
`;
    const [a, b] = parseExposition(text).families;
    expect(a).toMatchObject({ name: 'a_seconds', type: 'counter', unit: 'seconds' });
    expect(a?.samples.map(({ name }) => name)).toEqual(['a_seconds_total', 'a_seconds_created']);
    expect(a?.samples[0]).toMatchObject({ timestamp: 1_700_000_000.5, exemplar: { value: 0.25, timestamp: 1.7e9 } });
    expect(a?.samples[0]?.exemplar?.labels.get('trace_id')).toBe('t');
    expect(b?.samples.map(({ name }) => name)).toEqual(['b_info']);
  });

  it('is refused when it was cut off, and when something follows its end', () => {
    expect(() => parseExposition('a 1\n', 'openmetrics')).toThrow('# EOF, is missing');
    expect(() => parseExposition('a 1\n# EOF\nb 1\n', 'openmetrics')).toThrow('nothing may follow # EOF');
  });
});

const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,12}$/).filter((each) => !/_(sum|count|bucket)$/.test(each));
const labelName = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/);
const sample = fc.record({
  labels: fc.dictionary(labelName, fc.string({ unit: 'grapheme' }), { maxKeys: 4 }),
  value: fc.double(),
  timestamp: fc.option(fc.integer({ min: -(2 ** 40), max: 2 ** 40 })),
});
const family = fc.record({
  type: fc.constantFrom('counter' as const, 'gauge' as const, 'untyped' as const),
  help: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', '').replace(/^[ \t]+/, '')),
  samples: fc.array(sample, { minLength: 1, maxLength: 4 }),
});
const exposition = fc.dictionary(name, family, { maxKeys: 5, noNullPrototype: true });

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const written = (value: number) => (Object.is(value, -0) ? '-0' : String(value).replace('inity', ''));

describe('what is written and read again', () => {
  it('is the same', () => {
    fc.assert(
      fc.property(exposition, (families) => {
        const text = Object.entries(families)
          .map(([name, { type, help, samples }]) => {
            const lines = samples.map(({ labels, value, timestamp }) => {
              const pairs = Object.entries(labels).map(
                ([label, each]) => `${label}="${escaped(each).replaceAll('"', '\\"')}"`,
              );
              return `${name}{${pairs.join(',')}} ${written(value)}${timestamp === null ? '' : ` ${timestamp}`}\n`;
            });
            return `# HELP ${name} ${escaped(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
          })
          .join('');
        // A line break that is none to Prometheus ends the test, not the claim.
        fc.pre(!text.includes('\r'));
        const read = parseExposition(text, 'text').families.map(({ name, type, help, samples }) => [
          name,
          {
            type,
            help,
            samples: samples.map((each) => ({
              labels: Object.fromEntries(each.labels),
              value: each.value,
              timestamp: each.timestamp === undefined ? null : Math.round(each.timestamp * 1000),
            })),
          },
        ]);
        expect(read).toEqual(Object.entries(families));
      }),
      { numRuns: 300 },
    );
  });
});

it('reads in time that grows with the text, not with its square', () => {
  const line = (index: number) => `requests_total{path="/${index}\\n${'x'.repeat(30)}",method="GET"} ${index}\n`;
  const read = (lines: number) => {
    const text = Array.from({ length: lines }, (_, index) => line(index)).join('');
    const started = performance.now();
    parseExposition(text);
    return performance.now() - started;
  };
  read(5_000);
  const [small, large] = [Math.min(read(5_000), read(5_000)), read(50_000)];
  expect(large).toBeLessThan(Math.max(small, 3) * 60);
});
