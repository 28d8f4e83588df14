import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { configuration } from './prometheus/configuration.ts';
import { highAvailability } from './prometheus/high-availability.ts';
import { notifications } from './prometheus/notifications.ts';
import { remoteWrite } from './prometheus/remote-write.ts';
import { rules } from './prometheus/rules.ts';
import { scraping } from './prometheus/scraping.ts';
import { server } from './prometheus/server.ts';
import { storage } from './prometheus/storage.ts';

/** Prometheus itself: what it is told, reads, stores, evaluates and hands on. */
export function prometheus(stack: Stack): RulePack[] {
  return [
    configuration,
    scraping,
    storage(stack),
    rules,
    notifications(stack),
    server(stack),
    ...remoteWrite(stack),
    ...highAvailability(stack),
  ];
}
