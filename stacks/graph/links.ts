import type { Expression } from '../../promql/index.ts';
import type { StackExpression } from '../analysis/index.ts';
import type { AlertRule, Plan } from '../model/index.ts';
import { nodeId } from './graph.ts';

/** An address that somebody may follow. */
export interface Link {
  /** The node that has it. */
  readonly from: string;
  /** For people: `panel 'Failed requests' of sergas-overview`. */
  readonly where: string;
  /** The file that it is written into. */
  readonly file: string;
  /** Where the reader is who follows it: relative addresses differ. */
  readonly within: 'grafana' | 'runbooks' | 'message';
  readonly url: string;
  /** The expression of the rule that it belongs to, which leads to the place where its author wrote it. */
  readonly rule?: Expression;
}

/** Every link of a stack: of dashboards, panels and their columns, of the annotations of alerts, and of runbooks. */
export function linksOf(plan: Plan, expressions: readonly StackExpression[]): Link[] {
  const alerts = plan.groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'alert'));
  return [
    ...expressions.flatMap(annotationLinks),
    ...alerts.flatMap(runbookLinks),
    ...plan.dashboards.flatMap(({ uid, json }) => {
      const board = { from: nodeId('dashboard', uid), file: `dashboards/${uid}.json`, within: 'grafana' as const };
      return [
        ...linkList(json.links).map((url) => ({ ...board, where: `dashboard ${uid}`, url })),
        ...panelsOf(json).flatMap((panel) => {
          const title = String(panel.title ?? '');
          const from = nodeId('panel', `${uid}/${title}`);
          return panelLinks(panel).map((url) => ({ ...board, from, where: `panel '${title}' of ${uid}`, url }));
        }),
      ];
    }),
  ];
}

function annotationLinks({ usage, expression }: StackExpression): Link[] {
  if (usage.kind !== 'alert') return [];
  const { name: alert, group, annotations } = usage;
  const common = {
    ...{ from: nodeId('alert', alert), file: `rules/${group}.yml`, rule: expression },
    within: 'message' as const,
  };
  const { __dashboardUid__: uid, __panelId__: panel, ...texts } = annotations;
  // Grafana's own way to say to which panel an alert belongs.
  const board = uid === undefined ? [] : [`/d/${uid}${panel === undefined ? '' : `?viewPanel=${panel}`}`];
  return [
    ...board.map((url) => ({
      ...common,
      within: 'grafana' as const,
      where: `annotation __dashboardUid__ of ${alert}`,
      url,
    })),
    ...Object.entries(texts).flatMap(([name, text]) =>
      urlsIn(text).map((url) => ({ ...common, where: `annotation ${name} of ${alert}`, url })),
    ),
  ];
}

function runbookLinks({ name, runbook, expr }: AlertRule): Link[] {
  const from = nodeId('runbook', name);
  const { queries: _, ...texts } = runbook;
  return Object.values<string>(texts).flatMap((text) =>
    markdownLinks(text).map((url) => ({
      ...{ from, where: `runbook of ${name}`, file: `runbooks/${name}.md`, within: 'runbooks' as const },
      ...{ url, rule: expr },
    })),
  );
}

/** Addresses in a text that is not Markdown. */
function urlsIn(text: string): string[] {
  const withoutTemplates = text.replace(/\{\{.*?\}\}/g, '$template');
  return withoutTemplates.match(/\bhttps?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;]|^\/[^\s]*$/g) ?? [];
}

/** The targets of `[text](target)`, also of those within code of a shell: nobody writes that by accident. */
function markdownLinks(text: string): string[] {
  return [...text.matchAll(/\]\(\s*<?([^)\s>]*)>?[^)]*\)/g)].map(([, url = '']) => url);
}

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The panels of a dashboard in Grafana's shape, those of closed rows included. */
export function panelsOf(dashboard: Json): Json[] {
  return objects(dashboard.panels).flatMap((panel) => [panel, ...objects(panel.panels)]);
}

/** Addresses in a list of links; one of kind `dashboards` has tags in place of an address. */
function linkList(value: unknown): string[] {
  return objects(value).flatMap(({ type, url, tags }) => {
    if (type === 'dashboards') return [`/dashboards?${asTags(tags)}`];
    return typeof url === 'string' ? [url] : [];
  });
}

function asTags(tags: unknown): string {
  return (Array.isArray(tags) ? tags : []).map((tag) => `tag=${encodeURIComponent(String(tag))}`).join('&');
}

/** Links of a panel, of its fields, of single columns, and in its description. */
function panelLinks({ links, fieldConfig, description }: Json): string[] {
  const config = isJson(fieldConfig) ? fieldConfig : {};
  const properties = objects(config.overrides).flatMap((override) => objects(override.properties));
  return [
    ...linkList(links),
    ...linkList(isJson(config.defaults) ? config.defaults.links : undefined),
    ...properties.flatMap(({ id, value }) => (id === 'links' ? linkList(value) : [])),
    ...(typeof description === 'string' ? markdownLinks(description) : []),
  ];
}
