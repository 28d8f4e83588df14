import { open } from '@narthex/instrumentation';
import { kind, namespace, STATUS } from './objects.ts';

const autoscaler = kind(
  { namespace, horizontalpodautoscaler: open({ typically: 10 }) },
  ['namespace', 'horizontalpodautoscaler'],
  10,
);
const target = {
  labels: {
    metric_name: open({ typically: 2 }),
    metric_target_type: open({ typically: 1 }),
    container: open({ typically: 1, sometimes: true }),
  },
};

/** HorizontalPodAutoscalers. */
export const autoscalerMetrics = {
  horizontalpodautoscalerInfo: autoscaler.info('kube_horizontalpodautoscaler_info', 'What it scales.', {
    labels: {
      scaletargetref_api_version: open({ typically: 1, sometimes: true }),
      scaletargetref_kind: open({ typically: 2 }),
      scaletargetref_name: open({ typically: 10 }),
    },
  }),
  horizontalpodautoscalerSpecMaxReplicas: autoscaler.number(
    'kube_horizontalpodautoscaler_spec_max_replicas',
    'The most pods that it may ask for.',
  ),
  horizontalpodautoscalerSpecMinReplicas: autoscaler.number(
    'kube_horizontalpodautoscaler_spec_min_replicas',
    'The fewest pods that it may ask for.',
  ),
  horizontalpodautoscalerSpecTargetMetric: autoscaler.number(
    'kube_horizontalpodautoscaler_spec_target_metric',
    'What a metric should be: a value, a utilization in percent, an average.',
    target,
  ),
  horizontalpodautoscalerStatusTargetMetric: autoscaler.number(
    'kube_horizontalpodautoscaler_status_target_metric',
    'What that metric is.',
    target,
  ),
  horizontalpodautoscalerStatusCurrentReplicas: autoscaler.number(
    'kube_horizontalpodautoscaler_status_current_replicas',
    'Pods that there are.',
  ),
  horizontalpodautoscalerStatusDesiredReplicas: autoscaler.number(
    'kube_horizontalpodautoscaler_status_desired_replicas',
    'Pods that it asks for.',
  ),
  horizontalpodautoscalerStatusCondition: autoscaler.flag(
    'kube_horizontalpodautoscaler_status_condition',
    '1 for the status of each condition.',
    { labels: { condition: ['AbleToScale', 'ScalingActive', 'ScalingLimited'], status: STATUS } },
  ),
  horizontalpodautoscalerMetadataGeneration: autoscaler.number(
    'kube_horizontalpodautoscaler_metadata_generation',
    'Number of its newest definition.',
  ),
  horizontalpodautoscalerCreated: autoscaler.time('kube_horizontalpodautoscaler_created', 'When it was created.'),
};
