import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOrder } from '../../local/order.ts';
import type { Edge, Purpose } from '../../stacks/model/index.ts';

const edge = (from: string, to: string, purpose: Purpose): Edge => ({ from, to, port: 1, udp: false, purpose });
const order = (parts: string[], edges: Edge[]) => Object.fromEntries(startOrder(parts, edges));

/** Whether starting each part after its needs ever ends. */
function canStart(needs: ReadonlyMap<string, readonly string[]>): boolean {
  const started = new Set<string>();
  for (let before = -1; before !== started.size; ) {
    before = started.size;
    for (const [part, others] of needs) if (others.every((other) => started.has(other))) started.add(part);
  }
  return started.size === needs.size;
}

describe('the order of starting', () => {
  it('puts a part after everything that it connects to', () => {
    const edges = [edge('exporter', 'database', 'data'), edge('prometheus', 'exporter', 'scrape')];
    expect(order(['prometheus', 'exporter', 'database'], edges)).toEqual({
      prometheus: ['exporter'],
      exporter: ['database'],
      database: [],
    });
  });

  it('lets the weaker need give way in a circle, whichever comes first', () => {
    const circle = [edge('prometheus', 'grafana', 'scrape'), edge('grafana', 'prometheus', 'query')];
    for (const edges of [circle, circle.toReversed()]) {
      expect(order(['prometheus', 'grafana'], edges)).toEqual({ prometheus: [], grafana: ['prometheus'] });
    }
  });

  it('forgets the world outside and a part that talks to itself', () => {
    const edges = [edge('a', 'outside', 'deliver'), edge('a', 'a', 'alert')];
    expect(order(['a'], edges)).toEqual({ a: [] });
  });

  it('exists for every set of connections', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const name = fc.constantFrom(...names);
    const purpose = fc.constantFrom<Purpose>('data', 'alert', 'deliver', 'query', 'probe', 'ask', 'scrape');
    const edges = fc.array(fc.tuple(name, name, purpose).map(([from, to, why]) => edge(from, to, why)));
    fc.assert(
      fc.property(edges, (all) => {
        expect(canStart(startOrder(names, all))).toBe(true);
      }),
    );
  });
});
