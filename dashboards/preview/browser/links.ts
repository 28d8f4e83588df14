// Where links of a dashboard lead in the preview.
import { flag, type JsonObject, objects, text, texts } from '../data/read.ts';
import { choiceParams } from './address.ts';
import { el } from './dom.ts';
import { popover } from './popover.ts';
import { withVariables } from './query.ts';
import { choices, type Session } from './session.ts';

/** A link that can be followed. */
export interface LinkTarget {
  readonly href: string;
  readonly title: string;
  /** It leaves the preview. */
  readonly outside: boolean;
}

/** The target of a link; nothing where it leads into a part of Grafana that the preview does not have. */
export function linkTarget(url: string, title: string, { catalog }: Session): LinkTarget | undefined {
  if (/^https?:\/\//.test(url)) return { href: url, title, outside: true };
  const [, uid] = /^\/d\/([^/?#]+)/.exec(url) ?? [];
  if (uid === undefined || !catalog.dashboards.some((each) => each.uid === uid)) return undefined;
  return { href: url, title, outside: false };
}

/** A link as an element; one that leaves the preview opens a page of its own. */
export function anchor(
  { href, title, outside }: LinkTarget,
  attributes: { readonly class?: string } = {},
): HTMLElement {
  return el('a', { ...attributes, href, ...(outside && { target: '_blank', rel: 'noreferrer' }) }, title || href);
}

/** The links at the top of a dashboard. */
export function dashboardLinks(session: Session): HTMLElement[] {
  return objects(session.dashboard, 'links').flatMap((link) => {
    const title = text(link, 'title') ?? '';
    const params = kept(link, session);
    if (text(link, 'type') === 'dashboards') return otherDashboards(title, texts(link, 'tags'), params, session);
    const target = linkTarget(withVariables(text(link, 'url') ?? '', session), title, session);
    if (target === undefined) return [];
    const joint = target.href.includes('?') ? '&' : '?';
    const href = target.outside || params.size === 0 ? target.href : `${target.href}${joint}${params}`;
    return [anchor({ ...target, href }, { class: 'button' })];
  });
}

/** What of the choices a link takes along. */
function kept(link: JsonObject, session: Session): URLSearchParams {
  const all = choiceParams(session.raw, choices(session.variables));
  return new URLSearchParams(
    [...all].filter(([name]) => flag(link, name.startsWith('var-') ? 'includeVars' : 'keepTime')),
  );
}

function otherDashboards(
  title: string,
  tags: readonly string[],
  params: URLSearchParams,
  session: Session,
): HTMLElement[] {
  const { catalog, uid } = session;
  const others = catalog.dashboards.filter((each) => each.uid !== uid && tags.every((tag) => each.tags.includes(tag)));
  if (others.length === 0) return [];
  const items = others.map((each) => {
    const href = `/d/${encodeURIComponent(each.uid)}?${params}`;
    return el('li', {}, anchor({ href, title: each.title, outside: false }));
  });
  return [popover(title, title, el('ul', { class: 'menu' }, ...items))];
}
