/** Health as answers to requests: what the orchestrator, probes from outside and operators get. */
import type { Answer } from '../answer.ts';
import type { HealthDocument, StatusDocument } from './report.ts';
import { componentsOf, overall } from './report.ts';
import type { CheckRunner } from './runner.ts';
import type { HealthStatus } from './status.ts';

/** What the probes of an orchestrator get. */
export interface ProbeDocument {
  readonly status: HealthStatus;
  readonly components: Readonly<Record<string, HealthStatus>>;
}

/** Functions that answer requests. None of them throws, and none waits for a component longer than 350 ms. */
export interface HealthHandlers {
  /** `/health`: the document of the service. 503 when it is unhealthy. */
  readonly health: () => Promise<Answer<HealthDocument>>;
  /** `/livez`: whether the process should be left running. What it depends on never makes it fail. */
  readonly liveness: () => Promise<Answer<ProbeDocument>>;
  /** `/readyz`: whether the service should get requests. */
  readonly readiness: () => Promise<Answer<ProbeDocument>>;
  /** `/api/monitoring/status`: everything that is known, with history and messages; for people who may see them. */
  readonly status: () => Promise<Answer<StatusDocument & Readonly<Record<string, unknown>>>>;
}

/** The HTTP status for each status of a service. A degraded one still does its work, so it goes on getting requests. */
export const HTTP_STATUS: Readonly<Record<HealthStatus, number>> = {
  healthy: 200,
  degraded: 200,
  unhealthy: 503,
  unknown: 503,
};

interface Documents {
  document(): Promise<HealthDocument>;
  statusDocument(): Promise<StatusDocument & Readonly<Record<string, unknown>>>;
}

interface Readiness {
  /** Waits, not for long, for checks that have never run. */
  settle(): Promise<void>;
  /** Whether no new requests are wanted. */
  draining(): boolean;
}

/** The handlers over the documents and runners of one service. */
export function healthHandlers(
  documents: Documents,
  runners: readonly CheckRunner[],
  { settle, draining }: Readiness,
): HealthHandlers {
  const alive = runners.filter(({ check }) => check.liveness);
  return {
    async health() {
      const body = await documents.document();
      return { status: HTTP_STATUS[body.status], body };
    },
    async liveness() {
      // It waits for nothing: that this runs at all is most of the answer.
      const dead = alive.some(({ standing }) => standing.status === 'unhealthy');
      return {
        status: dead ? 503 : 200,
        body: { status: dead ? 'unhealthy' : 'healthy', components: componentsOf(alive) },
      };
    },
    async readiness() {
      await settle();
      const status = draining() ? 'unhealthy' : overall(runners).status;
      return { status: HTTP_STATUS[status], body: { status, components: componentsOf(runners) } };
    },
    async status() {
      return { status: 200, body: await documents.statusDocument() };
    },
  };
}
