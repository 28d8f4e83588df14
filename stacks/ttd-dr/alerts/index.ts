import { apiAlerts } from './api.ts';
import { healthAlerts } from './health.ts';
import { workflowAlerts } from './workflows.ts';

/** The alerts of TTD-DR, group by group. */
export const ttdDrAlerts = [healthAlerts, workflowAlerts, apiAlerts];
