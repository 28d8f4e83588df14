import { describe, expect, it } from 'vitest';
import { lineOfPart, lineOfValue, originAt } from '../../local/tools/origin.ts';
import { yaml } from '../../stacks/model/index.ts';

/** The line on which a text first occurs, from 1. */
function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

describe('the origin of a line', () => {
  const rules = yaml({
    groups: [
      {
        name: 'host',
        interval: '1m',
        rules: [
          { record: 'job:up:sum', expr: 'sum by (job) (up)' },
          { alert: 'Down', expr: 'up == 0\nand\nname: odd', labels: { severity: 'critical' } },
        ],
      },
      { name: 'probes', rules: [{ alert: 'Failed', expr: 'probe_success == 0' }] },
    ],
  });

  it.each([
    ['interval', 'the rule pack host'],
    ['sum by', 'recording rule job:up:sum of the rule pack host'],
    ['severity', 'alert Down of the rule pack host'],
    ['Failed', 'alert Failed of the rule pack probes'],
    ['probe_success', 'alert Failed of the rule pack probes'],
  ])('in a rule file is the rule or its pack: %s', (text, origin) => {
    expect(originAt(rules, lineOf(rules, text))).toBe(origin);
  });

  it('is not misled by text that looks like a key', () => {
    expect(originAt(rules, lineOf(rules, 'severity'))).toBe('alert Down of the rule pack host');
    expect(originAt(rules, lineOf(rules, 'name: odd') + 1)).toBe('alert Down of the rule pack host');
  });

  const config = yaml({
    global: { scrape_interval: '15s' },
    scrape_configs: [
      { job_name: 'node', static_configs: [{ targets: ['node:9100'], labels: { instance: 'a' } }] },
      { job_name: 'api 2', static_configs: [{ targets: ['api:8000'] }] },
    ],
    route: { receiver: 'team', routes: [{ matchers: ['severity="critical"'], receiver: 'oncall' }] },
    inhibit_rules: [{ equal: ['cluster'] }],
    receivers: [{ name: 'team', webhook_configs: [{ url_file: '/run/secrets/team' }] }],
    modules: { http_2xx: { prober: 'http', http: { fail_if_ssl: true } } },
    services: { api: { image: 'shop/api:1', logging: { driver: 'json-file' } } },
  });

  it.each([
    ['instance', 'scrape job node'],
    ['api:8000', 'scrape job api 2'],
    ['severity', 'the routing'],
    ['- cluster', 'the inhibitions'],
    ['url_file', 'receiver team'],
    ['fail_if_ssl', 'probe module http_2xx'],
    ['json-file', 'part api'],
    ['scrape_interval', undefined],
  ])('in a configuration is the declared thing: %s', (text, origin) => {
    expect(originAt(config, lineOf(config, text))).toBe(origin);
  });

  it('is unknown beyond the text', () => {
    expect(originAt('', 1)).toBeUndefined();
    expect(originAt(config, 0)).toBeUndefined();
  });
});

describe('the line of a name', () => {
  const text = 'route:\n  receiver: team\nreceivers:\n  - name: "on call"\n  - plain\n';

  it('is where the name stands as the whole value', () => {
    expect(lineOfValue(text, 'team')).toBe(2);
    expect(lineOfValue(text, 'on call')).toBe(4);
    expect(lineOfValue(text, 'plain')).toBe(5);
  });

  it('is not where it is a part of another one, or a key', () => {
    expect(lineOfValue(text, 'tea')).toBeUndefined();
    expect(lineOfValue(text, 'receiver')).toBeUndefined();
  });

  it('of a service is where the service begins', () => {
    const file = 'name: x\nservices:\n  api:\n    image: a\n  api-2:\n    image: b\n';
    expect(lineOfPart(file, 'api')).toBe(3);
    expect(lineOfPart(file, 'api-2')).toBe(5);
    expect(lineOfPart(file, 'image')).toBeUndefined();
  });
});
