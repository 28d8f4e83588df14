import type { DashboardFile, Definition, EnvironmentName, StackDefinition } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';

/** A panel as Grafana reads it, as far as tests look at it. */
export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly pluginVersion: string;
  readonly interval?: string;
  readonly collapsed?: boolean;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly panels?: readonly PanelJson[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly targets: readonly TargetJson[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly fieldConfig: {
    readonly defaults: {
      readonly unit: string;
      readonly noValue: string;
      readonly min?: number;
      readonly mappings: readonly { readonly type: string; readonly options: Readonly<Record<string, unknown>> }[];
      readonly thresholds: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
    };
    readonly overrides: readonly { readonly properties: readonly { readonly id: string; readonly value: unknown }[] }[];
  };
}

/** A query of a panel. */
export interface TargetJson {
  readonly refId: string;
  readonly exemplar?: boolean;
  readonly expr: string;
  readonly legendFormat: string;
  readonly instant: boolean;
  readonly range: boolean;
}

/** The parts of a dashboard that tests look at. */
export interface BoardJson {
  readonly uid: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly panels: readonly PanelJson[];
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr: string }[] };
}

/** A variable of a dashboard. */
export interface VariableJson {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly query: string | { readonly query: string };
  readonly [key: string]: unknown;
}

/** The overview of a stack, and its file. */
export function overviewOf(
  definition: Definition,
  environment: EnvironmentName = 'development',
): { readonly file: DashboardFile; readonly board: BoardJson } {
  const [file] = planOf(definition, environment).dashboards;
  if (file === undefined) throw new Error('there is no dashboard');
  return { file, board: file.json as unknown as BoardJson };
}

/** Panels that show something, also those of closed rows. */
export function panelsOf({ panels }: BoardJson): PanelJson[] {
  return panels.flatMap((panel) => (panel.type === 'row' ? [...(panel.panels ?? [])] : [panel]));
}

/** The panel of that title. */
export function panelOf(board: BoardJson, title: string): PanelJson {
  const panel = panelsOf(board).find((each) => each.title === title);
  if (panel === undefined) throw new Error(`there is no panel '${title}'`);
  return panel;
}

/** Sergas with some of its definition changed. */
export function sergasWith(changes: Partial<StackDefinition>): Definition {
  return { ...sergas, stack: { ...sergas.stack, ...changes } };
}

/** Everything that has panels of its own: Sergas with TLS probes besides. */
export const everything: Definition = sergasWith({
  probes: {
    ...sergas.stack.probes,
    certificates: {
      module: 'tls_expiry',
      interval: '30s',
      targets: [{ address: 'shop.example:443', name: 'shop:443' }],
    },
  },
});

/** A query as Prometheus gets it: Grafana's macros and variables filled in. */
export function expanded(expr: string): string {
  return expr.replaceAll('$__rate_interval', '1m0s').replace(/\$(job|instance)\b/g, '.+');
}
