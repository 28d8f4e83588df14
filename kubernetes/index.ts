// Stack -> Kubernetes: plain manifests, and manifests for clusters that run the Prometheus Operator. The only room that loads cdk8s.
import type { Artifacts, Plan, Target } from '../stacks/model/index.ts';
import { openCluster } from './cluster.ts';
import { manifestText } from './manifest.ts';
import { operatorManifests } from './operator/render.ts';
import { type ManifestFiles, plainManifests } from './plain.ts';
import { kubernetesReadme } from './readme.ts';
import { sharedFolders } from './shared.ts';

export { podSecurityProblems, restrictedViolations } from './pod-security.ts';
export { readManifests, validateManifests } from './validate.ts';

/** The Kubernetes target. */
export const kubernetes: Target = { name: 'kubernetes', render };

function render(plan: Plan): Artifacts {
  const shared = sharedFolders(plan);
  const texts = new Map<string, string>();
  const write = (folder: string, files: ManifestFiles) => {
    for (const [name, manifests] of files) texts.set(`kubernetes/${folder}/${name}`, manifestText(plan, manifests));
  };
  const plain = openCluster(plan, 'plain', shared);
  texts.set('kubernetes/README.md', kubernetesReadme(plain));
  write('plain', plainManifests(plain));
  write('operator', operatorManifests(openCluster(plan, 'operator', shared)));
  return texts;
}
