import type { DashboardFile, RuleGroup, Stack } from '../model/index.ts';

/** Every alert with the address of the panel that shows what it watches: the first one of the first dashboard that has one. */
export function linkPanels(
  groups: readonly RuleGroup[],
  dashboards: readonly DashboardFile[],
  { grafana }: Stack,
): RuleGroup[] {
  const urls = new Map<string, string>();
  for (const { uid, guards } of dashboards) {
    for (const { alert, panel } of guards) {
      if (!urls.has(alert)) urls.set(alert, `${grafana.url.replace(/\/$/, '')}/d/${uid}?viewPanel=${panel}`);
    }
  }
  return groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => {
      const dashboardUrl = rule.kind === 'alert' ? urls.get(rule.name) : undefined;
      return dashboardUrl === undefined ? rule : withUrl(rule, dashboardUrl);
    }),
  }));
}

/** A copy of a rule in which what nobody has asked for yet is still not made. */
function withUrl<R extends RuleGroup['rules'][number]>(rule: R, dashboardUrl: string): R {
  return Object.assign(Object.defineProperties({}, Object.getOwnPropertyDescriptors(rule)) as R, { dashboardUrl });
}
