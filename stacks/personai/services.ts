import type { ServiceName } from './metrics.ts';

/** A service, and what it needs. */
export interface PersonaiService {
  readonly summary: string;
  readonly port: number;
  /** As `/health` and `dependency_up` name them. */
  readonly dependencies: readonly string[];
  /** What others ask of it, besides `/health`, `/metrics` and `/audit`. */
  readonly endpoint: string;
}

/** The four services of Person.ai, on the ports of its document. */
export const personaiServices = {
  'integration-controller': {
    summary: 'Manages integrations, and creates briefs.',
    port: 8001,
    dependencies: ['gmail_api', 'slack_api', 'quickbooks_api', 'salesforce_api', 'database'],
    endpoint: '/briefs',
  },
  'content-engine': {
    summary: 'Generates the content of briefs.',
    port: 8002,
    dependencies: ['openai_api', 'database'],
    endpoint: '/content',
  },
  'media-engine': {
    summary: 'Generates audio, and processes media.',
    port: 8003,
    dependencies: ['elevenlabs_api', 'storage', 'database'],
    endpoint: '/audio',
  },
  'delivery-gateway': {
    summary: 'Delivers messages over several channels.',
    port: 8004,
    dependencies: ['slack_api', 'email_api', 'sms_api', 'database'],
    endpoint: '/messages',
  },
} as const satisfies Readonly<Record<ServiceName, PersonaiService>>;

/** The dependencies that nobody else runs. */
export const ownDependencies: readonly string[] = ['database', 'storage'];

/** The names of the services, which are their jobs as well. */
export const serviceNames = Object.keys(personaiServices) as readonly ServiceName[];
