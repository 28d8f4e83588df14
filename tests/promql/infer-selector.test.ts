import { describe, expect, it } from 'vitest';
import { infer } from '../../promql/infer/infer.ts';
import { parse } from '../../promql/syntax/parse.ts';
import { closed, labelsOf, open, shapeOf } from './catalog.ts';

describe('the labels of a selector', () => {
  it.each([
    ['up', 'instance job=api|node'],
    ['up{job="api"}', 'instance job=api'],
    ['up{job!="api"}', 'instance job=node'],
    ['up{job=~"a.*"}', 'instance job=api'],
    ['up{job!~"a.*"}', 'instance job=node'],
    ['up{instance="a:1"}', 'instance=a:1 job=api|node'],
    ['up{instance=~"a|b"}', 'instance=a|b job=api|node'],
    ['up{instance=~"a.+"}', 'instance job=api|node'],
    ['{__name__="up",job="api"}', 'instance job=api'],
    ['{"up",job="api"}', 'instance job=api'],
    ['{__name__=~"up|hit_ratio"}', 'instance job=api|node'],
    ['up offset 5m', 'instance job=api|node'],
    ['up @ 0', 'instance job=api|node'],
    ['up[5m]', 'instance job=api|node'],
    ['up[1h:5m]', 'instance job=api|node'],
    ['(up)', 'instance job=api|node'],
    ['-up', 'instance job=api|node'],
    // A label that may be missing.
    ['requests_total{route="/"}', 'code=200|404|500 instance job=api method=GET|POST route=/'],
    ['requests_total{route!=""}', 'code=200|404|500 instance job=api method=GET|POST route'],
    ['requests_total{route=""}', 'code=200|404|500 instance job=api method=GET|POST'],
    ['requests_total{route!="/"}', 'code=200|404|500 instance job=api method=GET|POST route?'],
    ['requests_total{route=~"/|"}', 'code=200|404|500 instance job=api method=GET|POST route?=/'],
    ['requests_total{route=~".+"}', 'code=200|404|500 instance job=api method=GET|POST route'],
    ['requests_total{route=~".*"}', 'code=200|404|500 instance job=api method=GET|POST route?'],
    ['requests_total{code=~"[45].."}', 'code=404|500 instance job=api method=GET|POST route?'],
    ['requests_total{code!~"2.."}', 'code=404|500 instance job=api method=GET|POST route?'],
    // A label that cannot be there, and need not.
    ['up{zone=""}', 'instance job=api|node'],
    ['up{zone!="x"}', 'instance job=api|node'],
    ['up{zone!~"x+"}', 'instance job=api|node'],
    ['up{zone=~"x?"}', 'instance job=api|node'],
    // Several sources.
    ['shared_total', 'instance job=a|b shard? zone?=x|y'],
    ['shared_total{job="a"}', 'instance job=a shard'],
    ['shared_total{zone="x"}', 'instance job=b zone=x'],
    ['shared_total{zone=""}', 'instance job=a|b shard?'],
    ['shared_total{shard=""}', 'instance job=b zone?=x|y'],
    // Several names.
    ['{__name__=~"work_seconds_total|sent_bytes_total"}', 'instance job=api'],
    ['{__name__=~"up|queue_.*"}', 'instance job=api|node queue?=mail|video'],
    ['{job="a"}', 'instance? job=a shard? …'],
    // Labels nobody knows of.
    ['anything{zone="x"}', 'job zone=x …'],
    ['anything{zone=~".+"}', 'job zone …'],
    ['anything{zone!="x"}', 'job …'],
  ])('%s', (text, labels) => {
    expect(labelsOf(text)).toBe(labels);
  });

  it('are unknown where the name is, but for what the conditions say', () => {
    expect(labelsOf('nobody_knows{a="1",b=~"x|y",c=~".+",d!="2"}', open)).toBe('a=1 b=x|y c …');
    expect(shapeOf('nobody_knows', open)).toMatchObject({ kind: undefined, unit: undefined, key: undefined });
    expect(shapeOf('nobody_knows', open).empty).toBeUndefined();
  });

  it('say nothing of a name that a regular expression finds, where others may be there', () => {
    expect(shapeOf('{__name__=~"up|errors_total"}', open)).toMatchObject({ kind: undefined, closed: false });
  });

  it('are left as they are by a regular expression that JavaScript cannot judge', () => {
    expect(labelsOf('up{job=~"\\\\pL+"}')).toBe('instance job=api|node');
    expect(labelsOf('up{zone=~"\\\\pL+"}')).toBe('instance job=api|node');
  });
});

describe('nothing is met by', () => {
  it.each([
    ['nobody_knows', "there is no metric 'nobody_knows'", 'nobody_knows'],
    ['{__name__=~"nobody_.*"}', 'no metric has such a name', '__name__=~"nobody_.*"'],
    ['up{zone="x"}', "up has no label 'zone'", 'zone="x"'],
    ['up{zone!=""}', "up has no label 'zone'", 'zone!=""'],
    ['up{zone=~".+"}', "up has no label 'zone'", 'zone=~".+"'],
    ['up{job="web"}', 'no series of up has job="web"', 'job="web"'],
    ['up{job=""}', 'no series of up has job=""', 'job=""'],
    ['up{instance=""}', 'no series of up has instance=""', 'instance=""'],
    ['up{job!~"api|node"}', 'no series of up has job!~"api|node"', 'job!~"api|node"'],
    ['sum(rate(requests_total{code="200",job="web"}[5m]))', 'no series of requests_total has job="web"', 'job="web"'],
    ['shared_total{job="a",zone="x"}', 'no series of shared_total meets all of its conditions', 'shared_total'],
    ['up{job="api",job="node"}', 'no series of up meets all of its conditions', 'up'],
  ])('%s', (text, reason, at) => {
    const { empty } = shapeOf(text);
    expect(empty?.reason).toBe(reason);
    expect(text.slice(empty?.span.from, empty?.span.to)).toBe(at);
  });

  it('a known name with impossible conditions, even where other names may be there', () => {
    expect(shapeOf('up{job="web"}', open).empty?.reason).toBe('no series of up has job="web"');
    expect(shapeOf('{job="web"}', open).empty).toBeUndefined();
  });
});

describe('the key of a selector', () => {
  it.each([
    ['up', ['instance']],
    ['errors_total', ['instance', 'method']],
    ['errors_total{method="GET"}', ['instance']],
    ['errors_total{instance="a",method="GET"}', []],
    ['requests_total{route=""}', ['instance', 'method', 'code']],
    ['shared_total', ['instance', 'shard', 'zone']],
    ['shared_total{job="a"}', ['instance', 'shard']],
    ['{__name__=~"work_seconds_total|sent_bytes_total"}', ['__name__', 'instance']],
    ['{__name__=~"up|errors_total"}', ['__name__', 'instance', 'method']],
    ['abs({__name__=~"up|errors_total"})', undefined],
  ])('%s', (text, key) => expect(shapeOf(text).key).toEqual(key));
});

describe('a selection', () => {
  it('is listed in the order of the text, with the series that can match', () => {
    const expr = parse('topk(scalar(balance), up / on(instance) shared_total{job="b"})');
    const { selections } = infer(expr, closed).of(expr);
    expect(selections.map(({ selector }) => selector.name)).toEqual(['balance', 'up', 'shared_total']);
    expect(selections.map(({ series }) => series.length)).toEqual([1, 1, 1]);
    expect(selections[2]?.series[0]?.labels.has('zone')).toBe(true);
  });

  it('is found again for the same text, with its own place', () => {
    const expr = parse('up{job="web"} or up{job="web"}');
    const shape = infer(expr, closed);
    if (expr.kind !== 'BinaryExpr') throw new Error('not a binary expression');
    expect(shape.of(expr.left).empty?.span).toEqual({ from: 3, to: 12 });
    expect(shape.of(expr.right).empty?.span).toEqual({ from: 20, to: 29 });
  });
});
