import type { TraceLink } from '../data/exemplars.ts';

/** The storage of traces of a stack. */
interface TraceStore {
  readonly type: 'tempo' | 'jaeger' | 'zipkin';
  readonly url: string;
  readonly label?: string;
}

/** Where each storage shows one trace: Jaeger and Zipkin have a page for it, Tempo answers JSON. */
const places: Readonly<Record<TraceStore['type'], string>> = {
  tempo: '/api/traces/{id}',
  jaeger: '/trace/{id}',
  zipkin: '/zipkin/traces/{id}',
};

/** Where the traces of a stack are. */
export function traceLink({ type, url, label = 'trace_id' }: TraceStore): TraceLink {
  return { label, url: `${url.replace(/\/+$/, '')}${places[type]}` };
}
