/** Whether a path matches one of these globs: `*` within a folder, `**` over any of them, `?`, and `{a,b}`. */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const expressions = globs.map((glob) => new RegExp(`^${source(glob)}$`));
  return (path) => expressions.some((expression) => expression.test(path));
}

const PARTS = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{}]+|[{}]/g;

function source(glob: string): string {
  return [...glob.matchAll(PARTS)].map(([part]) => translated(part)).join('');
}

function translated(part: string): string {
  switch (part) {
    case '**/':
      return '(?:[^/]+/)*';
    case '**':
      return '.*';
    case '*':
      return '[^/]*';
    case '?':
      return '[^/]';
    default:
      return part.length > 1 && part.startsWith('{')
        ? `(?:${part.slice(1, -1).split(',').map(source).join('|')})`
        : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  }
}
