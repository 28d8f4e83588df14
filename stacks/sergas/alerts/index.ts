import { agents } from './agents.ts';
import { business } from './business.ts';
import { cacheAndMemory } from './cache-and-memory.ts';
import { database } from './database.ts';
import { resources } from './resources.ts';
import { service } from './service.ts';
import { zoho } from './zoho.ts';

/** The 24 alerts of Sergas, group by group. */
export const sergasAlerts = [service, resources, database, cacheAndMemory, agents, zoho, business];
