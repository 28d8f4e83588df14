import type { StackDefinition } from '../definition.ts';
import { milliseconds } from '../duration.ts';
import type { Problem } from '../problem.ts';
import { bytes } from '../size.ts';
import type { Stack } from '../stack.ts';

/** NX118: a setting of a server that cannot work. */
export function checkSettings(stack: Stack, definition: StackDefinition): Problem[] {
  const problems: Problem[] = [];
  const refuse = (
    server: 'prometheus' | 'alertmanager' | 'grafana',
    keys: readonly string[],
    message: string,
    fix: string,
  ) => {
    const overrides = definition.environments?.[stack.environment]?.[server] as
      | Readonly<Record<string, unknown>>
      | undefined;
    const overridden = overrides?.[keys[0] ?? ''] !== undefined;
    problems.push({
      code: 'NX118',
      path: [...(overridden ? ['environments', stack.environment] : []), server, ...keys],
      message,
      fix,
    });
  };
  const { retention, volume, interval, resendDelay, replicas } = stack.prometheus;

  for (const [keys, value] of [
    [['interval'], interval],
    [['resendDelay'], resendDelay],
    [['retention', 'time'], retention.time],
  ] as const) {
    if ((milliseconds(value) ?? 0) <= 0)
      refuse('prometheus', keys, `'${value}' is not a duration`, "write a number and a unit, like '15s' or '30d'");
  }
  const { retention: remembered } = stack.alertmanager;
  if (remembered !== undefined && (milliseconds(remembered) ?? 0) <= 0)
    refuse('alertmanager', ['retention'], `'${remembered}' is not a duration`, "write a number and a unit, like '14d'");
  const size = bytes(retention.size);
  const room = bytes(volume);
  for (const [server, keys, value] of [
    ['prometheus', ['retention', 'size'], retention.size],
    ['prometheus', ['volume'], volume],
    ['alertmanager', ['volume'], stack.alertmanager.volume],
    ['grafana', ['volume'], stack.grafana.volume],
  ] as const) {
    if (bytes(value) === undefined)
      refuse(server, keys, `'${value}' is not a size`, "write a number and a unit, like '50Gi'");
  }
  const { memory } = stack.prometheus;
  if (memory !== 'predicted' && bytes(memory) === undefined)
    refuse('prometheus', ['memory'], `'${memory}' is not a size`, "write a number and a unit, like '2Gi'");
  // The size limit counts blocks only; the write-ahead log and the head come on top.
  if (size !== undefined && room !== undefined && size > room * 0.85) {
    refuse(
      'prometheus',
      ['retention'],
      `a retention of ${retention.size} leaves no room for the write-ahead log on a volume of ${volume}`,
      'keep at most 85 % of the volume',
    );
  }
  for (const [server, count] of [
    ['prometheus', replicas],
    ['alertmanager', stack.alertmanager.replicas],
  ] as const) {
    if (!Number.isInteger(count) || count < 1)
      refuse(server, ['replicas'], `${count} is not a number of replicas`, 'use a whole number from 1');
  }
  for (const server of ['prometheus', 'alertmanager', 'grafana'] as const) {
    const { url } = stack[server];
    if (/^https?:\/\//.test(url) && URL.canParse(url)) continue;
    refuse(server, ['url'], `'${url}' is not a URL`, `write how people open it, like 'https://${server}.example.org'`);
  }
  const { traces } = stack.grafana;
  if (traces !== undefined && !(/^https?:\/\//.test(traces.url) && URL.canParse(traces.url)))
    refuse(
      'grafana',
      ['traces'],
      `'${traces.url}' is not a URL`,
      "write how Grafana reaches it, like 'http://tempo.internal:3200'",
    );
  return problems;
}
