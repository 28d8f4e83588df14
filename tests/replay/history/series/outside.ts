import { type DeclaredSeries, value } from './declared.ts';

/** What is seen from outside. */
export function probes(): DeclaredSeries[] {
  const http = {
    job: 'blackbox-http',
    instance: 'sergas-api:8000/health',
    service: 'sergas-api',
    prober_module: 'http_2xx',
  };
  const tcp = (service: string, port: number) => {
    const labels = { job: 'blackbox-tcp', instance: `${service}:${port}`, service };
    return { ...labels, prober_module: 'tcp_connect' };
  };
  return [
    value('probe_success', http, ({ api }) => Number(api.some(Boolean))),
    value('probe_ssl_earliest_cert_expiry', http, ({ certificate }) => certificate),
    value('probe_success', tcp('postgres', 5432), () => 1),
    value('probe_success', tcp('redis', 6379), ({ redis }) => Number(redis)),
  ];
}
