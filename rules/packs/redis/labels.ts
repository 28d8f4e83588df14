/** The server of the scenarios: what all series of its exporter have in common. */
export const redis = { job: 'redis', instance: 'redis-exporter:9121' };
/** Another server, which is well. */
export const another = { job: 'redis', instance: 'cache-exporter:9121' };
