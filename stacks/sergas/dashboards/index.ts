import { agentBoard } from './agents.ts';
import { businessBoard } from './business.ts';
import { errorBoard } from './errors.ts';
import { syncBoard } from './sync.ts';
import { systemBoard } from './system.ts';

/** The five dashboards of Sergas. */
export const sergasDashboards = [systemBoard, agentBoard, syncBoard, errorBoard, businessBoard];
