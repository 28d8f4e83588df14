import { blackboxExporter } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

const addresses = ['a', 'b', 'c'].map((name) => ({
  address: `https://${name}.example.org/`,
  name: `${name}.example.org`,
}));

describePack(
  'of probes of many targets',
  planOf(
    shop({
      exporters: [blackboxExporter()],
      probes: {
        web: { module: 'http_2xx', interval: '30s', targets: addresses },
        api: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }] },
      },
    }),
  ),
  ['probes', 'probe-certificates'],
);

describePack(
  'of probes of a few targets that are asked seldom and without TLS',
  planOf(
    shop({
      exporters: [blackboxExporter()],
      probes: { tcp: { module: 'tcp_connect', interval: '5m', targets: [{ service: 'api' }] } },
    }),
  ),
  ['probes'],
);
