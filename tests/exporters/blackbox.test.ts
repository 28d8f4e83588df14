import { load } from 'js-yaml';
import { blackboxExporter, secretFile, simulated } from 'narthex';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { composeFile, composeText } from '../support/compose.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

const modules = (plan: Plan) =>
  (load(composeText(plan, 'blackbox/blackbox.yml')) as { readonly modules: Record<string, unknown> }).modules;
const probing = (probes: object, changes: object = {}) =>
  planOf(shop({ exporters: [blackboxExporter()], probes, ...changes }));
const probed = (plan: Plan, job: string) => {
  const found = plan.jobs.find(({ name }) => name === job);
  return found?.kind === 'probe' ? found.targets : [];
};
const probe = (module: string, ...targets: readonly object[]) => ({ web: { module, interval: '30s', targets } });

describe('the modules of blackbox', () => {
  it('are HTTP, HTTPS, TCP, certificates and ICMP for every stack', () => {
    const http = { preferred_ip_protocol: 'ip4', follow_redirects: true };
    expect(modules(planOf(sergas))).toEqual({
      http_2xx: { prober: 'http', timeout: '5s', http },
      https_2xx: { prober: 'http', timeout: '5s', http: { ...http, fail_if_not_ssl: true } },
      tcp_connect: { prober: 'tcp', timeout: '5s', tcp: { preferred_ip_protocol: 'ip4' } },
      tls_expiry: { prober: 'tcp', timeout: '5s', tcp: { preferred_ip_protocol: 'ip4', tls: true } },
      icmp: { prober: 'icmp', timeout: '5s', icmp: { preferred_ip_protocol: 'ip4' } },
    });
  });

  it('of the author stand beside them, their token in a file that blackbox is given', () => {
    const own = {
      prober: 'http',
      timeout: '3s',
      validStatusCodes: [200, 401],
      followRedirects: false,
      bearerToken: secretFile('probe-token', '-'),
    };
    const plan = planOf(shop({ exporters: [blackboxExporter()], modules: { with_token: own } }));
    expect(modules(plan).with_token).toEqual({
      prober: 'http',
      timeout: '3s',
      http: {
        preferred_ip_protocol: 'ip4',
        follow_redirects: false,
        valid_status_codes: [200, 401],
        authorization: { type: 'Bearer', credentials_file: '/run/secrets/probe-token' },
      },
    });
    expect(composeFile(plan).services.blackbox?.secrets).toEqual(['probe-token']);
  });
});

describe('a probe', () => {
  const health = { services: { api: { ...smallest.services.api, health: '/healthz' } } };

  it('by HTTP asks the health of a service, or the path that it is given', () => {
    const plan = probing(probe('http_2xx', { service: 'api' }, { service: 'api', path: '/login' }), health);
    expect(probed(plan, 'web')).toEqual([
      { address: 'http://api.internal:8000/healthz', instance: 'api:8000/healthz', labels: { service: 'api' } },
      { address: 'http://api.internal:8000/login', instance: 'api:8000/login', labels: { service: 'api' } },
    ]);
  });

  it('that must see TLS asks by https', () => {
    expect(probed(probing(probe('https_2xx', { service: 'api' })), 'web')).toMatchObject([
      { address: 'https://api.internal:8000/' },
    ]);
  });

  it('by TCP asks the port, by ICMP the host', () => {
    expect(probed(probing(probe('tcp_connect', { service: 'api' })), 'web')).toMatchObject([
      { address: 'api.internal:8000', instance: 'api:8000' },
    ]);
    expect(probed(probing(probe('icmp', { service: 'api' })), 'web')).toMatchObject([
      { address: 'api.internal', instance: 'api:8000' },
    ]);
  });

  it('of a part of the stack goes to that part', () => {
    const metrics = { catalog: {}, interval: '15s' };
    const plan = probing(probe('http_2xx', { service: 'api' }), {
      services: { api: { ...smallest.services.api, metrics, health: '/health', run: simulated() } },
    });
    expect(probed(plan, 'web')).toMatchObject([{ part: 'api', scheme: 'http', path: '/health' }]);
    expect(plan.edges).toContainEqual({ from: 'blackbox', to: 'api', port: 8000, udp: false, purpose: 'probe' });
  });

  it('of an address is named as the author names it, and goes out at its port', () => {
    const plan = probing(
      probe(
        'https_2xx',
        { address: 'https://shop.example.org/login', name: 'login' },
        { address: 'http://shop.example.org', name: 'front' },
        { address: 'https://shop.example.org:8443/', name: 'admin' },
      ),
    );
    expect(probed(plan, 'web').map(({ instance }) => instance)).toEqual(['login', 'front', 'admin']);
    expect(plan.edges.filter(({ from }) => from === 'blackbox').map(({ to, port }) => `${to} ${port}`)).toEqual([
      'outside 80',
      'outside 443',
      'outside 8443',
    ]);
  });
});
