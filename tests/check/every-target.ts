import { compose } from '../../compose/index.ts';
import { kubernetes } from '../../kubernetes/index.ts';
import { local } from '../../local/index.ts';
import type { Target } from '../../stacks/model/index.ts';

/** All targets. In a file of its own, because the libraries behind Kubernetes take long to load. */
export const everyTarget: readonly Target[] = [compose, kubernetes, local];
