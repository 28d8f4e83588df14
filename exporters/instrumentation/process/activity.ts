/** What keeps the event loop alive: timers, sockets, requests to the system. */
import type { GaugeHandle, Handles } from '../handles.ts';
import { OTHER } from '../validate.ts';
import type { nodejsMetrics } from './metrics.ts';

type Metrics = Handles<typeof nodejsMetrics>;
type ByType = Pick<GaugeHandle<{ type: { kind: 'open' } }>, 'set'>;

/** As Node.js has them, though it documents neither; there since its first versions and in none of its types. */
interface Undocumented {
  _getActiveHandles?(): readonly unknown[];
  _getActiveRequests?(): readonly unknown[];
}

/** Returns what counts them by type; types that are gone go to 0. */
export function activityReader(handles: Metrics): () => void {
  const node: NodeJS.Process & Undocumented = process;
  const resources = counterByType(handles.activeResources);
  const open = counterByType(handles.activeHandles);
  const requests = counterByType(handles.activeRequests);
  return () => {
    handles.activeResourcesTotal.set(resources(process.getActiveResourcesInfo()));
    if (node._getActiveHandles !== undefined)
      handles.activeHandlesTotal.set(open(node._getActiveHandles().map(classOf)));
    if (node._getActiveRequests !== undefined)
      handles.activeRequestsTotal.set(requests(node._getActiveRequests().map(classOf)));
  };
}

function classOf(thing: unknown): string {
  return typeof thing === 'object' && thing !== null ? (thing.constructor?.name ?? OTHER) : OTHER;
}

function counterByType(handle: ByType): (types: readonly string[]) => number {
  const known = new Set<string>();
  return (types) => {
    const counts = new Map<string, number>([...known].map((type) => [type, 0]));
    for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
    for (const [type, count] of counts) {
      known.add(type);
      handle.set({ type }, count);
    }
    return types.length;
  };
}
