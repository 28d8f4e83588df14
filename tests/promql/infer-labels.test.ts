import { describe, expect, it } from 'vitest';
import { labelsOf, open, shapeOf } from './catalog.ts';

describe('the labels of an aggregation', () => {
  it.each([
    ['sum(errors_total)', ''],
    ['sum by (job) (errors_total)', 'job=api'],
    ['sum by (job, zone) (errors_total)', 'job=api'],
    ['sum by (route) (requests_total)', 'route?'],
    ['sum without (instance) (errors_total)', 'job=api method=GET|POST'],
    ['sum without (zone) (errors_total)', 'instance job=api method=GET|POST'],
    ['sum by (job) (anything)', 'job'],
    ['sum by (zone) (anything)', 'zone?'],
    ['sum without (job) (anything)', '…'],
    ['sum by (a, b) (nobody_knows{a="1"})', 'a=1 b?'],
    ['count_values("value", up)', 'value'],
    ['count_values by (job) ("value", up)', 'job=api|node value'],
    ['count_values("version", build_info)', 'version=1'],
    ['topk(3, errors_total)', 'instance job=api method=GET|POST'],
    ['topk by (job) (3, errors_total)', 'instance job=api method=GET|POST'],
    ['bottomk(3, sum by (method) (errors_total))', 'method=GET|POST'],
    ['quantile(0.9, errors_total)', ''],
    ['group by (instance) (up)', 'instance'],
    ['sum by (__name__) (up)', ''],
  ])('%s', (text, labels) => expect(labelsOf(text, open)).toBe(labels));

  it.each([
    ['sum(errors_total)', false],
    ['sum by (__name__) (up)', true],
    ['topk(3, up)', true],
    ['up', true],
    ['-up', false],
    ['+up', true],
    ['rate(errors_total[5m])', false],
    ['last_over_time(up[5m])', true],
    ['abs(up)', false],
    ['sort(up)', true],
    ['up > 0', true],
    ['up > bool 0', false],
    ['up == on(instance) up', false],
    ['up == ignoring(job) up', true],
    ['errors_total > on(instance) group_left up', true],
    ['up and up', true],
    ['up + up', false],
    ['up * 2', false],
  ])('%s keeps the name: %s', (text, named) => expect(shapeOf(text).named).toBe(named));
});

describe('the key of an aggregation', () => {
  it.each([
    ['sum(errors_total)', []],
    ['sum by (job) (errors_total)', []],
    ['sum by (instance) (errors_total)', ['instance']],
    ['sum by (instance, job) (up)', ['instance']],
    ['sum by (job) (up)', ['job']],
    ['sum by (method, instance) (requests_total)', ['method', 'instance']],
    ['sum without (method) (errors_total)', ['instance']],
    ['sum without (version) (build_info)', ['instance']],
    ['sum without (instance) (errors_total)', ['method']],
    // The node follows from the pod: whether from it alone, nobody knows.
    ['max by (pod, node) (pod_info)', undefined],
    ['max by (namespace, pod, node) (pod_info)', ['namespace', 'pod']],
    ['max without (pod) (pod_info)', undefined],
    ['sum by (zone) (nobody_knows)', ['zone']],
    ['sum by (zone, region) (nobody_knows)', undefined],
    ['count_values by (method) ("value", errors_total)', ['method', 'value']],
    ['topk(2, errors_total)', ['instance', 'method']],
    ['topk(1, errors_total)', []],
    ['topk by (method) (1, errors_total)', ['method']],
    ['bottomk without (method) (1, errors_total)', ['instance', 'method']],
    ['histogram_quantile(0.9, latency_seconds_bucket)', ['instance', 'route']],
    ['errors_total / errors_total', ['instance', 'method']],
    ['errors_total / on(instance) group_left up', ['instance', 'method']],
    ['up * on(instance) group_left(version) build_info', ['instance']],
    ['errors_total or errors_total', ['instance', 'method']],
    ['vector(1)', []],
    ['absent(up)', []],
  ])('%s', (text, key) => expect(shapeOf(text, open).key).toEqual(key));
});

describe('labels that a function writes', () => {
  it.each([
    ['label_replace(up, "kind", "$1", "job", "(.)(.*)")', 'instance job=api|node kind=a|n'],
    [`label_replace(up, "kind", "x-$2-\${1}", "job", "(.)(.*)")`, 'instance job=api|node kind=x-pi-a|x-ode-n'],
    ['label_replace(up, "kind", "$1x", "job", "(.*)")', 'instance job=api|node'],
    [`label_replace(up, "kind", "\${first}", "job", "(?P<first>.).*")`, 'instance job=api|node kind=a|n'],
    ['label_replace(up, "kind", "$$1", "job", ".*")', 'instance job=api|node kind=$1'],
    ['label_replace(up, "kind", "web", "job", "api")', 'instance job=api|node kind?=web'],
    ['label_replace(up, "kind", "web", "job", "web")', 'instance job=api|node'],
    ['label_replace(up, "kind", "web", "none", "")', 'instance job=api|node kind=web'],
    ['label_replace(up, "kind", "web", "none", ".+")', 'instance job=api|node'],
    ['label_replace(up, "job", "web", "job", "api")', 'instance job=web|node'],
    ['label_replace(up, "job", "", "job", ".*")', 'instance'],
    ['label_replace(up, "job", "web", "instance", "x")', 'instance job=web|api|node'],
    ['label_replace(up, "host", "$1", "instance", "(.*):.*")', 'host? instance job=api|node'],
    ['label_replace(up, "host", "here", "instance", ".*")', 'host=here instance job=api|node'],
    ['label_replace(up, "host", "here", "instance", "x.*")', 'host?=here instance job=api|node'],
    [
      'label_replace(requests_total{method="GET"}, "verb", "$1", "method", "(.*)")',
      'code=200|404|500 instance job=api method=GET route? verb=GET',
    ],
    ['label_join(up, "both", "-", "job", "job")', 'both=api-api|api-node|node-api|node-node instance job=api|node'],
    ['label_join(up, "both", "-", "job", "instance")', 'both instance job=api|node'],
    ['label_join(up, "both", "", "none")', 'instance job=api|node'],
    ['label_join(up, "instance", "", "job")', 'instance=api|node job=api|node'],
    ['label_join(up, "fixed", "/")', 'instance job=api|node'],
  ])('%s', (text, labels) => expect(labelsOf(text)).toBe(labels));

  it('tell nothing apart any more', () => {
    expect(shapeOf('label_replace(up, "instance", "x", "job", "api")').key).toBeUndefined();
    expect(shapeOf('label_replace(up, "kind", "x", "job", "api")').key).toEqual(['instance']);
  });

  it('may tell series apart in the place of the label that they copy', () => {
    expect(shapeOf('label_replace(up, "host", "$1", "instance", "(.*):.*")').key).toBeUndefined();
    expect(shapeOf('label_join(up, "host", "-", "instance", "job")').key).toBeUndefined();
  });
});

describe('the labels of other functions', () => {
  it.each([
    ['rate(errors_total[5m])', 'instance job=api method=GET|POST'],
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))', 'instance job=api route'],
    ['histogram_quantile(0.9, sum by (le, route) (rate(latency_seconds_bucket[5m])))', 'route'],
    ['histogram_quantile(0.9, rate(size_bytes[5m]))', 'instance job=api'],
    ['scalar(up)', ''],
    ['vector(1)', ''],
    ['time()', ''],
    ['hour()', ''],
    ['hour(started_seconds)', 'instance job=api'],
    ['timestamp(up)', 'instance job=api|node'],
    ['sort_desc(up)', 'instance job=api|node'],
    ['absent(up{job="api"})', 'job=api'],
    ['absent((up{job="api"}))', 'job=api'],
    ['absent(up{job="api",instance=~"a"})', 'job=api'],
    ['absent(up{job="api",job="node"})', ''],
    ['absent(up{job="api",job!="node"})', ''],
    ['absent(up{job!="node",job="api"})', 'job?=api'],
    ['absent(up{job="api",zone=""})', 'job=api'],
    ['absent({__name__="up",job="api"})', 'job=api'],
    ['absent(sum(up{job="api"}))', ''],
    ['absent(rate(errors_total{job="api"}[5m]))', ''],
    ['absent_over_time(up{job="api"}[5m])', 'job=api'],
    ['info(up)', 'instance job=api|node …'],
    ['info(up, {k8s_node_name=~".+"})', 'instance job=api|node …'],
  ])('%s', (text, labels) => expect(labelsOf(text)).toBe(labels));
});
