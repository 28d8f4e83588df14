/** The check of the processors. */
import type { ProcessCheck } from '../check.ts';
import { cpuReader } from '../system.ts';
import type { ProcessSettings } from './settings.ts';
import { judgeShare, orderedShares, type Shares } from './shares.ts';

/** A check of how busy the machine's processors were since the check before. Degraded from 80 %, unhealthy from 95 %. */
export function cpuCheck({
  name = 'cpu',
  degraded = 0.8,
  unhealthy = 0.95,
  ...settings
}: ProcessSettings & Partial<Shares> & { readonly name?: string } = {}): ProcessCheck {
  const shares = orderedShares(name, { degraded, unhealthy });
  const read = cpuReader();
  return {
    ...settings,
    name,
    scope: 'process',
    check: () => judgeShare(read(), shares, (percent) => `the processors are ${percent} busy`),
  };
}
