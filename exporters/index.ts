// The exporters: one file each, which says how it runs, how it is scraped, and what it exposes. `instrumentation/` is the package
// that applications import.
export { blackboxExporter, blackboxMetrics } from './blackbox.ts';
export { cadvisor, cadvisorMetrics } from './cadvisor.ts';
export { dataFilesystems, nodeExporter, nodeMetrics } from './node.ts';
export { type PostgresExporterOptions, postgresExporter, postgresMetrics } from './postgres.ts';
export { pushgateway, pushgatewayMetrics } from './pushgateway.ts';
export { type RedisExporterOptions, redisExporter, redisMetrics } from './redis.ts';
