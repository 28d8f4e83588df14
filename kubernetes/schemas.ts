/** A class of kubernetes-models: its prototype checks the object that it is called on, and throws what is wrong with it. */
export interface Model {
  readonly prototype: { validate(): void };
}

/** The schemas of every kind that is emitted, by `apiVersion kind`. Each is loaded when the first object of its kind is checked. */
export const schemas: Readonly<Record<string, () => Promise<Model>>> = {
  'v1 ConfigMap': async () => (await import('kubernetes-models/v1/ConfigMap')).ConfigMap,
  'v1 Namespace': async () => (await import('kubernetes-models/v1/Namespace')).Namespace,
  'v1 Secret': async () => (await import('kubernetes-models/v1/Secret')).Secret,
  'v1 Service': async () => (await import('kubernetes-models/v1/Service')).Service,
  'v1 ServiceAccount': async () => (await import('kubernetes-models/v1/ServiceAccount')).ServiceAccount,
  'apps/v1 DaemonSet': async () => (await import('kubernetes-models/apps/v1/DaemonSet')).DaemonSet,
  'apps/v1 Deployment': async () => (await import('kubernetes-models/apps/v1/Deployment')).Deployment,
  'apps/v1 StatefulSet': async () => (await import('kubernetes-models/apps/v1/StatefulSet')).StatefulSet,
  'networking.k8s.io/v1 NetworkPolicy': async () =>
    (await import('kubernetes-models/networking.k8s.io/v1/NetworkPolicy')).NetworkPolicy,
  'policy/v1 PodDisruptionBudget': async () =>
    (await import('kubernetes-models/policy/v1/PodDisruptionBudget')).PodDisruptionBudget,
  'rbac.authorization.k8s.io/v1 ClusterRole': async () =>
    (await import('kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole')).ClusterRole,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': async () =>
    (await import('kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding')).ClusterRoleBinding,
  'rbac.authorization.k8s.io/v1 Role': async () =>
    (await import('kubernetes-models/rbac.authorization.k8s.io/v1/Role')).Role,
  'rbac.authorization.k8s.io/v1 RoleBinding': async () =>
    (await import('kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding')).RoleBinding,
  'monitoring.coreos.com/v1 Alertmanager': async () =>
    (await import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager')).Alertmanager,
  'monitoring.coreos.com/v1 Probe': async () =>
    (await import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Probe')).Probe,
  'monitoring.coreos.com/v1 Prometheus': async () =>
    (await import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus')).Prometheus,
  'monitoring.coreos.com/v1 PrometheusRule': async () =>
    (await import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule')).PrometheusRule,
  'monitoring.coreos.com/v1 ServiceMonitor': async () =>
    (await import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor')).ServiceMonitor,
};
