import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import { local } from '../../local/index.ts';
import { alertmanagerConfig } from '../../scripts/check/gates/alertmanager-config.ts';
import { blackboxConfig } from '../../scripts/check/gates/blackbox-config.ts';
import { prometheusConfig } from '../../scripts/check/gates/prometheus-config.ts';
import { subject } from '../../scripts/check/subject.ts';
import sergas from '../../stacks/sergas.ts';
import { edited, found, run, subjectOf, tools } from './subjects.ts';

const sound = subjectOf();
const inCluster = subjectOf(sergas, 'production', [kubernetes]);
const onHost = subjectOf(sergas, 'production', [local]);
const prometheusYml = 'compose/prometheus/prometheus.yml';
const alertmanagerYml = 'compose/alertmanager/alertmanager.yml';
const blackboxYml = 'compose/blackbox/blackbox.yml';

// Where a program is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('promtool check config', () => {
  it('names the artifact and the scrape job of an unknown key', async () => {
    const [finding, ...others] = await found(
      prometheusConfig,
      edited(sound, prometheusYml, 'honor_labels', 'honour_labels'),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      artifact: `sergas/production/${prometheusYml}`,
      from: 'scrape job pushgateway',
      message: expect.stringContaining('honour_labels'),
      fix: expect.stringContaining('definition'),
    });
  });

  it('finds a pattern that matches no rule file, which promtool lets pass', async () => {
    const wrong = edited(sound, prometheusYml, '/etc/narthex/rules/*.yml', '/etc/narthex/rule/*.yml');
    expect(await found(prometheusConfig, wrong)).toMatchObject([
      { line: 12, message: 'prometheus will find no file at /etc/narthex/rule/*.yml' },
    ]);
  });

  it('finds rule files that are not mounted', async () => {
    const wrong = edited(sound, 'compose/compose.yaml', '../rules:/etc/narthex/rules:ro', '../rules:/etc/rules:ro');
    const [finding] = await found(prometheusConfig, wrong);
    expect(finding?.message).toContain('/etc/narthex/rules/*.yml');
  });

  it('finds an argument that names no file', async () => {
    const flag = '--config.file=/etc/prometheus/prometheus.yml';
    const wrong = edited(sound, 'compose/compose.yaml', flag, `${flag.slice(0, -3)}yaml`);
    expect(await found(prometheusConfig, wrong)).toMatchObject([
      { from: 'part prometheus', message: expect.stringContaining('/etc/prometheus/prometheus.yaml') },
    ]);
  });

  it('finds a target list of the local target that is not written', async () => {
    const { plan, artifacts } = onHost;
    const without = new Map([...artifacts].filter(([path]) => path !== 'local/prometheus/targets/node.json'));
    const [finding] = await found(prometheusConfig, subject(plan, without));
    expect(finding).toMatchObject({ from: 'scrape job node', message: expect.stringContaining('targets/node.json') });
  });

  it('names the line of the manifest that a configuration is a part of', async () => {
    const path = 'kubernetes/plain/prometheus.yaml';
    const wrong = edited(inCluster, path, 'honor_labels', 'honour_labels');
    const line = (wrong.artifacts.get(path) ?? '').split('\n').findIndex((each) => each.includes('honour_labels')) + 1;
    expect(await found(prometheusConfig, wrong)).toMatchObject([{ artifact: `sergas/production/${path}`, line }]);
  });

  it('leaves faults of rules to the gate of the rules', async () => {
    expect(await found(prometheusConfig, edited(sound, 'rules/host-filesystems.yml', '> 0.95', '> 0.95 )'))).toEqual(
      [],
    );
  });
});

// Where a program is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('amtool check-config', () => {
  it('finds a route to a receiver that nobody declared', async () => {
    const wrong = edited(sound, alertmanagerYml, 'receiver: heartbeat', 'receiver: heartbeet');
    expect(await found(alertmanagerConfig, wrong)).toMatchObject([
      {
        artifact: `sergas/production/${alertmanagerYml}`,
        from: 'the routing',
        message: 'undefined receiver "heartbeet" used in route',
        fix: expect.stringContaining("'receivers' or 'routing'"),
      },
    ]);
  });

  it('finds a secret that is not mounted, which amtool does not look for', async () => {
    const wrong = edited(sound, alertmanagerYml, '/run/secrets/heartbeat-url', '/run/secrets/heartbeat');
    expect(await found(alertmanagerConfig, wrong)).toMatchObject([
      { from: 'receiver heartbeat', message: 'alertmanager will find no file at /run/secrets/heartbeat' },
    ]);
  });

  it("looks at the operator's configuration too", async () => {
    const path = 'kubernetes/operator/alertmanager.yaml';
    const wrong = edited(inCluster, path, 'receiver: heartbeat', 'receiver: heartbeet');
    const line = (wrong.artifacts.get(path) ?? '').split('\n').findIndex((each) => each.includes('heartbeet')) + 1;
    expect(await found(alertmanagerConfig, wrong)).toMatchObject([{ artifact: `sergas/production/${path}`, line }]);
  });
});

// Where a program is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('blackbox config check', () => {
  it('finds a key that no module has', async () => {
    const wrong = edited(sound, blackboxYml, 'fail_if_not_ssl', 'fail_if_no_ssl');
    expect(await found(blackboxConfig, wrong)).toMatchObject([
      { artifact: `sergas/production/${blackboxYml}`, from: 'probe module https_2xx' },
    ]);
  });

  it('finds a prober that does not exist, which the exporter itself lets pass', async () => {
    const [finding] = await found(blackboxConfig, edited(sound, blackboxYml, 'prober: icmp', 'prober: ping'));
    expect(finding).toMatchObject({ from: 'probe module icmp', message: expect.stringContaining("no prober 'ping'") });
  });

  it('finds a module with the settings of another prober', async () => {
    const [finding] = await found(blackboxConfig, edited(sound, blackboxYml, 'prober: icmp', 'prober: tcp'));
    expect(finding?.message).toBe("the module has the prober 'tcp', and settings of 'icmp'");
  });

  it('finds a job that asks for a module that is not there', async () => {
    const [finding] = await found(blackboxConfig, edited(sound, prometheusYml, '- http_2xx', '- http_3xx'));
    expect(finding).toMatchObject({ from: 'probe blackbox-http', message: expect.stringContaining('http_3xx') });
  });
});

it('checks what is the same in several environments once, and names them all', async () => {
  const files = [sound, subjectOf(sergas, 'staging')].map((each) =>
    edited(each, blackboxYml, 'prober: icmp', 'prober: ping'),
  );
  const { checked, findings } = await run(blackboxConfig, ...files);
  expect(checked).toBe(2);
  const bad = findings.filter(({ message }) => message.includes('ping'));
  expect(bad).toMatchObject([
    { artifact: expect.stringContaining('production'), also: [expect.stringContaining('staging')] },
  ]);
});
