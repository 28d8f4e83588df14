/**
 * The template of the route that Express has chosen. `req.route.path` lacks the paths of the routers around it, and `req.baseUrl` has
 * them as the client wrote them, with its ids; so the routers are searched for the route, and what they were mounted at is put in front.
 */

/** An application of Express 5; one that was mounted by `app.use` knows its parent and its path there. */
export interface ExpressApp {
  readonly router: { readonly stack?: unknown };
  readonly parent?: unknown;
  readonly mountpath?: unknown;
}

/** A request of Express 5, as far as it is read. */
export interface ExpressRequest {
  readonly originalUrl: string;
  readonly route?: { readonly path: unknown } | undefined;
  readonly app?: ExpressApp;
}

/** What a router holds, as the package `router` of Express 5 builds it. */
interface Layer {
  readonly handle: { readonly stack?: unknown; readonly router?: { readonly stack?: unknown } };
  readonly route?: unknown;
  /** What it was mounted at; since router 2.3. */
  readonly rawPath?: unknown;
  readonly slash?: boolean;
  readonly matchers?: readonly ((path: string) => Match | false)[];
}

interface Match {
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The routers on the way to a route, from the outside in. */
type Way = readonly Layer[];

/** How deep routers are searched: one that is mounted in itself has no end. */
const DEEPEST = 16;

/** Templates of routes that are mounted once, at paths that are plain text: nearly all. */
const known = new WeakMap<object, string>();

/**
 * The template of the route of a request, `/api/users/:id`; `undefined` when no route took it. `root` is the application that the
 * request came to first. Of a route in a mounted application whose error the outer application answers, only its own part is known.
 */
export function routeTemplate(request: ExpressRequest, root: ExpressApp | undefined): string | undefined {
  const { route } = request;
  if (route === undefined) return undefined;
  const before = known.get(route);
  if (before !== undefined) return before;
  const { app } = request;
  const ways = [
    ...(root === undefined ? [] : waysTo(route, root.router.stack)),
    // Express wraps a mounted application, so that it cannot be seen from the outside.
    ...(app === undefined || app === root ? [] : waysTo(route, app.router.stack)),
  ];
  const mounted = app === undefined || app === root ? '' : mountedAt(app);
  const own = textOf(route.path);
  const [first] = ways;
  const only = ways.length === 1 && first?.every((layer) => typeof layer.rawPath === 'string');
  if (first !== undefined && only) {
    const template = join([mounted, ...first.map(({ rawPath }) => textOf(rawPath)), own]);
    known.set(route, template);
    return template;
  }
  const path = request.originalUrl.split('?', 1)[0] ?? '';
  const prefixes = ways.map((way) => prefixOf(way, path));
  return join([mounted, prefixes.find((prefix) => prefix !== undefined) ?? '', own]);
}

/** Every way to a route: a router can be mounted at several paths. */
function waysTo(route: object, stack: unknown, depth = 0): Way[] {
  if (depth > DEEPEST) return [];
  return layersOf(stack).flatMap((layer) => {
    if (layer.route === route) return [[]];
    if (layer.route !== undefined) return [];
    const inner = layer.handle.stack ?? layer.handle.router?.stack;
    return waysTo(route, inner, depth + 1).map((way) => [layer, ...way]);
  });
}

function layersOf(stack: unknown): readonly Layer[] {
  return Array.isArray(stack) ? stack : [];
}

/** What the routers of a way are mounted at, if a path leads along it. */
function prefixOf(way: Way, path: string): string | undefined {
  const parts: string[] = [];
  let rest = path;
  for (const { slash, matchers = [], rawPath } of way) {
    if (slash === true) continue;
    const matches = matchers.map((matches) => matches(rest || '/'));
    const index = matches.findIndex((match) => match !== false);
    const match = matches[index];
    if (match === undefined || match === false) return undefined;
    const raw = Array.isArray(rawPath) ? rawPath[index] : rawPath;
    parts.push(textOf(raw === undefined ? withoutValues(match) : raw));
    rest = rest.slice(match.path.length);
  }
  return parts.join('');
}

/** A path with the names of its parameters in place of their values. */
function withoutValues({ path, params }: Match): string {
  const names = new Map(Object.entries(params).map(([name, value]) => [String(value), name]));
  return path
    .split('/')
    .map((part) => {
      const name = names.get(decoded(part));
      return name === undefined ? part : `:${name}`;
    })
    .join('/');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function mountedAt({ parent, mountpath }: ExpressApp): string {
  if (!isApp(parent)) return '';
  return mountedAt(parent) + textOf(mountpath);
}

// An application is a function with properties.
function isApp(value: unknown): value is ExpressApp {
  return typeof value === 'function' && 'router' in value;
}

/** A path of Express as text: without a slash at its end, lists with a bar between, patterns as they are written. */
function textOf(path: unknown): string {
  if (typeof path === 'string') return path.replace(/\/+$/, '');
  return Array.isArray(path) ? path.map(textOf).join('|') : String(path);
}

function join(parts: readonly string[]): string {
  const path = parts.join('');
  return path === '' ? '/' : path;
}
