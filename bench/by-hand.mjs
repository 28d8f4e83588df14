// What users would write instead: the three libraries, imported and used directly, for a stack of the size of Sergas in
// development: about 60 Kubernetes objects, one dashboard, a Compose file and a Prometheus configuration.

import { DashboardBuilder, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { App, Chart, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { dump } from 'js-yaml';

const names = Array.from({ length: 13 }, (_, index) => `part-${index}`);

const app = new App();
const chart = new Chart(app, 'by-hand');
for (const name of names) {
  const config = new kplus.ConfigMap(chart, `${name}-config`, { data: { 'config.yml': `name: ${name}\n` } });
  const deployment = new kplus.Deployment(chart, name, { replicas: 1 });
  const container = deployment.addContainer({
    image: `${name}:1.0.0`,
    portNumber: 9090,
    securityContext: { readOnlyRootFilesystem: true },
  });
  container.mount('/etc/config', kplus.Volume.fromConfigMap(chart, `${name}-volume`, config));
  deployment.exposeViaService();
  new kplus.ServiceAccount(chart, `${name}-account`);
  new kplus.NetworkPolicy(chart, `${name}-policy`, { selector: deployment });
}
let size = Yaml.stringify(...app.charts.flatMap((each) => each.toJson())).length;

const dashboard = new DashboardBuilder('By hand').uid('by-hand').withRow(new RowBuilder('All'));
for (let index = 0; index < 20; index++) {
  dashboard.withPanel(
    new PanelBuilder().title(`Panel ${index}`).withTarget(new DataqueryBuilder().expr(`rate(metric_${index}[5m])`)),
  );
}
size += JSON.stringify(dashboard.build(), null, 2).length;

const services = names.map((name) => [
  name,
  { image: `${name}:1.0.0`, read_only: true, cap_drop: ['ALL'], networks: ['metrics'] },
]);
size += dump({ services: Object.fromEntries(services) }).length;
size += dump({
  scrape_configs: names.map((name) => ({ job_name: name, static_configs: [{ targets: [`${name}:9090`] }] })),
}).length;
process.stdout.write(`${size}\n`);
