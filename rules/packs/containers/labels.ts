import type { Labels } from '../../../stacks/model/index.ts';

/** Which container, for texts: a cluster names namespace, pod and container, Docker its name. */
export const place =
  '{{ if $labels.pod }}{{ $labels.namespace }}/{{ $labels.pod }} {{ $labels.container }}{{ else }}{{ $labels.name }}{{ end }}';

/** What all series of the container of the scenarios have in common, as Docker names it. */
export const docker = {
  job: 'cadvisor',
  instance: 'cadvisor:8080',
  id: '/docker/4f1a',
  image: 'shop/api:7',
  name: 'api',
};
/** Another container of the same machine, which is well. */
export const other = { ...docker, id: '/docker/77b0', image: 'shop/web:7', name: 'web' };

const inPod = { job: 'cadvisor', instance: 'worker-1', namespace: 'shop', pod: 'api-6d5-x2x' };
/** A container as a cluster names it. */
export const kubernetes = { ...inPod, id: '/kubepods/pod9/c3d4', image: 'shop/api:7', name: 'c3d4', container: 'api' };
/** The control group of its pod: all containers together, which is no container. */
export const wholePod = { ...inPod, id: '/kubepods/pod9' };

/** The labels of an alert about a container: those that outlive it, when it is made anew from the same or another image. */
export function named({ id: _id, image: _image, ...labels }: Labels): Labels {
  return labels;
}
