/** The check of a disk. */
import type { ProcessCheck } from '../check.ts';
import { diskUsage } from '../system.ts';
import type { ProcessSettings } from './settings.ts';
import { judgeShare, orderedShares, type Shares } from './shares.ts';

/** A check of how full the file system is that holds a path: `diskCheck('/var/lib/shop')`. Degraded from 90 %, unhealthy from 95 %. */
export function diskCheck(
  path: string,
  {
    name = 'disk',
    degraded = 0.9,
    unhealthy = 0.95,
    ...settings
  }: ProcessSettings & Partial<Shares> & { readonly name?: string } = {},
): ProcessCheck {
  const shares = orderedShares(name, { degraded, unhealthy });
  return {
    ...settings,
    name,
    scope: 'process',
    check: async () => judgeShare(await diskUsage(path), shares, (percent) => `the disk of ${path} is ${percent} full`),
  };
}
