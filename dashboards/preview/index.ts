// The preview: a page on loopback that draws dashboards live from Prometheus. `server/` serves it, `browser/` is the page, `data/` is what
// both and the tests know of dashboards. A side door, so that no other command carries it.
export { readDashboard } from './data/dashboard.ts';
export { valueText } from './data/units.ts';
export { type Preview, type PreviewOptions, startPreview } from './server/server.ts';
export { traceLink } from './server/traces.ts';
export { prometheusAt, type Upstream } from './server/upstream.ts';
