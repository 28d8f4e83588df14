import type { Program } from '../common/conditions/program.ts';
import type { ServiceName } from './metrics.ts';
import { personaiServices } from './services.ts';

/** An instance of a service, as the labels of its series name it. */
export function programOf(service: ServiceName): Program {
  return { job: service, service, instance: `${service}:${personaiServices[service].port}` };
}
