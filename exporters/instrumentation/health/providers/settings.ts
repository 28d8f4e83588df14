/** What can be set on ready-made checks. */
import type { DependencyCheck, ProcessCheck } from '../check.ts';

/** What can be set on a ready-made check of a dependency, besides what it checks. */
export type DependencySettings = Omit<DependencyCheck, 'name' | 'check' | 'close' | 'scope' | 'liveness'>;

/** What can be set on a ready-made check of the process or its machine. */
export type ProcessSettings = Omit<ProcessCheck, 'name' | 'check' | 'close' | 'scope'>;
