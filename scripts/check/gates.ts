import type { Gate } from './gate.ts';
import { alertmanagerConfig } from './gates/alertmanager-config.ts';
import { blackboxConfig } from './gates/blackbox-config.ts';
import { completeness } from './gates/completeness.ts';
import { compose } from './gates/compose.ts';
import { cost } from './gates/cost.ts';
import { dashboards } from './gates/dashboards.ts';
import { definition } from './gates/definition.ts';
import { expressions } from './gates/expressions.ts';
import { graph } from './gates/graph.ts';
import { hardening } from './gates/hardening.ts';
import { kubernetes } from './gates/kubernetes.ts';
import { prometheusConfig } from './gates/prometheus-config.ts';
import { routes } from './gates/routes.ts';
import { ruleTests } from './gates/rule-tests.ts';
import { rules } from './gates/rules.ts';
import { secrets } from './gates/secrets.ts';

/** Every gate, in the order in which they run. */
export const gates: readonly Gate[] = [
  definition,
  expressions,
  prometheusConfig,
  rules,
  completeness,
  dashboards,
  graph,
  ruleTests,
  alertmanagerConfig,
  routes,
  blackboxConfig,
  compose,
  kubernetes,
  secrets,
  hardening,
  cost,
];
