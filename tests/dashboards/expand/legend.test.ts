import { describe, expect, it } from 'vitest';
import { legend } from '../../../dashboards/expand/legend.ts';

const series = { __name__: 'up', job: 'api', instance: 'a:1' };

describe('the name of a series in a legend', () => {
  it('has the values of labels', () => {
    expect(legend('p99 {{job}} {{ instance }}', series, 'up')).toBe('p99 api a:1');
  });

  it('has nothing for a label that the series does not have, not even a property of every object', () => {
    expect(legend('{{job}}-{{nobody}}-{{constructor}}', series, 'up')).toBe('api--');
  });

  it('is the whole series without a format', () => {
    expect(legend('', series, 'up')).toBe('up{instance="a:1", job="api"}');
    expect(legend('', { __name__: 'up' }, 'up')).toBe('up');
  });

  it('is the query for a series without any label', () => {
    expect(legend('', {}, 'sum(up)')).toBe('sum(up)');
    expect(legend('__auto', {}, 'sum(up)')).toBe('sum(up)');
  });

  it('is what tells the series apart with __auto', () => {
    const jobs = [{ job: 'api' }, { job: 'web' }];
    expect(jobs.map((labels) => legend('__auto', labels, 'x', jobs))).toEqual(['api', 'web']);
    expect(legend('__auto', { job: 'api', a: 'b' }, 'x')).toBe('{a="b", job="api"}');
  });
});
