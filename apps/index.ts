/**
 * Programs of ours that run beside Prometheus: each folder is one, and its `main.ts` is bundled into one file that runs
 * on bare Node. A program is here only when Prometheus has no part for its task.
 */

export type { Alert, Notification, WebhookPayload } from './inbox/payload.ts';
export { type Inbox, inboxMetrics, startInbox } from './inbox/server.ts';
export { type Runbooks, startRunbooks } from './runbooks/server.ts';
export type { Address, Running } from './serve.ts';
export type { Injected, Possible } from './simulator/faults/ongoing.ts';
export { type Simulator, startSimulator } from './simulator/server.ts';
export { createSimulation, type Simulation, type Step } from './simulator/simulate.ts';
export { parseSpec, type SimulatorSpec } from './simulator/spec.ts';
export { endpointsOf } from './simulator/traffic.ts';
