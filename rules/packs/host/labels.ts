/** The host of the scenarios: what all series of a node exporter have in common. */
export const host = { job: 'node', instance: 'node-exporter:9100' };
/** Another host, which is well. */
export const another = { job: 'node', instance: 'worker-2' };
