import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { failed, jobFailed } from './probes/answers.ts';
import { certificates, tlsOutdated } from './probes/certificates.ts';
import { probedOf, several } from './probes/probed.ts';
import { dnsSlow, flapping, notEncrypted, slow } from './probes/quality.ts';

/** What is seen from outside: answers, and certificates. */
export function probes(stack: Stack): RulePack[] {
  const probed = probedOf(stack);
  if (probed === undefined) return [];
  return [
    rulePack('probes', [
      failed(probed),
      ...(probed.most >= several ? [jobFailed(probed)] : []),
      slow(probed),
      flapping(probed),
      dnsSlow(probed),
      ...(probed.encrypted.length > 0 ? [notEncrypted(probed)] : []),
    ]),
    ...(probed.tls === undefined
      ? []
      : [rulePack('probe-certificates', [...certificates(probed.tls), tlsOutdated(probed.tls)])]),
  ];
}
