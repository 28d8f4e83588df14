/** The server of the scenarios: what all series of its exporter have in common. */
export const postgres = { job: 'postgres', instance: 'postgres-exporter:9187' };
/** Another server, which is well. */
export const another = { job: 'postgres', instance: 'reports-exporter:9187' };
