import { businessAlerts } from './business.ts';
import { capacity } from './capacity.ts';
import { dependencies } from './dependencies.ts';

/** The alerts of Person.ai, group by group. */
export const personaiAlerts = [dependencies, capacity, businessAlerts];
