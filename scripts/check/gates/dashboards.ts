import type { LabelSpec, Labels } from '@narthex/instrumentation';
import type { JsonRecord } from '../../../dashboards/json.ts';
import type { BoardFacts, LintFinding, Meant, waysOf } from '../../../dashboards/lint/index.ts';
import type { DashboardFile, Plan } from '../../../stacks/model/index.ts';
import { today } from '../../checked.ts';
import type { Finding, Gate, Subject } from '../gate.ts';

/** Every dashboard, as Grafana gets it, against the rules for dashboards. */
export const dashboards: Gate = {
  id: 'dashboards',
  code: 'NX612',
  title: 'dashboards',
  why: 'a panel that hides something, or shows what is wrong, is believed at night',
  tools: [],
  run: async ({ subjects }) => {
    const found = await Promise.all(subjects.map(subjectFindings));
    const checked = subjects.reduce((sum, { plan }) => sum + plan.dashboards.length, 0);
    return { checked, what: 'dashboard', findings: merged(found.flat()) };
  },
};

/** What is the same in several environments is one finding. */
interface Found {
  readonly key: string;
  readonly finding: Finding;
}

async function subjectFindings({ plan, artifacts, folder }: Subject): Promise<Found[]> {
  const [{ meantForStacks, waysOf }, { lintFindings }, { jsonPlace }] = await Promise.all([
    import('../../../dashboards/lint/index.ts'),
    import('../../files/lint.ts'),
    import('../../files/json-place.ts'),
  ]);
  const left = new Set(meantForStacks.map(({ rule }) => rule));
  const counts = ({ rule, sameAs, path }: LintFinding) =>
    !left.has(rule) && !(sameAs !== undefined && inExpressions.includes(String(path.at(-1))));
  const facts = factsOf(plan, waysOf);
  return plan.dashboards.flatMap((file) => {
    const path = `dashboards/${file.uid}.json`;
    const source = artifacts.get(path);
    if (source === undefined) return [];
    const board = JSON.parse(source);
    let places: ReturnType<typeof jsonPlace> | undefined;
    const place = (keys: Parameters<ReturnType<typeof jsonPlace>['of']>[0]) => {
      places ??= jsonPlace(source);
      return places.of(keys, 0);
    };
    const settings = { code: dashboards.code, meant: meantOf(file, board), counts };
    return lintFindings({ file: `${folder}/${path}`, board, place }, facts, today(), settings).map(
      ({ sameAs: _, ...finding }) => ({
        key: JSON.stringify([plan.stack.name, path, finding.code, finding.message]),
        finding,
      }),
    );
  });
}

/** What stands there is looked at by the gate of expressions, which knows the metrics. */
const inExpressions = ['expr', 'legendFormat', 'query'];

function factsOf({ dashboards: files, groups, sources }: Plan, ways: typeof waysOf): BoardFacts {
  const alerts = groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'alert'));
  const metrics = sources.flatMap(({ exposes }) => exposes.flatMap((exposure) => Object.values(exposure.metrics)));
  return {
    alerts: new Map(alerts.map(({ name, threshold }) => [name, threshold])),
    boards: new Map(files.map(({ uid, variables }) => [uid, variables])),
    ways: new Map(files.map(({ uid, json }) => [uid, ways(json as JsonRecord)])),
    complete: true,
    fewValued: fewValued(metrics),
    gauges: new Set(metrics.flatMap(({ type, name }) => (type === 'gauge' ? [name] : []))),
  };
}

/** So many series of a ranking can be told apart. */
const few = 20;

/** Labels of which every metric lists the values, and no more than can be told apart. */
function fewValued(metrics: readonly { readonly labels: Labels }[]): Set<string> {
  const specs = metrics.flatMap(({ labels }) => Object.entries(labels));
  const isFew = (spec: LabelSpec) => 'length' in spec && spec.length <= few;
  const many = new Set(specs.flatMap(([name, spec]) => (isFew(spec) ? [] : [name])));
  return new Set(specs.flatMap(([name]) => (many.has(name) ? [] : [name])));
}

/** Of a panel that is not there. What is meant there hides nothing, which is a finding; it must not hold for the whole dashboard. */
const nowhere = ['no such panel'];

/** The suppressions of a board, each with the panel to which it belongs. */
function meantOf({ ignore = [] }: DashboardFile, board: unknown): Meant[] {
  return ignore.map(({ panel, ...rest }) => {
    const path = panel === undefined ? [] : pathOf(board, panel);
    return { ...rest, within: path ?? nowhere, path: path ?? [] };
  });
}

/** The keys that lead to a panel with this id. */
function pathOf(json: unknown, id: number): (string | number)[] | undefined {
  const panels = (json as { readonly panels?: readonly { readonly id?: number }[] }).panels ?? [];
  for (const [index, panel] of panels.entries()) {
    if (panel.id === id) return ['panels', index];
    const inner = pathOf(panel, id);
    if (inner !== undefined) return ['panels', index, ...inner];
  }
  return undefined;
}

function merged(found: readonly Found[]): Finding[] {
  const byKey = new Map<string, Finding>();
  for (const { key, finding } of found) {
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? finding : { ...known, also: [...(known.also ?? []), finding.artifact] });
  }
  return [...byKey.values()];
}
