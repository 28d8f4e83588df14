import { latency } from 'narthex';
import { http } from './metrics.ts';

/** How fast each endpoint of a service has to be, in seconds, as its document asks. */
const within = { health: 0.5, metrics: 5, audit: 5 } as const;

/** The promises about the endpoints that the document names, for each service on its own. */
export const personaiObjectives = Object.fromEntries(
  Object.entries(within).map(([endpoint, seconds]) => [
    `${endpoint}-latency`,
    latency({
      summary: `Every service answers /${endpoint} within ${seconds === 0.5 ? '500 ms' : `${seconds} s`}.`,
      objective: 99,
      histogram: http.duration,
      within: seconds,
      where: `endpoint="/${endpoint}"`,
      by: ['service'],
      lowTraffic: { atLeast: 5 },
    }),
  ]),
);
