import { counter, gauge, histogram, summary } from '@narthex/instrumentation';

/** Silences. */
export const silenceMetrics = {
  silences: gauge('alertmanager_silences', 'How many silences by state.', {
    labels: { state: ['active', 'expired', 'pending'] },
  }),
  silencesGcDurationSeconds: summary(
    'alertmanager_silences_gc_duration_seconds',
    'Duration of the last silence garbage collection cycle.',
    { unit: 'seconds', quantiles: [] },
  ),
  silencesGcErrors: counter('alertmanager_silences_gc_errors_total', 'How many silence GC errors were encountered.'),
  silencesGossipMessagesPropagated: counter(
    'alertmanager_silences_gossip_messages_propagated_total',
    'Number of received gossip messages that have been further gossiped.',
  ),
  silencesMaintenanceErrors: counter(
    'alertmanager_silences_maintenance_errors_total',
    'How many maintenances were executed for silences that failed.',
  ),
  silencesMaintenance: counter(
    'alertmanager_silences_maintenance_total',
    'How many maintenances were executed for silences.',
  ),
  silencesMatcherCompileErrors: counter(
    'alertmanager_silences_matcher_compile_errors_total',
    'How many silence matcher compilations failed.',
    { labels: { stage: ['index', 'load_snapshot'] } },
  ),
  silencesMatcherIndexSize: gauge(
    'alertmanager_silences_matcher_index_size',
    'The number of entries in the matcher cache index.',
  ),
  silencesQueries: counter('alertmanager_silences_queries_total', 'How many silence queries were received.'),
  silencesQueryDurationSeconds: histogram(
    'alertmanager_silences_query_duration_seconds',
    'Duration of silence query evaluation.',
    { unit: 'seconds', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  ),
  silencesQueryErrors: counter(
    'alertmanager_silences_query_errors_total',
    'How many silence received queries did not succeed.',
  ),
  silencesQuerySilencesScanned: counter(
    'alertmanager_silences_query_silences_scanned_total',
    'How many silences were scanned during query evaluation.',
  ),
  silencesQuerySilencesSkipped: counter(
    'alertmanager_silences_query_silences_skipped_total',
    'How many silences were skipped during query evaluation using the version index.',
  ),
  silencesSnapshotDurationSeconds: summary(
    'alertmanager_silences_snapshot_duration_seconds',
    'Duration of the last silence snapshot.',
    { unit: 'seconds', quantiles: [] },
  ),
  silencesSnapshotSizeBytes: gauge(
    'alertmanager_silences_snapshot_size_bytes',
    'Size of the last silence snapshot in bytes.',
    { unit: 'bytes' },
  ),
  silencesStateSize: gauge('alertmanager_silences_state_size', 'The number of silences in the state map.'),
  silencesVersionIndexSize: gauge(
    'alertmanager_silences_version_index_size',
    'The number of entries in the version index.',
  ),
};
