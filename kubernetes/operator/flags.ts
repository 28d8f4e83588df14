import type { IAlertmanager } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager';
import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus';
import { type Duration, seconds } from '../../stacks/model/index.ts';

type PrometheusSpec = Partial<IPrometheus['spec']>;
type AlertmanagerSpec = Partial<IAlertmanager['spec']>;

/** What the operator decides itself: paths, addresses, and the members of a cluster. */
const decided = /^(config\.file|storage\.(tsdb\.)?path|web\.listen-address|cluster\..+)$/;

/** The fields of the Prometheus resource that stand for flags; the operator refuses those flags as additional arguments. */
const prometheusFields: Readonly<Record<string, (value: string) => PrometheusSpec>> = {
  'storage.tsdb.retention.time': (retention) => ({ retention }),
  'storage.tsdb.retention.size': (retentionSize) => ({ retentionSize }),
  'web.external-url': (externalUrl) => ({ externalUrl }),
  'web.route-prefix': (routePrefix) => ({ routePrefix }),
  'web.max-connections': (count) => ({ web: { maxConnections: Number(count) } }),
  'query.timeout': (timeout) => ({ query: { timeout } }),
  'query.max-concurrency': (count) => ({ query: { maxConcurrency: Number(count) } }),
  'query.max-samples': (count) => ({ query: { maxSamples: Number(count) } }),
  'enable-feature': (features) => ({ enableFeatures: features.split(',') }),
  'rules.alert.resend-delay': (resendDelay) => ({ rules: { alert: { resendDelay } } }),
};

/** The arguments of a Prometheus as fields of its resource; those without a field stay arguments. */
export function prometheusFlags(args: readonly string[]): PrometheusSpec {
  const spec: PrometheusSpec = {};
  const additionalArgs: { name: string; value?: string }[] = [];
  for (const [name, value] of flags(args)) {
    const field = prometheusFields[name];
    if (field === undefined) additionalArgs.push({ name, ...(value !== undefined && { value }) });
    else merge(spec, field(value ?? ''));
  }
  return { ...spec, ...(additionalArgs.length > 0 && { additionalArgs }) };
}

/** The arguments of an Alertmanager as fields of its resource, and those that the resource has no field for. */
export function alertmanagerFlags(args: readonly string[]): {
  readonly spec: AlertmanagerSpec;
  readonly unknown: readonly string[];
} {
  const spec: AlertmanagerSpec = {};
  const unknown: string[] = [];
  for (const [name, value = ''] of flags(args)) {
    if (name === 'data.retention') spec.retention = value;
    else if (name === 'web.external-url') spec.externalUrl = value;
    else if (name === 'web.route-prefix') spec.routePrefix = value;
    else if (name === 'web.timeout') spec.web = { ...spec.web, timeout: seconds(value as Duration) };
    else if (name === 'web.get-concurrency') spec.web = { ...spec.web, getConcurrency: Number(value) };
    else unknown.push(`--${name}${value === '' ? '' : `=${value}`}`);
  }
  return { spec, unknown };
}

/** Flags by name, without those that the operator decides. A flag that stands several times is one of those. */
function flags(args: readonly string[]): ReadonlyMap<string, string | undefined> {
  const pairs = args.map((arg): [string, string | undefined] => {
    const [, name = arg, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    return [name, value];
  });
  return new Map(pairs.filter(([name]) => !decided.test(name)));
}

/** Puts a field into a spec; fields like `query` are made of several flags. */
function merge(spec: PrometheusSpec, field: PrometheusSpec): void {
  for (const [key, value] of Object.entries(field)) {
    const known = Object.entries(spec).find(([name]) => name === key)?.[1];
    Object.assign(spec, { [key]: typeof value === 'object' ? { ...(known as object | undefined), ...value } : value });
  }
}
