import { describe, expect, it } from 'vitest';
import { hasData } from '../../../dashboards/panels.ts';
import { declared } from '../../../dashboards/parts/declared.ts';
import { ruleGroups } from '../../../rules/index.ts';
import { type Board, type Definition, resolveStack } from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { shop } from '../../support/stacks.ts';
import { everything } from '../boards.ts';
import { allPanels, boardNamed, made, panelKeyed } from './stacks.ts';
import { varied } from './varied.ts';

const about = [
  ...[
    'services',
    'nodejs',
    'postgres',
    'redis',
    'probes',
    'batch-jobs',
    'test-runs',
    'containers',
    'kubernetes',
    'hosts',
  ],
] as const;
const ours = ({ name }: Board) => about.some((each) => each === name);
const namesOf = (definition: Definition) =>
  made(definition, 'production')
    .boards.filter(ours)
    .map(({ name }) => name);
const keysOf = (board: Board) => allPanels(board).map(({ key }) => key);
const boardOf = (definition: Definition, name: string) => boardNamed(made(definition, 'production').boards, name);
const text = (board: Board, key: string) => panelKeyed(board, key).queries.map(({ expr }) => expr.text);

describe('the boards about what a stack runs on', () => {
  it('are there only where the stack declares it', () => {
    expect(namesOf(shop())).toEqual([]);
    expect(namesOf(sergas)).toEqual([
      ...['services', 'nodejs', 'postgres', 'redis', 'probes', 'batch-jobs', 'containers', 'hosts'],
    ]);
    expect(namesOf(varied)).toEqual([
      ...['services', 'nodejs', 'probes', 'batch-jobs', 'test-runs', 'containers', 'kubernetes', 'hosts'],
    ]);
  });

  it.each([
    ['Sergas', sergas],
    ['a stack of many kinds of services', varied],
  ] as const)('show what each alert about it watches, in %s', (_, definition) => {
    const packs = /^(application|nodejs|host-|containers|probe|batch-jobs|pushgateway|test-runs|postgres|redis)/;
    const stack = resolveStack(definition, 'production');
    const alerts = ruleGroups(stack).flatMap(({ name, rules }) =>
      packs.test(name) ? rules.filter(({ kind }) => kind === 'alert').map((rule) => rule.name) : [],
    );
    const shown = new Set(
      made(definition, 'production')
        .boards.filter(ours)
        .flatMap(allPanels)
        .flatMap((panel) => (hasData(panel) ? (panel.guard?.alerts ?? []) : [])),
    );
    expect(alerts.length).toBeGreaterThan(20);
    expect(alerts.filter((name) => !shown.has(name))).toEqual([]);
  });

  it.each([
    ...namesOf(sergas).map((name) => [name, sergas] as const),
    ['kubernetes', varied] as const,
    ['test-runs', varied] as const,
  ])('begin with four to six numbers, and end with what they are for: %s', (name, definition) => {
    const { rows } = boardOf(definition, name);
    const first = rows[0]?.lines.flatMap(({ panels }) => panels) ?? [];
    expect(first.every(({ kind }) => kind === 'stat')).toBe(true);
    expect(first.length).toBeGreaterThanOrEqual(4);
    expect(first.length).toBeLessThanOrEqual(6);
    expect(rows.at(-1)?.lines[0]?.panels[0]).toMatchObject({ kind: 'text', key: 'about' });
  });

  it('say who owns them, and lead to boards that the stack has', () => {
    for (const definition of [sergas, varied]) {
      const { boards, stack } = made(definition, 'production');
      const uids = new Set(boards.map(({ name }) => `${stack.name}-${name}`));
      for (const board of boards.filter(ours)) {
        const [panel] = allPanels(board).filter(({ key }) => key === 'about');
        const words = panel?.kind === 'text' ? panel.text : '';
        expect(words, board.name).toContain(`team **${stack.team}**`);
        const links = [...words.matchAll(/\/d\/([\w-]+)\)/g)].map(([, uid = '']) => uid);
        expect(links.length, board.name).toBeGreaterThan(1);
        expect(links.filter((uid) => !uids.has(uid))).toEqual([]);
      }
    }
  });

  it('let one choose the widest first, each choice among what is chosen before it', () => {
    for (const board of [sergas, varied].flatMap((each) => made(each, 'production').boards.filter(ours))) {
      board.variables.forEach(({ name, query }, index) => {
        const used = [...query.text.matchAll(/\$(\w+)/g)].map(([, variable]) => variable);
        const before = board.variables.slice(0, index).map((variable) => variable.name);
        expect(used, `${board.name} ${name}`).toEqual(before);
      });
    }
  });

  it('narrow every panel down to what is chosen, but for what is about the whole', () => {
    const whole = [
      ...['gateway-up', 'group-growth', 'gateway-answers', 'push-duration', 'never-pushed'],
      ...['incomplete', 'nodes-not-ready', 'cpu-requested', 'memory-requested'],
    ];
    for (const board of [sergas, varied].flatMap((each) => made(each, 'production').boards.filter(ours))) {
      const widest = board.variables[0]?.name ?? '';
      for (const panel of allPanels(board).filter(hasData)) {
        if (whole.includes(panel.key)) continue;
        for (const { expr } of panel.queries) expect(expr.text, panel.key).toContain(`${widest}=~"$${widest}"`);
      }
    }
  });

  it('are where the overview leads', () => {
    const leads = new Set(
      allPanels(boardOf(sergas, 'overview')).flatMap((panel) =>
        hasData(panel) ? (panel.drillDown ?? []).map(({ board }) => board) : [],
      ),
    );
    expect(namesOf(sergas).filter((name) => name !== 'nodejs' && !leads.has(name))).toEqual([]);
    for (const name of leads) expect(Object.keys(declared)).toContain(name);
  });

  it('read as often as what they show is scraped', () => {
    expect(panelKeyed(boardOf(varied, 'hosts'), 'load').interval).toBe('1m');
    expect(panelKeyed(boardOf(sergas, 'redis'), 'commands').interval).toBe('30s');
    expect(panelKeyed(boardOf(sergas, 'hosts'), 'load').interval).toBeUndefined();
  });
});

describe('the board about services', () => {
  const board = boardOf(varied, 'services');

  it('tells services apart by what they count, and asks each only for that', () => {
    expect(panelKeyed(board, 'request-rate').queries).toHaveLength(2);
    for (const key of ['request-errors', 'errors-most', 'durations']) expect(text(board, key)).toHaveLength(1);
    expect(text(board, 'request-errors')[0]).not.toContain('proxy');
    expect(text(board, 'requests')[0]).toMatch(/ or sum by \(job\) \(rate\(proxy_http_requests_total/);
  });

  it('lets one choose a route by the label that services have for it, where a metric has it', () => {
    expect(board.variables.map(({ name }) => name)).toEqual(['job', 'instance', 'handler']);
    expect(text(board, 'request-latency')[0]).toContain('handler=~"$handler"');
    expect(text(board, 'under-way')[0]).not.toContain('$handler');
    expect(text(board, 'request-rate')[1]).not.toContain('$handler');
  });

  it('chooses by a click on a route or a service', () => {
    const panel = panelKeyed(board, 'slow-routes');
    expect(panel.kind === 'table' && panel.columns.map(({ boardLink }) => boardLink?.variable)).toEqual([
      ...['job', 'handler', undefined],
    ]);
  });

  it('offers no instance of a program that is no service', () => {
    expect(board.variables[1]?.query.text).toContain('job=~"web|proxy"');
  });

  it('is reached from a table of the overview where there are several services', () => {
    expect(keysOf(boardOf(varied, 'overview'))).toContain('services');
    expect(keysOf(boardOf(sergas, 'overview'))).not.toContain('services');
  });
});

describe('the board about Node.js', () => {
  it('shows memory, processors and files of its own processes only, though every program exposes them', () => {
    const board = boardOf(sergas, 'nodejs');
    for (const panel of allPanels(board).filter(hasData)) {
      for (const { expr } of panel.queries) {
        if (/\b(process_\w+|up)\{/.test(expr.text)) expect(expr.text, panel.key).toContain('job="sergas"');
      }
    }
  });

  it('asks whether the metrics are whole where the instrumentation says so', () => {
    expect(keysOf(boardOf(sergas, 'nodejs'))).toContain('series-dropped');
    expect(keysOf(boardOf(varied, 'nodejs'))).not.toContain('series-dropped');
  });
});

describe('the board about probes', () => {
  const certificates = (definition: Definition) =>
    boardOf(definition, 'probes').rows.find(({ key }) => key === 'certificates');

  it('shows certificates openly where a probe is sure to see some, else closed', () => {
    expect(certificates(everything)?.collapsed).toBeUndefined();
    expect(certificates(sergas)?.collapsed).toBe(true);
    expect(keysOf(boardOf(everything, 'probes'))).toContain('certificate-first');
    expect(keysOf(boardOf(sergas, 'probes'))).not.toContain('certificate-first');
  });

  it('shows phases of the ways in which it asks', () => {
    expect(keysOf(boardOf(varied, 'probes'))).toEqual(expect.arrayContaining(['http-phases', 'icmp-phases']));
    expect(keysOf(boardOf(sergas, 'probes'))).not.toContain('icmp-phases');
  });
});

describe('the board about batch jobs', () => {
  const board = boardOf(varied, 'batch-jobs');

  it('measures jobs by the periods that the stack declares', () => {
    expect(text(board, 'periods').map((expr) => expr.split(' / ')[1])).toEqual(['86400', '3600', '21600']);
    expect(keysOf(boardOf(sergas, 'batch-jobs'))).not.toContain('periods');
  });

  it('shows how long a run took where the job says so, and compares it with the run before', () => {
    expect(text(board, 'durations')).toHaveLength(2);
    expect(text(board, 'durations-before')[0]).toContain('offset 1d');
    expect(text(board, 'durations-before')[1]).toContain('offset 6h');
  });
});
