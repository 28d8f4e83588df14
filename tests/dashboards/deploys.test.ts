import { defineMetrics, gauge, open } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { deploys, withDeploys } from '../../dashboards/overview/deploys.ts';
import { nodejsMetrics } from '../../exporters/index.ts';
import { checkParsed, parsedExpressions, surroundings } from '../../stacks/analysis/index.ts';
import { type Definition, resolveStack, type Stack, stateColors } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';

const version = { version: open({ typically: 1 }) };
const built = defineMetrics({
  info: gauge('shop_build_info', 'What runs.', { info: true, labels: version, key: [] }),
});
const own = defineMetrics({ depth: gauge('queue_depth', 'Depth.') });

/** Sergas with other metrics of its API, and a second service beside it. */
function stackWith(api: object, second: object = own): Stack {
  const { stack } = sergas as Definition;
  const metrics = (catalog: object) => ({ catalog, interval: '10s' });
  const services = {
    ...stack.services,
    'sergas-api': { ...stack.services['sergas-api'], metrics: { ...metrics(api), job: 'api' } },
    worker: { ...stack.services['sergas-api'], port: 8123, metrics: metrics(second) },
  };
  return resolveStack({ ...sergas, stack: { ...stack, services, environments: {} } } as Definition, 'production');
}

const text = (stack: Stack) => deploys(stack).map(({ expr }) => expr.text);

describe('the marks of deploys', () => {
  it('are made of the version that services say they run', () => {
    const [mark, ...others] = deploys(resolveStack(sergas, 'production'));
    expect(others).toEqual([]);
    expect(mark).toMatchObject({
      name: 'Deploys',
      title: '{{job}} runs {{version}}',
      text: 'revision {{revision}}',
      color: stateColors.neutral,
    });
    expect(mark?.expr.text).toContain('sergas_build_info{job="sergas"}');
  });

  it('are none where no service tells its version', () => {
    expect(deploys(stackWith(own))).toEqual([]);
  });

  it('take what the program says of itself before what it runs on', () => {
    const [expr] = text(stackWith({ ...nodejsMetrics, ...built }, nodejsMetrics));
    expect(expr).toMatch(/shop_build_info\{job="api"\}.* or .*nodejs_version_info\{job="worker"\}/s);
    expect(expr).not.toContain('nodejs_version_info{job="api"}');
  });

  it('take services that tell it alike together, and a revision only where all have one', () => {
    const stack = stackWith(built, built);
    expect(text(stack)[0]).toContain('shop_build_info{job=~"api|worker"}');
    expect(deploys(stack)[0]?.text).not.toContain('revision');
  });

  it('stand on every dashboard of Sergas, and nothing is wrong with them', () => {
    const plan = planOf(sergas);
    for (const { title, queries } of plan.dashboards)
      expect(
        queries.map(({ name }) => name),
        title,
      ).toContain('annotation Deploys');
    const parsed = parsedExpressions(plan);
    const own = parsed.filter(({ expression }) => expression.text.includes(built.info.name.replace('shop', 'sergas')));
    expect(own.length).toBeGreaterThanOrEqual(plan.dashboards.length);
    expect(checkParsed(own, surroundings(plan, parsed), '2026-01-01').findings).toEqual([]);
  });

  it('leave a board its own', () => {
    const marks = deploys(resolveStack(sergas, 'production'));
    const board = { annotations: [{ ...marks[0], text: 'mine' }] } as unknown as Parameters<typeof withDeploys>[0];
    expect(withDeploys(board, marks)).toBe(board);
  });
});
