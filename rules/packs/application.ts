import { httpMetrics, type RulePack, type Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { errorsHigh } from './application/errors.ts';
import { latencyHigh } from './application/latency.ts';
import { rateRecords } from './application/records.ts';
import { saturated } from './application/saturation.ts';
import { trafficLost } from './application/traffic.ts';

/** What users notice of the services that count their HTTP requests: errors, slow answers, and that nobody asks any more. */
export function application(stack: Stack): RulePack[] {
  const services = httpMetrics(stack);
  const alerts = [
    ...errorsHigh(services, 'ServiceErrorsHigh', 'critical', 0.05, '5m'),
    ...errorsHigh(services, 'ServiceErrorsElevated', 'warning', 0.01, '15m'),
    ...latencyHigh(services),
    ...saturated(services),
    ...trafficLost(services),
  ];
  return alerts.length > 0 ? [rulePack('application', [...rateRecords(services, alerts, stack), ...alerts])] : [];
}
