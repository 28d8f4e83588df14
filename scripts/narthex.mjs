#!/usr/bin/env node
// The command as it is installed. In a checkout it compiles what changed first; a published package comes compiled.
import { existsSync } from 'node:fs';

const checkout = existsSync(new URL('../stacks/index.ts', import.meta.url));
if (checkout) {
  const { build, isBuilt } = await import('./build.mjs');
  if (!isBuilt()) await build();
}
await import('../build/narthex.js');
