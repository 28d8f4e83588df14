import { describe, expect, it } from 'vitest';
import {
  amtoolCheckConfig,
  amtoolRoutes,
  blackboxCheckConfig,
  type ComposeTool,
  composeConfig,
} from '../../local/tools/index.ts';
import { type RealTools, realCompose, realTools } from './programs.ts';

const tools = (await realTools('the wrappers of amtool and blackbox_exporter')) as RealTools;
const compose = (await realCompose('the wrapper of Docker Compose')) as ComposeTool;

const alertmanager = `route:
  receiver: team
  routes:
    - matchers:
        - severity="critical"
      receiver: oncall
      continue: true
    - matchers:
        - team=~"shop|web"
      receiver: team
receivers:
  - name: team
    webhook_configs:
      - url_file: /run/secrets/team
  - name: oncall
    webhook_configs:
      - url_file: /run/secrets/oncall
`;

describe.skipIf(tools === undefined)('amtool check-config', () => {
  const path = '/etc/alertmanager/alertmanager.yml';
  const check = (text: string) =>
    amtoolCheckConfig(tools.amtool, new Map([[path, { artifact: 'shop/alertmanager.yml', text }]]), path);

  it('finds nothing in a configuration that is right', async () => {
    expect(await check(alertmanager)).toEqual([]);
  });

  it('finds a route to a receiver that nobody declared', async () => {
    expect(await check(alertmanager.replace('receiver: oncall', 'receiver: oncal'))).toEqual([
      {
        artifact: 'shop/alertmanager.yml',
        line: 6,
        from: 'the routing',
        message: 'undefined receiver "oncal" used in route',
      },
    ]);
  });

  it('names the receiver of every unknown key', async () => {
    const findings = await check(alertmanager.replaceAll('url_file', 'url_fiel'));
    expect(findings.map(({ line, from }) => [line, from])).toEqual([
      [14, 'receiver team'],
      [17, 'receiver oncall'],
    ]);
  });

  it('finds the line of a regular expression that cannot be compiled', async () => {
    const [finding] = await check(alertmanager.replace('shop|web', '(shop|web'));
    expect(finding).toMatchObject({ line: 9, from: 'the routing' });
  });
});

describe.skipIf(tools === undefined)('amtool config routes test', () => {
  const input = { artifact: 'shop/alertmanager.yml', text: alertmanager };

  it('says who gets an alert, in the order of the tree', async () => {
    const alerts = [{ severity: 'critical', team: 'shop' }, { severity: 'critical' }, { severity: 'info' }];
    const results = await amtoolRoutes(tools.amtool, input, alerts);
    expect(results.map(({ receivers }) => receivers)).toEqual([['oncall', 'team'], ['oncall'], ['team']]);
  });

  it('takes label values for what they are, whatever stands in them', async () => {
    const [result] = await amtoolRoutes(tools.amtool, input, [{ summary: 'a="b", {c}\n\\d', severity: 'critical' }]);
    expect(result?.receivers).toEqual(['oncall']);
  });

  it('ends with a finding where the file cannot be read', async () => {
    const text = alertmanager.replace('receiver: oncall', 'receiver: oncal');
    const results = await amtoolRoutes(tools.amtool, { ...input, text }, [
      { severity: 'info' },
      { severity: 'critical' },
    ]);
    expect(results).toHaveLength(1);
    expect(results[0]?.receivers).toMatchObject({ from: 'the routing', message: expect.stringContaining('oncal') });
  });
});

describe.skipIf(tools === undefined)('blackbox_exporter --config.check', () => {
  const path = '/etc/blackbox/blackbox.yml';
  const modules =
    'modules:\n  http_2xx:\n    prober: http\n    timeout: 5s\n  icmp:\n    prober: icmp\n    timeout: 5s\n';
  const check = (text: string) =>
    blackboxCheckConfig(tools.blackbox_exporter, new Map([[path, { artifact: 'shop/blackbox.yml', text }]]), path);

  it('finds nothing in modules that are right', async () => {
    expect(await check(modules)).toEqual([]);
  });

  it('names the module of each fault', async () => {
    const findings = await check(modules.replaceAll('5s', 'soon'));
    expect(findings.map(({ line, from }) => [line, from])).toEqual([
      [4, 'probe module http_2xx'],
      [7, 'probe module icmp'],
    ]);
    expect(findings[0]?.message).toContain('soon');
  });
});

describe.skipIf(compose === undefined)('docker compose config', () => {
  const file =
    'services:\n  api:\n    image: shop/api:1\n    read_only: true\n    networks:\n      - inner\nnetworks:\n  inner: {}\n';
  const check = (text: string) => composeConfig(compose, { artifact: 'shop/compose.yaml', text });

  it('finds nothing in a file that is right', async () => {
    expect(await check(file)).toEqual([]);
  });

  it('names the part with an unknown key', async () => {
    const [finding] = await check(file.replace('read_only', 'read_onyl'));
    expect(finding).toMatchObject({ artifact: 'shop/compose.yaml', line: 2, from: 'part api' });
    expect(finding?.message).toContain('read_onyl');
  });

  it('names the part on a network that nothing defines', async () => {
    const [finding] = await check(file.replace('- inner', '- outer'));
    expect(finding).toMatchObject({ from: 'part api', message: expect.stringContaining('undefined network outer') });
  });
});
