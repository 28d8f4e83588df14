import { describe, expect, it } from 'vitest';
import { kubernetes as target } from '../../kubernetes/index.ts';
import { hardening } from '../../scripts/check/gates/hardening.ts';
import { kubernetes } from '../../scripts/check/gates/kubernetes.ts';
import sergas from '../../stacks/sergas.ts';
import { edited, found, run, subjectOf } from './subjects.ts';

const sound = subjectOf(sergas, 'production', [target]);
const path = 'kubernetes/plain/prometheus.yaml';

describe('the manifests', () => {
  it('are refused with an unknown field, and the object is named', async () => {
    const wrong = edited(sound, path, 'terminationGracePeriodSeconds', 'terminationGracePeriod');
    expect(await found(kubernetes, wrong)).toMatchObject([
      {
        artifact: `sergas/production/${path}`,
        from: 'StatefulSet prometheus',
        message: expect.stringContaining('terminationGracePeriod'),
        fix: expect.stringContaining('terminationGracePeriodSeconds'),
      },
    ]);
  });

  it('are refused when a pod mounts a file that its ConfigMap does not hold', async () => {
    const wrong = edited(sound, path, /\n {2}prometheus\.yml: /, '\n  prometheus.yaml: ');
    const messages = (await found(kubernetes, wrong)).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('prometheus.yml of the ConfigMap prometheus-config'));
  });

  it('are refused when a restricted namespace would not admit a pod', async () => {
    const wrong = edited(sound, path, 'allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true');
    expect(await found(hardening, wrong)).toMatchObject([
      { code: 'NX314', from: 'StatefulSet prometheus', message: expect.stringContaining('escalate') },
    ]);
  });

  it('are nothing to check where Kubernetes was not selected', async () => {
    expect(await run(kubernetes, subjectOf())).toMatchObject({ checked: 0, findings: [] });
  });
});
