import { type Board, promql, scrape } from 'narthex';
import { describe, expect, it } from 'vitest';
import { planOf, problemsOf, shop } from '../support/stacks.ts';

const board: Board = {
  name: 'checkout',
  title: 'Checkout',
  description: 'Do people get what they pay for?',
  from: '6h',
  variables: [],
  annotations: [],
  rows: [
    {
      key: 'all',
      lines: [
        {
          height: 6,
          panels: [
            { kind: 'text', key: 'about', title: 'About', text: 'Owned by **checkout**.' },
            {
              kind: 'gauge',
              key: 'up',
              title: 'Instances that answer',
              shows: 'The share of the instances that answer.',
              action: 'Look for the one that does not.',
              unit: 'percentunit',
              min: 0,
              max: 1,
              noValue: 'No instance is known.',
              queries: [{ expr: promql`avg(${scrape.up})`, legend: 'all' }],
              drillDown: [
                { board: 'overview', title: 'Overview', labels: ['job'] },
                { board: 'nowhere', title: 'Nowhere' },
              ],
            },
          ],
        },
      ],
    },
  ],
};

/** The same board with a panel that may be empty for this reason, which no compiler has seen. */
const emptyFor = (reason: string): Board =>
  JSON.parse(JSON.stringify(board).replace('"key":"up"', `"key":"up","mayBeEmpty":${reason}`));

const made = (dashboards: readonly Board[]) => planOf(shop({ dashboards })).dashboards;

describe('a board that a stack declares', () => {
  it('stands beside those that follow from what the stack declares', () => {
    expect(made([board]).map(({ uid }) => uid)).toContain('shop-checkout');
  });

  it('has its words, its gauge, and a link that takes over the label of the series', () => {
    const json = made([board]).find(({ title }) => title === 'Checkout')?.json as {
      panels: readonly Record<string, unknown>[];
    };
    const [text, gauge] = json.panels;
    expect(text).toMatchObject({ type: 'text', options: { mode: 'markdown', content: 'Owned by **checkout**.' } });
    expect(gauge).toMatchObject({ type: 'gauge', gridPos: { x: 12, w: 12 } });
    const config = gauge?.fieldConfig as { defaults: { links: readonly { title: string; url: string }[] } } | undefined;
    const links = config?.defaults.links ?? [];
    // The board that the stack does not have is not linked to.
    expect(links.map(({ title }) => title)).toEqual(['Overview']);
    expect(links[0]?.url).toMatch(/^\/d\/shop-overview\?.*&var-job=\$\{__field\.labels\.job\}$/);
  });

  it.each(['"nothing has failed"', '{"lacking":"a disk"}', '{"never":"nothing is deleted"}'])(
    'may have a panel that is empty because of %s',
    (reason) => {
      const file = made([emptyFor(reason)]).find(({ title }) => title === 'Checkout');
      expect(Object.values(file?.mayBeEmpty ?? {})).toEqual([JSON.parse(reason)]);
    },
  );

  it.each([
    ['the name of a built-in one', { ...board, name: 'overview' }, 'NX136'],
    ['the title of a built-in one', { ...board, title: 'shop overview' }, 'NX136'],
    ['a panel twice', { ...board, rows: [...board.rows, ...board.rows] }, 'NX136'],
    ['a name that no address can hold', { ...board, name: 'Check out' }, 'NX137'],
    ['a panel that may be empty without a word', emptyFor('" "'), 'NX139'],
    ['a panel that lacks something without a name', emptyFor('{"lacking":""}'), 'NX139'],
    ['a panel that may be empty in a way that nobody knows', emptyFor('{"seldom":"it is rare"}'), 'NX139'],
    ['a panel that may be empty in two ways', emptyFor('{"lacking":"a disk","never":"there is none"}'), 'NX139'],
  ])('is refused with %s', (_, wrong, code) => {
    expect(new Set(problemsOf(() => made([wrong])).map((problem) => problem.code))).toEqual(new Set([code]));
  });
});
