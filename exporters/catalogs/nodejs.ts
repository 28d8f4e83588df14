/** Node.js: its default metrics, as the applications' own package describes and collects them. */
export { nodejsMetrics } from '@narthex/instrumentation';
