import { describe, expect, it } from 'vitest';
import { aggregations, functions, PromqlError, parse, type ValueType } from '../../promql/index.ts';

const table = Object.entries(functions);
/** info() wants a selector without a name, which every other function takes as well. */
const example: Readonly<Record<ValueType, string>> = { scalar: '1', vector: '{a="b"}', matrix: 'x[5m]', string: '"a"' };
const call = (name: string, types: readonly ValueType[]) => `${name}(${types.map((type) => example[type]).join(', ')})`;
const accepts = (text: string) => {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof PromqlError) return false;
    throw error;
  }
};

describe('the table of functions', () => {
  it('is in the order of the alphabet, each under a name that PromQL can read', () => {
    const names = table.map(([name]) => name);
    expect(names).toEqual([...names].sort());
    expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
  });

  it('has those of Prometheus 3.14', () => {
    expect(table).toHaveLength(90);
  });

  it('says which need the feature promql-experimental-functions', () => {
    expect(table.filter(([, { experimental }]) => experimental).map(([name]) => name)).toEqual([
      ...['double_exponential_smoothing', 'end', 'histogram_quantiles', 'info', 'mad_over_time', 'max_of', 'min_of'],
      ...['range', 'sort_by_label', 'sort_by_label_desc', 'start', 'start_timestamp', 'step'],
      ...['ts_of_first_over_time', 'ts_of_last_over_time', 'ts_of_max_over_time', 'ts_of_min_over_time'],
    ]);
  });

  it('says of what is newer than 3.0 since when it is there', () => {
    const newer = table.flatMap(([name, { since }]) => (since ? [`${name} ${since.join('.')}`] : []));
    expect(newer).toEqual([
      ...['end 3.12', 'first_over_time 3.7', 'histogram_quantiles 3.11', 'max_of 3.13', 'min_of 3.13', 'range 3.12'],
      ...['start 3.12', 'start_timestamp 3.14', 'step 3.12', 'ts_of_first_over_time 3.7', 'ts_of_last_over_time 3.5'],
      ...['ts_of_max_over_time 3.5', 'ts_of_min_over_time 3.5'],
    ]);
  });

  it('has no function that is experimental and stable at once, or stable before it is there', () => {
    for (const [name, { experimental, since = [3, 0], stable }] of table) {
      if (stable === undefined) continue;
      expect(experimental, name).toBeUndefined();
      expect(stable[0] * 1000 + stable[1], name).toBeGreaterThan(since[0] * 1000 + since[1]);
    }
  });

  it('repeats or leaves out only an argument that is there', () => {
    const odd = table.filter(([, { args, variadic }]) => variadic < -1 || (variadic !== 0 && args.length === 0));
    expect(odd).toEqual([]);
  });

  it('holds nothing under the names of an aggregation', () => {
    expect(Object.keys(aggregations).filter((name) => Object.hasOwn(functions, name))).toEqual([]);
  });
});

describe('a call', () => {
  it.each(table)('of %s takes what its signature says, and neither more nor less', (name, { args, variadic }) => {
    const last = args.at(-1);
    const more = (count: number) => [...args, ...Array<ValueType>(count).fill(last ?? 'scalar')];
    expect(accepts(call(name, args))).toBe(true);
    expect(accepts(call(name, more(20)))).toBe(variadic < 0);
    expect(accepts(call(name, more(1)))).toBe(variadic < 0 || variadic > 1);
    if (last !== undefined) expect(accepts(call(name, args.slice(0, -1)))).toBe(variadic !== 0);
    if (variadic > 1) {
      expect(accepts(call(name, more(variadic - 1)))).toBe(true);
      expect(accepts(call(name, more(variadic)))).toBe(false);
    }
  });

  it.each(table)('of %s refuses an argument of another type', (name, { args }) => {
    for (const [index, type] of args.entries()) {
      const others = (['scalar', 'vector', 'matrix', 'string'] as const).filter((other) => other !== type);
      for (const other of others) expect(accepts(call(name, args.with(index, other)))).toBe(false);
    }
  });

  it.each(table)('of %s gives what its signature says', (name, { args, returns }) => {
    const text = call(name, args);
    // Only two scalars need `bool` when they are compared.
    expect(accepts(`${text} > 1`)).toBe(returns === 'vector');
    expect(accepts(`${text} > bool 1`)).toBe(returns === 'vector' || returns === 'scalar');
  });
});

describe('an aggregation', () => {
  it.each(Object.entries(aggregations))('%s takes the parameter that it says', (name, { param }) => {
    expect(accepts(call(name, ['vector']))).toBe(param === undefined);
    for (const type of ['scalar', 'string', 'matrix', 'vector'] as const) {
      expect(accepts(call(name, [type, 'vector']))).toBe(param === type);
    }
  });

  it('is experimental if it takes a part of the series', () => {
    const names = Object.entries(aggregations).filter(([, { experimental }]) => experimental);
    expect(names.map(([name]) => name)).toEqual(['limit_ratio', 'limitk']);
  });
});
