import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prometheusAt, startPreview, traceLink } from '../../dashboards/preview/index.ts';
import { runProgram } from '../program.ts';
import { parseAddress, reason } from '../serve.ts';
import { readDashboards } from './dashboards.ts';

const usage = `Usage: preview --dashboards DIR --prometheus URL --from NAME [--interval 15s] [--listen 127.0.0.1:PORT]
[--home UID] [--traces tempo|jaeger|zipkin --traces-url URL [--traces-label LABEL]]`.replaceAll('\n', ' ');

const stores = ['tempo', 'jaeger', 'zipkin'] as const;
const isStore = (type: string): type is (typeof stores)[number] => stores.some((each) => each === type);

runProgram('preview', async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      dashboards: { type: 'string' },
      prometheus: { type: 'string' },
      from: { type: 'string' },
      home: { type: 'string' },
      traces: { type: 'string' },
      'traces-url': { type: 'string' },
      'traces-label': { type: 'string' },
      interval: { type: 'string', default: '15s' },
      listen: { type: 'string', default: '127.0.0.1:9097' },
    },
  });
  const { dashboards, prometheus, from, interval } = values;
  if (dashboards === undefined) throw new Error(`no folder of dashboards. ${usage}`);
  if (prometheus === undefined || from === undefined) throw new Error(`no place of the data. ${usage}`);
  const { host, port } = parseAddress(values.listen);
  // It has no login, and lets whoever reaches it ask Prometheus.
  if (host !== '127.0.0.1') throw new Error(`it listens on 127.0.0.1 only, not on ${host}. ${usage}`);
  await readDashboards(dashboards);
  const page = (name: string) => readFile(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
  const [script, style] = await Promise.all([page('preview.js'), page('preview.css')]);
  return startPreview({
    sources: () => readDashboards(dashboards),
    from,
    upstream: prometheusAt(prometheus),
    timeInterval: interval,
    ...(values.home !== undefined && { home: values.home }),
    ...tracesOf(values.traces, values['traces-url'], values['traces-label']),
    port,
    assets: { script, style },
  }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(reason(error, { host, port }));
  });
});

/** Where the traces are to which exemplars lead: what stores them, its address, and the label with the id of a trace. */
function tracesOf(type: string | undefined, url: string | undefined, label: string | undefined) {
  if (type === undefined) return {};
  if (!isStore(type)) throw new Error(`traces are not stored in '${type}', but in ${stores.join(', ')}. ${usage}`);
  if (url === undefined) throw new Error(`no address of the traces. ${usage}`);
  return { traces: traceLink({ type, url, ...(label !== undefined && { label }) }) };
}
