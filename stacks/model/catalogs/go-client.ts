import { goMetrics } from './go.ts';
import { processMetrics } from './go-process.ts';

/** What nearly every Go program exposes about itself; a catalog takes it in with `...goClientMetrics`. */
export const goClientMetrics = { ...goMetrics, ...processMetrics } as const;
