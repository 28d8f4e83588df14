import { describe, expect, it } from 'vitest';
import { said } from './support.ts';

const alertmanager = `route:
  receiver: team
  group_by: [alertname, job]
  repeat_interval: 4h
  routes:
    - matchers: [severity="critical"]
      receiver: oncall
      continue: true
    - matchers: [severity="critical"]
      receiver: team
    - matchers: [team="db"]
      routes:
        - matchers: [alertname="Slow"]
          receiver: archive
inhibit_rules:
  - source_matchers: [alertname="HostDown"]
    target_matchers: [severity="warning"]
    equal: [instance]
receivers:
  - name: team
    slack_configs: [{ channel: '#shop', text: Look. }]
  - name: oncall
  - name: archive
time_intervals:
  - name: nights
    time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }], location: Europe/Berlin }]
`;

function routing(from: string, to: string): string[] {
  expect(alertmanager).toContain(from);
  const path = 'compose/alertmanager/alertmanager.yml';
  return said({ [path]: alertmanager }, { [path]: alertmanager.replace(from, to) }).slice(1, -1);
}

describe('who is told', () => {
  it.each([
    [
      'repeat_interval: 4h',
      'repeat_interval: 8h',
      ['~ route all alerts that no other route takes', 'repeat_interval 4h -> 8h'],
    ],
    [
      'group_by: [alertname, job]',
      'group_by: [job]',
      ['~ route all alerts that no other route takes', 'group_by alertname, job -> job'],
    ],
    [
      'receiver: oncall\n      continue: true',
      'receiver: archive\n      continue: true',
      ['~ route severity="critical"', 'tells oncall -> archive'],
    ],
    [
      'matchers: [team="db"]',
      'matchers: [team=~"db|cache"]',
      ['~ route team=~"db|cache"', 'alerts team="db" -> team=~"db|cache"'],
    ],
    [
      '      receiver: oncall\n',
      '      receiver: oncall\n      mute_time_intervals: [nights]\n',
      ['~ route severity="critical"', 'mute_time_intervals added: nights'],
    ],
    [
      'receiver: archive\ninhibit',
      'receiver: archive\n    - matchers: [a="b"]\n      receiver: oncall\n      group_wait: 1m\ninhibit',
      ['+ route a="b": tells oncall, group_wait 1m'],
    ],
    [
      'equal: [instance]',
      'equal: [instance, job]',
      ['~ inhibition alertname="HostDown" mutes severity="warning"', 'label that has to agree added: job'],
    ],
    [
      'alertname="HostDown"',
      'alertname="RackDown"',
      [
        '+ inhibition alertname="RackDown" mutes severity="warning": where they agree in instance',
        '- inhibition alertname="HostDown" mutes severity="warning": where they agree in instance',
      ],
    ],
    ["channel: '#shop'", "channel: '#crm'", ['~ receiver team', 'slack #crm: channel #shop -> #crm']],
    [
      '  - name: oncall\n',
      '  - name: oncall\n    email_configs: [{ to: a@b.c }]\n',
      ['~ receiver oncall', 'told by added: email a@b.c'],
    ],
    ['22:00', '20:00', ['~ mute time nights', 'when 22:00 to 24:00 (Europe/Berlin) -> 20:00 to 24:00 (Europe/Berlin)']],
    [
      '[alertname="Slow"]\n          receiver: archive',
      '[alertname="Slow"]\n          receiver: oncall',
      ['~ route team="db" > alertname="Slow"', 'tells archive -> oncall'],
    ],
  ])('%s, then %s', (from, to, lines) => {
    expect(routing(from, to).filter((line) => lines.includes(line))).toEqual(lines);
    expect(routing(from, to)).toHaveLength(lines.length);
  });

  it('follows a receiver that a route inherits', () => {
    const lines = routing('receiver: team\n  group_by', 'receiver: oncall\n  group_by');
    expect(lines).toContain('~ route team="db"');
    expect(lines.filter((line) => line === 'tells team -> oncall')).toHaveLength(2);
  });

  it('tells that routes stand in another order, because the first one is taken', () => {
    const first =
      '    - matchers: [team="db"]\n      routes:\n        - matchers: [alertname="Slow"]\n          receiver: archive\n';
    const moved = alertmanager.replace(first, '').replace('  routes:\n', `  routes:\n${first}`);
    const path = 'compose/alertmanager/alertmanager.yml';
    const lines = said({ [path]: alertmanager }, { [path]: moved });
    expect(lines).toContain('order of the routes below');
    expect(lines).not.toContain('~ route team="db"');
  });

  it('is the same however matchers are written', () => {
    const lines = said(
      { 'compose/alertmanager/alertmanager.yml': alertmanager },
      { 'compose/alertmanager/alertmanager.yml': alertmanager.replace('matchers: [team="db"]', 'match: { team: db }') },
    );
    expect(lines).toEqual(['Nothing changes.']);
  });
});

const prometheus = `# Generated.
global: { scrape_interval: 15s, evaluation_interval: 15s, external_labels: { region: eu } }
scrape_configs:
  - job_name: shop
    static_configs:
      - targets: [a:1, b:1]
        labels: { service: shop }
    metric_relabel_configs:
      - { source_labels: [__name__], regex: x_total|y_total, action: keep }
  - job_name: node
    scrape_interval: 30s
`;

function scraping(from: string, to: string): string[] {
  expect(prometheus).toContain(from);
  const path = 'compose/prometheus/prometheus.yml';
  return said({ [path]: prometheus }, { [path]: prometheus.replace(from, to) }).slice(1, -1);
}

describe('what is read', () => {
  it.each([
    ['scrape_interval: 30s', 'scrape_interval: 60s', ['~ scrape job node', 'interval 30s -> 60s']],
    [
      'scrape_interval: 15s',
      'scrape_interval: 20s',
      ['~ server Prometheus', 'scrape_interval 15s -> 20s', '~ scrape job shop', 'interval 15s -> 20s'],
    ],
    ['region: eu', 'region: us', ['~ server Prometheus', 'external label region eu -> us']],
    ['[a:1, b:1]', '[a:1, c:1]', ['~ scrape job shop', 'targets b:1 -> c:1']],
    [
      'service: shop',
      'service: api',
      ['~ scrape job shop', 'a:1: label service shop -> api', 'b:1: label service shop -> api'],
    ],
    ['x_total|y_total', 'y_total|z_total|a_total', ['~ scrape job shop', 'stored metrics x_total -> z_total, a_total']],
    ['  - job_name: node\n    scrape_interval: 30s\n', '', ['- scrape job node: every 30s']],
    ['job_name: node', 'job_name: host', ['+ scrape job host: every 30s', '- scrape job node: every 30s']],
  ])('%s, then %s', (from, to, lines) => {
    expect(scraping(from, to)).toEqual(lines);
  });

  it('follows the files of targets of local processes', () => {
    const config = prometheus.replace(
      / {4}static_configs:\n.*\n.*\n/,
      '    file_sd_configs: [{ files: [targets/shop.json] }]\n',
    );
    const files = (target: string) => ({
      'local/prometheus/prometheus.yml': config,
      'local/prometheus/targets/shop.json': JSON.stringify([{ targets: [target], labels: {} }]),
    });
    expect(said(files('a:1'), files('b:1')).slice(1, 3)).toEqual(['~ scrape job shop', 'targets a:1 -> b:1']);
  });

  it('tells once what compose and local have in common', () => {
    const files = (interval: string) => {
      const text = prometheus.replace('30s', interval);
      return { 'compose/prometheus/prometheus.yml': text, 'local/prometheus/prometheus.yml': text };
    };
    expect(said(files('30s'), files('1m')).filter((line) => line.startsWith('~'))).toEqual(['~ scrape job node']);
  });

  it('tells what differs between them besides what they have in common', () => {
    const files = (service: string, ofLocal: string) => {
      const text = prometheus.replace('service: shop', `service: ${service}`);
      return {
        'compose/prometheus/prometheus.yml': text,
        'local/prometheus/prometheus.yml': text.replace('scrape_interval: 30s', `scrape_interval: ${ofLocal}`),
      };
    };
    expect(said(files('shop', '30s'), files('api', '1m')).slice(1, -1)).toEqual([
      '~ scrape job shop',
      'a:1: label service shop -> api',
      'b:1: label service shop -> api',
      '~ scrape job node (only local)',
      'interval 30s -> 1m',
    ]);
    const same = (service: string, ofLocal: string) => {
      const { 'compose/prometheus/prometheus.yml': compose } = files(service, '30s');
      return {
        'compose/prometheus/prometheus.yml': compose,
        'local/prometheus/prometheus.yml': compose.replace('x_total|y_total', ofLocal),
      };
    };
    expect(said(same('shop', 'x_total'), same('api', 'z_total')).slice(4, -1)).toEqual([
      '~ scrape job shop (only local)',
      'stored metrics x_total -> z_total',
    ]);
  });

  it('tells what only one of them has, and looks into a ConfigMap of Kubernetes', () => {
    const map = (text: string) =>
      `kind: ConfigMap\nmetadata: { name: prometheus-config }\ndata:\n  prometheus.yml: |\n${text.replace(/^/gm, '    ')}\n`;
    const files = (interval: string) => ({
      'compose/prometheus/prometheus.yml': prometheus,
      'kubernetes/plain/prometheus.yaml': map(prometheus.replace('30s', interval)),
    });
    expect(said(files('30s'), files('1m')).slice(1, 3)).toEqual([
      '~ scrape job node (only kubernetes)',
      'interval 30s -> 1m',
    ]);
  });
});

describe('two folders for different targets', () => {
  it('say that their routes and jobs cannot be compared', () => {
    const lines = said(
      { 'compose/prometheus/prometheus.yml': prometheus },
      { 'local/prometheus/prometheus.yml': prometheus },
    );
    expect(lines).toContain('~ routes and jobs cannot be compared: before there is compose, after local');
  });
});

describe('probe modules', () => {
  const module = (timeout: string, ssl: boolean) => ({
    'compose/blackbox/blackbox.yml': `modules:\n  http_2xx: { prober: http, timeout: ${timeout}, http: { fail_if_not_ssl: ${ssl} } }\n`,
  });

  it('tell each setting', () => {
    expect(said(module('5s', false), module('9s', true)).slice(1, 4)).toEqual([
      '~ http_2xx',
      'timeout 5s -> 9s',
      'http.fail_if_not_ssl false -> true',
    ]);
  });
});
