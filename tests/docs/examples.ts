import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as narthex from 'narthex';
import type { Page } from './pages.ts';

/** What the examples of a page become: files by path. Those in `stacks/` are loaded as stacks; all are compiled. */
export type ExampleFiles = ReadonlyMap<string, string>;

/**
 * The `ts` blocks of a page as files.
 * A block that begins with `// stacks/<name>.ts` or `// src/<name>.ts` is that file. One that begins with `<key>: ` holds keys of a definition, and is
 * completed to a stack. Any other goes on from the file before it.
 */
export function exampleFiles({ path, blocks }: Page): ExampleFiles {
  const files = new Map<string, string>();
  let latest = '';
  for (const { language, text, line } of blocks) {
    if (language !== 'ts') continue;
    const whole = /^\/\/ ((?:stacks|src)\/\S+\.ts)$/m.exec(text.split('\n')[0] ?? '')?.[1];
    if (whole !== undefined) {
      if (files.has(whole)) throw new Error(`${path}:${line}: there is another ${whole} on this page`);
      files.set(whole, text);
      latest = text;
    } else if (/^[a-z]\w*: /.test(text)) {
      files.set(`stacks/line-${line}.ts`, completed(text, `line-${line}`));
    } else {
      latest += text;
      files.set(`continued/line-${line}.ts`, latest);
    }
  }
  return files;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: ExampleFiles): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What a definition needs besides the keys that an example shows. */
const rest: Readonly<Record<string, string>> = {
  name: `'example'`,
  summary: `'An example.'`,
  team: `'shop'`,
  services: `{
    'shop-api': {
      summary: 'The API.', port: 8000, health: '/health', run: deployed('shop-api.internal:8000'),
      metrics: { catalog: defineMetrics({ requests: counter('http_requests_total', 'Requests.') }), interval: '10s' },
    },
    postgres: { summary: 'Orders.', port: 5432, run: deployed('postgres.internal:5432') },
    redis: { summary: 'Carts.', port: 6379, run: deployed('redis.internal:6379') },
  }`,
  exporters: `[nodeExporter(), blackboxExporter()]`,
  probes: `{ 'blackbox-http': { module: 'http_2xx', interval: '30s', targets: [{ service: 'shop-api' }] } }`,
  receivers: `{
    oncall: { webhook: [{ url: secretFile('oncall-url', 'where the person on call is told') }] },
    team: { webhook: [{ url: secretFile('team-url', 'where the team is told') }] },
    heartbeat: { webhook: [{ url: secretFile('heartbeat-url', 'what has to be called every minute') }] },
  }`,
  routing: `{
    receiver: 'oncall', groupBy: ['alertname', 'job'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h',
    routes: [], watchdog: 'heartbeat',
  }`,
};

function completed(keys: string, name: string): string {
  const given = new Set([...keys.matchAll(/^(\w+): /gm)].map(([, key = '']) => key));
  // Exporters of its own without the one that probes leave nothing to probe with.
  if (given.has('exporters') && !keys.includes('blackboxExporter')) given.add('probes');
  const missing = Object.entries({ ...rest, name: `'${name}'` }).filter(([key]) => !given.has(key));
  return `import { ${Object.keys(narthex).join(', ')} } from 'narthex';

export default defineStack({
${missing.map(([key, value]) => `${key}: ${value},`).join('\n')}
${keys}});
`;
}
