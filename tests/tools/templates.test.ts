import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFiles } from '../../local/tools/files.ts';
import { runTool } from '../../local/tools/run-tool.ts';
import { templates } from '../../servers/alertmanager/templates/index.ts';
import { repository } from '../support/temporary.ts';
import { nastyValue, notification, notifications, sample } from './notifications.ts';
import { realTools } from './programs.ts';

const tools = await realTools('the templates of messages');

type Data = ReturnType<typeof notification>;

/** What the real template engine makes of a template of ours. */
async function render(name: string, data: Data, type: 'text' | 'html' = 'text'): Promise<string> {
  const files = new Map([
    ['narthex.tmpl', templates()],
    ['data.json', JSON.stringify(data)],
  ]);
  return withFiles(files, async (cwd) => {
    const args = [
      'template',
      'render',
      `--template.type=${type}`,
      '--template.glob=narthex.tmpl',
      '--template.data=data.json',
    ];
    const said = await runTool(
      tools?.amtool.path ?? 'amtool',
      [...args, `--template.text={{ template "${name}" . }}`],
      { cwd },
    );
    if ('failure' in said || said.status !== 0) throw new Error(`${name}: ${JSON.stringify(said)}`);
    return said.stdout;
  });
}

const slack = (data: Data) => render('narthex.slack.message', data);
const text = (data: Data) => render('narthex.text.message', data);
const html = (data: Data) => render('narthex.html.message', data, 'html');

/** Characters that HTML or Slack write otherwise, as they are meant. */
function decoded(written: string): string {
  return written
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '')
    .replaceAll('&middot;', '·')
    .replaceAll('&amp;', '&');
}

/** The links of a message by their texts; of those with the same text all. */
function links(message: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (name: string, url: string) => found.set(name, [...(found.get(name) ?? []), decoded(url)]);
  for (const [, url = '', name = ''] of message.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)) add(name, url);
  for (const [, url = '', name = ''] of message.matchAll(/<(https?:[^|>\s]*)\|([^>]*)>/g)) add(name, url);
  for (const [, name = '', url = ''] of message.matchAll(/^ *(Graph|Dashboard|Runbook|Silence): (.*)$/gm))
    add(name, url);
  return found;
}

/** The labels that a form for a silence is filled with, read as the page of Alertmanager reads its address. */
function silenced(url: string | undefined): Record<string, string> {
  const [, filter = ''] =
    /^https:\/\/alerts\.example\.org\/#\/(?:silences\/new|alerts)\?filter=([^&#]*)$/.exec(url ?? '') ?? [];
  const matchers = decodeURIComponent(filter);
  expect(matchers).toMatch(/^\{.*\}$/s);
  const pairs = [...matchers.slice(1, -1).matchAll(/([^=,{}"]+)=("(?:[^"\\]|\\.)*")(,|$)/g)];
  expect(pairs.map(([whole]) => whole).join('')).toBe(matchers.slice(1, -1));
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, JSON.parse(value) as string]));
}

const channels = { slack, text, html } as const;
const everyChannel = Object.entries(channels);

describe.skipIf(tools === undefined).each(everyChannel)('a message in %s', (channel, message) => {
  it('of one alert says where it is and since when, without noise, and links to what helps', async () => {
    const data = notifications.one;
    const said = decoded(await message(data));
    expect(said).toContain('The process is gone, or hangs.');
    expect(said).toContain('service shop-api, job shop, instance shop-api-1:8000');
    expect(said).toContain('2026-01-03 03:00 UTC');
    expect(said).not.toMatch(/lasted|team shop|more/);
    const found = links(await message(data));
    expect(Object.fromEntries(found)).toMatchObject({
      Graph: [data.alerts[0]?.generatorURL],
      Dashboard: ['https://grafana.example.org/d/shop-overview?viewPanel=4'],
      Runbook: ['https://runbooks.example.org/InstanceDown.md'],
    });
    expect(silenced(found.get('Silence')?.[0])).toEqual(data.alerts[0]?.labels);
  });

  it('of an alert that is over says how long it lasted', async () => {
    expect(decoded(await message(notifications.resolved))).toContain(
      '2026-01-03 03:00 UTC, until 2026-01-03 04:02 UTC: it lasted 1h2m3s',
    );
  });

  it('of twelve alerts says once what they have in common, then ten of them, and how many more there are', async () => {
    const data = notifications.twelve;
    const said = decoded(await message(data));
    expect(said.match(/The process is gone/g)).toHaveLength(1);
    expect(said.match(/service shop-api/g)).toHaveLength(1);
    expect(said.match(/instance shop-api-\d+:8000/g)).toHaveLength(10);
    expect(said).toContain('and 2 more');
    expect(said).toContain('instance shop-api-10:8000');
    expect(said).not.toContain('shop-api-11:8000');
    const silences = links(await message(data)).get('Silence') ?? [];
    expect(silences).toHaveLength(11);
    expect(silences.slice(0, 10).map(silenced)).toEqual(data.alerts.slice(0, 10).map(({ labels }) => labels));
    expect(silenced(silences.at(-1))).toEqual({ alertname: 'InstanceDown', job: 'shop' });
  });

  it('of a group that is partly over tells the ones from the others', async () => {
    const said = decoded(await message(notifications.mixed)).replace(/<[^>]+>|\*/g, ' ');
    const [firing = '', over = ''] = said.split(/Resolved: +1/);
    expect(firing).toMatch(/Firing: +2/);
    expect(firing).toContain('Service shop-api is down. - instance shop-api-1:8000');
    expect(firing).toContain('since 2026-01-03 03:09 UTC');
    expect(firing).not.toContain('shop-api-2:8000');
    expect(over).toContain('Service shop-web is down. - instance shop-api-2:8000');
    expect(over).toContain('lasted 1m30s');
  });

  it('of different alerts says of each what and how bad it is, and silences no more than the group', async () => {
    const data = notifications['different alerts'];
    const said = decoded(await message(data));
    expect(said).toContain('[critical] Service shop-api is down. - service shop-api, job shop');
    expect(said).toContain('[warning] The disk is full. - job node, instance node-1, mountpoint /');
    const found = links(await message(data));
    expect(found.get('Runbook')).toEqual(['https://runbooks.example.org/InstanceDown.md']);
    expect(found.get('Graph')).toEqual(data.alerts.map(({ generatorURL }) => generatorURL));
    expect(silenced(found.get('Silence')?.at(-1))).toEqual({ stack: 'shop' });
  });

  it('of an alert without annotations leaves out what nobody knows', async () => {
    const found = links(await message(notifications['without annotations']));
    expect([...found.keys()].sort()).toEqual(['Graph', 'Silence']);
    expect(decoded(await message(notifications['without annotations']))).not.toMatch(
      /Where:|no value|Dashboard|Runbook/,
    );
  });

  it('of a group with nothing in common never silences everything', async () => {
    const silences = links(await message(notifications['nothing in common'])).get('Silence') ?? [];
    expect(silences.map(silenced)).toEqual([{ alertname: 'A' }, { alertname: 'B' }]);
  });

  it('writes any value so that it stays a value', async () => {
    const written = await message(notifications.nasty);
    const found = links(written);
    expect(silenced(found.get('Silence')?.[0])).toHaveProperty('service', nastyValue);
    const said = channel === 'text' ? written : decoded(written);
    expect(said).toContain(channel === 'html' ? nastyValue : `service ${nastyValue.replace('\n', ' ')}`);
    if (channel !== 'text') expect(written).not.toContain('<b>&');
    if (channel === 'slack') expect(found.get('Runbook')).toEqual(['https://r.example.org/a?b=%3Cc%3E%7Cd&e=f%20g']);
  });
});

describe.skipIf(tools === undefined)('the head of a message', () => {
  it.each([
    ['one', 'CRITICAL: Service shop-api is down. [shop production]'],
    ['resolved', 'RESOLVED: Service shop-api is down. [shop production]'],
    ['twelve', 'CRITICAL x12: Service shop-api is down. [shop production]'],
    ['mixed', 'CRITICAL x2 (1 resolved): InstanceDown [shop production]'],
    ['over, all of them', 'RESOLVED x2: Service shop-api is down. [shop production]'],
    ['different alerts', 'FIRING x2: several alerts [shop production]'],
    ['without annotations', 'FIRING: Bare [shop production]'],
    ['nothing in common', 'FIRING x2: several alerts'],
    ['nasty', `CRITICAL: ${nastyValue.replace('\n', ' ')} [shop production]`],
  ] as const)('of %s says how bad, how many, what and where, in one line', async (name, expected) => {
    expect(await render('narthex.text.title', notifications[name])).toBe(expected);
    expect(decoded(await render('narthex.slack.title', notifications[name]))).toBe(expected);
  });

  it('has the colour of its severity, and green when it is over', async () => {
    const colour = (severity: string, resolvedAfter?: number) =>
      render('narthex.slack.color', notification([sample({ alertname: 'A', severity }, {}, 0, resolvedAfter)], []));
    const all = await Promise.all([colour('critical'), colour('warning'), colour('info'), colour('critical', 60)]);
    expect(new Set(all).size).toBe(4);
    for (const each of all) expect(each).toMatch(/^#[0-9a-f]{6}$/);
  });

  it('has a severity that PagerDuty knows', async () => {
    const severity = (value: string) =>
      render('narthex.severity', notification([sample({ alertname: 'A', severity: value }, {})], []));
    expect(await Promise.all(['critical', 'warning', 'info', 'page'].map(severity))).toEqual([
      'critical',
      'warning',
      'info',
      'error',
    ]);
  });

  it('leads to the alerts of the group', async () => {
    expect(silenced(await render('narthex.alerts', notifications.twelve))).toEqual({
      alertname: 'InstanceDown',
      job: 'shop',
    });
  });
});

describe.skipIf(tools === undefined)('the messages as they are read', () => {
  const folder = join(repository, 'tests', 'golden', 'messages');

  // `UPDATE_GOLDEN=1 npx vitest run tests/tools/templates` writes them anew; the change is reviewed like code.
  it.each(['one', 'resolved', 'twelve', 'mixed', 'nasty'] as const)(
    'are those that were reviewed: %s',
    async (name) => {
      const data = notifications[name];
      for (const [channel, message] of everyChannel) {
        const path = join(folder, `${name}.${channel}`);
        const said = await message(data);
        if (process.env.UPDATE_GOLDEN === '1') {
          mkdirSync(folder, { recursive: true });
          writeFileSync(path, said);
        }
        expect(said.split('\n'), `${name}.${channel}`).toEqual(
          (existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n'),
        );
      }
    },
  );
});
