import { healthBoard } from './health.ts';
import { performanceBoard } from './performance.ts';

/** The dashboards of the orchestration. */
export const orchestrationDashboards = [performanceBoard, healthBoard];
