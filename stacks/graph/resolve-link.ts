import { alertPlaceholder, type Plan, runbookUrl, unknownNameFix } from '../model/index.ts';
import { nodeId } from './graph.ts';
import { type Link, panelsOf } from './links.ts';

/** Where a link leads: to a node of the stack, out of it (neither), or nowhere. */
export interface Resolved {
  readonly to?: string;
  readonly fault?: { readonly message: string; readonly fix: string };
}

/** What Grafana or a template fills in. */
const variable = /\$\{[^}]*\}|\$\w+|\[\[\w+\]\]/;
const outside: Resolved = {};

/**
 * Follows a link as far as the stack itself goes: to its runbooks, dashboards, panels and alerts. Of what lies outside only the form is
 * looked at; nobody is asked. What holds a variable is followed up to it.
 */
export function resolveLink({ url, within }: Pick<Link, 'url' | 'within'>, plan: Plan): Resolved {
  const page = runbookPage(url, plan);
  if (page !== undefined) return page;
  const grafana = plan.stack.grafana.url.replace(/\/$/, '');
  if (url.startsWith(`${grafana}/`)) return grafanaPath(url.slice(grafana.length), plan);
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return address(url);
  if (within === 'grafana' && url.startsWith('/')) return grafanaPath(url, plan);
  if (within === 'runbooks') return relative(url, plan);
  if (within === 'grafana' && (variable.test(url) || url.startsWith('?'))) return outside;
  return fault(`'${url}' is no address`, 'write the whole address, with https://');
}

function fault(message: string, fix: string): Resolved {
  return { fault: { message, fix } };
}

/** The form of an address outside the stack. */
function address(url: string): Resolved {
  const [scheme] = url.split(':');
  if (!/^(https?|mailto)$/i.test(scheme ?? '')) {
    return fault(`'${url}' begins with ${scheme}:, which is no address of a page`, 'use https://');
  }
  if (URL.canParse(url.replace(new RegExp(variable, 'g'), 'x'))) return outside;
  return fault(`'${url}' is no valid address`, 'correct it; an address has no spaces and a host behind https://');
}

/**
 * A page of a runbook, where they are served. An address with a placeholder may be that of a wiki, where others stand beside them; a
 * folder, and the stack's own server, has nothing else.
 */
function runbookPage(url: string, plan: Plan): Resolved | undefined {
  const { stack } = plan;
  const known = alertNames(plan).find((name) => {
    const page = runbookUrl(stack, name);
    return url === page || url.startsWith(`${page}#`);
  });
  if (known !== undefined) return { to: nodeId('runbook', known) };
  const folder = runbookUrl(stack, '').replace(/\.md$/, '');
  if ((typeof stack.runbooks === 'string' && stack.runbooks.includes(alertPlaceholder)) || !url.startsWith(folder))
    return undefined;
  return runbook(url.slice(folder.length), plan);
}

function runbook(path: string, plan: Plan): Resolved {
  const [file = ''] = path.split(/[#?]/);
  if (variable.test(file) || file === '') return outside;
  const names = alertNames(plan);
  const name = file.replace(/\.md$/, '');
  if (file.endsWith('.md') && names.includes(name)) return { to: nodeId('runbook', name) };
  return fault(
    `there is no runbook '${file}'`,
    unknownNameFix(
      file,
      names.map((alert) => `${alert}.md`),
    ),
  );
}

/** A link within the folder of the runbooks, which stands beside those of rules and dashboards. */
function relative(url: string, plan: Plan): Resolved {
  if (url.startsWith('#')) return outside;
  const board = /^\.\.\/dashboards\/([^/#?]+)\.json$/.exec(url)?.[1];
  if (board !== undefined) return dashboard(board, plan);
  return runbook(url.replace(/^\.\//, ''), plan);
}

/** A page of the stack's own Grafana. */
function grafanaPath(url: string, plan: Plan): Resolved {
  const [path = '', query = ''] = url.split('?');
  const asked = new URLSearchParams(query);
  const board = /^\/d(?:-solo)?\/([^/]+)/.exec(path)?.[1];
  if (board !== undefined) {
    const panel = asked.get('viewPanel') ?? asked.get('panelId') ?? asked.get('editPanel');
    return variable.test(board) ? outside : dashboard(board, plan, panel ?? undefined);
  }
  const alert = path === '/alerting/list' ? asked.get('search') : null;
  if (alert !== null && !variable.test(alert)) {
    const names = alertNames(plan);
    if (names.includes(alert)) return { to: nodeId('alert', alert) };
    return fault(`there is no alert '${alert}'`, unknownNameFix(alert, names));
  }
  const tags = path === '/dashboards' ? asked.getAll('tag') : [];
  if (tags.length > 0 && !plan.dashboards.some(({ json }) => tags.every((tag) => has(json.tags, tag)))) {
    return fault(`no dashboard has the tag ${tags.map((tag) => `'${tag}'`).join(' and ')}`, 'use a tag that one has');
  }
  return outside;
}

function has(list: unknown, item: string): boolean {
  return Array.isArray(list) && list.includes(item);
}

/** A dashboard by its uid, and one of its panels by its id; `panel-` may stand in front of it, as Grafana writes it since version 11. */
function dashboard(uid: string, { dashboards }: Pick<Plan, 'dashboards'>, panel?: string): Resolved {
  const found = dashboards.find((each) => each.uid === uid);
  if (found === undefined) {
    const uids = dashboards.map((each) => each.uid);
    return fault(`there is no dashboard '${uid}'`, unknownNameFix(uid, uids));
  }
  if (panel === undefined || variable.test(panel)) return { to: nodeId('dashboard', uid) };
  const id = panel.replace(/^panel-/, '');
  const { title } = panelsOf(found.json).find((each) => String(each.id) === id) ?? {};
  if (title !== undefined) return { to: nodeId('panel', `${uid}/${String(title)}`) };
  return fault(
    `the dashboard '${uid}' has no panel ${id}`,
    "open the panel in Grafana and copy the id from 'viewPanel'",
  );
}

function alertNames({ groups }: Plan): string[] {
  return groups.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert').map(({ name }) => name));
}
