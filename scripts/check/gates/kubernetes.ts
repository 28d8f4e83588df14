import type { Finding, Gate } from '../gate.ts';
import { manifestFinding } from '../problem-finding.ts';

/** The manifests, by the schemas of Kubernetes and of the Prometheus Operator, with no unknown field allowed. */
export const kubernetes: Gate = {
  id: 'kubernetes',
  code: 'NX608',
  title: 'Kubernetes schemas',
  why: 'a cluster drops a field that it does not know, and what it should have done does not happen',
  tools: [],
  run: async ({ subjects, each }) => {
    const isManifest = (path: string) => path.startsWith('kubernetes/') && path.endsWith('.yaml');
    const manifests = subjects.flatMap(({ artifacts }) => [...artifacts.keys()].filter(isManifest));
    if (manifests.length === 0) return { checked: 0, what: 'file', findings: [] };
    // Loaded here, because the libraries behind it take longer to load than all the rest.
    const { validateManifests } = await import('../../../kubernetes/index.ts');
    const problems = await each(subjects, async ({ artifacts, folder, views }) => [
      ...(await validateManifests(artifacts)).map((problem) => manifestFinding(folder, problem)),
      ...views.flatMap(({ target, part, broken }) =>
        target === 'kubernetes'
          ? broken.map(
              ({ source, artifact }): Finding => ({
                artifact,
                from: `part ${part}`,
                message: `${part} mounts ${source}, and there is nothing`,
                fix: 'correct the workload that the part comes from',
              }),
            )
          : [],
      ),
    ]);
    return { checked: manifests.length, what: 'file', findings: problems.flat() };
  },
};
