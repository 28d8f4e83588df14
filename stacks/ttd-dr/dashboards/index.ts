import { healthBoard } from './health.ts';
import { statisticBoard } from './statistics.ts';
import { workflowBoard } from './workflows.ts';

/** The dashboards of TTD-DR. */
export const ttdDrDashboards = [workflowBoard, healthBoard, statisticBoard];
