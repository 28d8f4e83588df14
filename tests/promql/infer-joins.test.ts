import { describe, expect, it } from 'vitest';
import { labelsOf, open, shapeOf } from './catalog.ts';

describe('the labels of two vectors', () => {
  it.each([
    // One to one.
    ['errors_total / errors_total', 'instance job=api method=GET|POST'],
    ['errors_total / on(instance) up', 'instance'],
    ['errors_total / on(instance, zone) up', 'instance'],
    ['errors_total / on() up', ''],
    ['errors_total / ignoring(method) work_seconds_total', 'instance job=api'],
    ['errors_total / ignoring(method, instance) up', 'job=api'],
    ['up / on(job) errors_total', 'job=api'],
    ['up * ignoring(instance) vector(1)', ''],
    ['errors_total{method="GET"} + ignoring(method) errors_total{method="POST"}', 'instance job=api'],
    // Many to one.
    ['errors_total * on(instance) group_left up', 'instance job=api method=GET|POST'],
    ['errors_total * on(instance) group_left(version) build_info', 'instance job=api method=GET|POST version'],
    ['errors_total * on(instance) group_left(zone) build_info', 'instance job=api method=GET|POST'],
    ['errors_total * on(instance) group_left(method) up', 'instance job=api'],
    [
      'errors_total * on(job) group_left(method) sum by (job, method) (errors_total{method="GET"})',
      'instance job=api method=GET',
    ],
    ['errors_total * ignoring(method) group_left work_seconds_total', 'instance job=api method=GET|POST'],
    [
      'requests_total * on(job, route) group_left sum by (job, route) (latency_seconds_count)',
      'code=200|404|500 instance job=api method=GET|POST route',
    ],
    // One to many.
    ['up * on(instance) group_right errors_total', 'instance job=api method=GET|POST'],
    ['build_info * on(instance) group_right(version) errors_total', 'instance job=api method=GET|POST version'],
    // Values that both sides can have.
    ['up and on(job) errors_total', 'instance job=api'],
    ['up and errors_total{method=""}', ''],
    [
      'requests_total{code=~"200|404"} and on(code) requests_total{code=~"404|500"}',
      'code=404 instance job=api method=GET|POST route?',
    ],
    ['up unless on(job) errors_total', 'instance job=api|node'],
    // Sets.
    ['up or errors_total', 'instance job=api|node method?=GET|POST'],
    ['up or vector(0)', 'instance? job?=api|node'],
    ['up or nobody_knows', 'instance? job? …'],
    ['up and nobody_knows', 'instance job=api|node'],
    ['nobody_knows and up', 'instance job=api|node …'],
    ['nobody_knows and on(job) up', 'job=api|node …'],
    ['nobody_knows * on(job) group_left(version) build_info', 'job=api version …'],
    ['nobody_knows * on(job) build_info', 'job=api'],
    // Comparisons.
    ['up > 0', 'instance job=api|node'],
    ['0 < up', 'instance job=api|node'],
    ['up > bool 0', 'instance job=api|node'],
    ['up > on(instance) build_info', 'instance'],
  ])('%s', (text, labels) => {
    if (labels === '') return expect(shapeOf(text, open)).toMatchObject({ closed: true });
    return expect(labelsOf(text, open)).toBe(labels);
  });

  it.each([
    ['errors_total + fill(0) errors_total', 'instance job=api method=GET|POST'],
    ['errors_total + on(instance) fill_right(0) up', 'instance'],
    ['up + on(instance, job) fill_left(0) errors_total', 'instance job=api'],
    ['up + on(instance, job) fill_right(0) errors_total', 'instance job=api|node'],
    [
      'errors_total * on(instance) group_left(version) fill_right(1) build_info',
      'instance job=api method=GET|POST version?',
    ],
  ])('%s, where a missing side is filled in', (text, labels) => expect(labelsOf(text)).toBe(labels));
});

describe('nothing comes out of', () => {
  it.each([
    ['errors_total / up{job="node"}', 'errors_total always has job="api", and up always has job="node"'],
    ['errors_total / up', "errors_total always has the label 'method'", 'up never has the label'],
    ['errors_total and up', "up never has the label 'method'"],
    ['errors_total > up', "up never has the label 'method'"],
    ['up * on(version) build_info', "up never has the label 'version'"],
    ['up * on(job) group_left backup_seconds{job="x"}', 'no series of backup_seconds'],
    [
      'up{job="api"} * on(job) group_left backup_seconds',
      'up always has job="api", and backup_seconds always has job="node"',
    ],
    [
      'sum(errors_total) / sum by (job) (up)',
      "the left side never has the label 'job', and the right side always has the label 'job'",
    ],
    [
      'requests_total{code=~"200|404"} / on(code) requests_total{code="500"}',
      'the left side has code only as "200", "404", and the right side always has code="500"',
    ],
    ['up and on() up{job="x"}', 'no series of up has job="x"'],
    ['up{job="x"} unless up', 'no series of up has job="x"'],
    ['up unless on() vector(1)', 'the right side is always there'],
    ['up{job="x"} or up{job="y"}', 'no series of up has job="x"'],
    ['up > 1', 'up is never above 1'],
    ['up >= 2', 'up is never above 1'],
    ['1 < up', 'up is never above 1'],
    ['up < 0', 'up is never below 0'],
    ['up == 2', 'up is never above 1'],
    ['build_info != 1', 'build_info is always 1'],
    ['(up > 0.5) < 0.2', 'the left side is never below 0.5'],
    ['rate(errors_total[5m]) < 0', 'rate(…) is never below 0'],
    ['sum(queue_depth) < 0', 'sum(…) is never below 0'],
    ['count(up) < 1', 'count(…) is never below 1'],
    ['count(up) == 0', 'count(…) is never below 1'],
    ['hour() > 23', 'hour() is never above 23'],
    ['sum(rate(errors_total{method="GET"}[5m])) / sum(rate(errors_total[5m])) > 5', 'the left side is never above 1'],
    [
      'hit_ratio > on(instance, job) (count_over_time(up[5m]) + 1)',
      'hit_ratio is never above 1, and the right side is never below 2',
    ],
    ['absent(vector(1))', 'vector(…) is always there'],
    ['absent(up or vector(0))', 'its argument is always there'],
    ['clamp(up, 5, 1)', 'the least value is above the largest'],
    [
      'histogram_quantile(0.9, sum by (route) (rate(latency_seconds_bucket[5m])))',
      "histogram_quantile needs the label 'le'",
    ],
    ['histogram_count(errors_total)', 'histogram_count reads native histograms, and there are none'],
  ])('%s', (text, ...reasons) => {
    for (const reason of reasons) expect(shapeOf(text).empty?.reason).toContain(reason);
  });

  it.each([
    'errors_total / on(instance) up',
    'up or up{job="x"}',
    'up unless up{job="x"}',
    'absent(up{job="x"})',
    'vector(1) or up{job="x"}',
    'up >= 1',
    'up == 0',
    'up > bool 5',
    'scalar(up{job="x"})',
    'up + fill(0) up{job="x"}',
    'errors_total + fill_right(0) up',
    'nobody_knows * on(job) up',
    'nobody_knows > 1',
    'balance < -1',
    'histogram_quantile(0.9, nobody_knows)',
    'histogram_quantile(0.9, rate(size_bytes[5m]))',
    'histogram_count(rate(size_bytes[5m]))',
    'requests_total and on(route) errors_total',
    'started_seconds - backup_seconds > 0 or up',
  ])('%s: no, something may', (text) => expect(shapeOf(text, open).empty).toBeUndefined());

  it('is said of everything around it', () => {
    for (const text of [
      '-x',
      '(x)',
      'sum(x)',
      'rate(x[5m])',
      'x > 1',
      '1 + x',
      'label_replace(x, "a", "", "b", "")',
      'topk(1, x)',
    ]) {
      expect(shapeOf(text.replaceAll('x', 'nobody')).empty?.reason, text).toBe("there is no metric 'nobody'");
    }
  });
});

describe('a comparison that always holds', () => {
  it.each([
    ['up >= 0', 'up is never below 0'],
    ['0 <= up', 'up is never below 0'],
    ['up <= 1', 'up is never above 1'],
    ['up < 2', 'up is never above 1'],
    ['up != 2', 'up is never above 1'],
    ['build_info == 1', 'build_info is always 1'],
    ['up >= bool 0', 'up is never below 0'],
    ['count(up) > 0', 'count(…) is never below 1'],
  ])('%s', (text, reason) => expect(shapeOf(text).vacuous?.reason).toBe(reason));

  it.each([
    'up > 0',
    'up == 1',
    'balance > 0',
    // Takes NaN away.
    'gc_seconds >= 0',
    'rate(errors_total[5m]) / rate(errors_total[5m]) >= 0',
    'histogram_quantile(0.9, latency_seconds_bucket) >= 0',
    'scalar(up) >= bool 0',
    'nobody_knows >= 0',
  ])('%s does not', (text) => expect(shapeOf(text, open).vacuous).toBeUndefined());

  it('is said of the comparison alone', () => {
    expect(shapeOf('sum(up >= 0)').vacuous).toBeUndefined();
    expect(shapeOf('(up >= 0) + 1').vacuous).toBeUndefined();
  });
});

describe('something always comes out of', () => {
  it.each([
    ['vector(1)', true],
    ['1', true],
    ['time()', true],
    ['hour()', true],
    ['up', false],
    ['up or vector(0)', true],
    ['(up or vector(0)) * 2', true],
    ['sum(up or vector(0))', true],
    ['sum(up) or vector(0)', true],
    ['scalar(up)', true],
    ['vector(1) + vector(2)', true],
    ['vector(1) + up', false],
    ['vector(1) > 0', true],
    ['(up or vector(0)) > 0', false],
    ['(up or vector(0)) > bool 0', true],
    ['vector(1) and on() up', false],
    ['vector(1) and on() vector(0)', true],
    ['vector(1) unless up', false],
    ['vector(1) unless up{job="x"}', true],
    ['absent(up)', false],
    ['absent(up{job="x"})', true],
    ['topk(1, vector(1))', true],
    ['topk(0, vector(1))', false],
    ['-vector(1)', true],
  ])('%s: %s', (text, present) => expect(shapeOf(text).alwaysPresent).toBe(present));
});
