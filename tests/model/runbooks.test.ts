import { describe, expect, it } from 'vitest';
import { alertAnnotations } from '../../rules/index.ts';
import { defaultRunbooks, runbookUrl, servesRunbooks } from '../../stacks/model/index.ts';
import { planOf, shop } from '../support/stacks.ts';
import { development, expectRefused, type Mistake } from './mistake.ts';

describe('the link to a runbook', () => {
  it.each([
    ['the page of the part that serves it, where nobody else does', defaultRunbooks, 'http://localhost:9096/Slow'],
    [
      'a file of the folder that somebody else serves',
      'https://runbooks.example.org/shop',
      'https://runbooks.example.org/shop/Slow.md',
    ],
    [
      'the part of the stack, where that is opened',
      { servedAt: 'https://runbooks.example.org/shop/' },
      'https://runbooks.example.org/shop/Slow',
    ],
    [
      'the same with a slash at the end',
      'https://runbooks.example.org/shop/',
      'https://runbooks.example.org/shop/Slow.md',
    ],
    [
      'what the address says, where it has a place for the name',
      'https://wiki.example.org/{alert}',
      'https://wiki.example.org/Slow',
    ],
    [
      'with the name in a query',
      'https://wiki.example.org/?page={alert}#{alert}',
      'https://wiki.example.org/?page=Slow#Slow',
    ],
  ])('leads to %s', (_, runbooks, url) => {
    expect(runbookUrl({ runbooks }, 'Slow')).toBe(url);
  });

  it('keeps the variables of Grafana as they are', () => {
    const name = '$' + '{__value.raw}';
    expect(runbookUrl({ runbooks: 'https://wiki.example.org/{alert}' }, name)).toBe(`https://wiki.example.org/${name}`);
  });

  it('is in every alert, as its environment says', () => {
    const definition = shop({ environments: { production: { runbooks: 'https://runbooks.example.org' } } });
    const links = (environment: 'development' | 'production') => {
      const { groups, stack } = planOf(definition, environment);
      const alerts = groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'alert'));
      return alerts.map((alert) => [alert.name, alertAnnotations(alert, stack).runbook_url]);
    };
    expect(links('development').length).toBeGreaterThan(0);
    for (const [name, url] of links('development')) expect(url).toBe(`http://localhost:9096/${name}`);
    for (const [name, url] of links('production')) expect(url).toBe(`https://runbooks.example.org/${name}.md`);
  });
});

describe('the runbooks', () => {
  it('are served by the stack in those environments where nobody else does it', () => {
    const definition = shop({ environments: { production: { runbooks: 'https://runbooks.example.org' } } });
    const served = (environment: 'development' | 'production') => {
      const { stack, workloads } = planOf(definition, environment);
      expect(workloads.some(({ name }) => name === 'runbooks')).toBe(servesRunbooks(stack));
      return servesRunbooks(stack);
    };
    expect([served('development'), served('production')]).toEqual([true, false]);
  });

  const mistakes: Readonly<Record<string, Mistake>> = {
    'no address': [{ runbooks: 'wiki/shop' }, 'NX118', 'runbooks', "'wiki/shop'", 'https://'],
    'an address of another kind': [
      { runbooks: 'ftp://wiki/shop' },
      'NX118',
      'runbooks',
      "'ftp://wiki/shop'",
      'https://',
    ],
    'an address without a host': [{ runbooks: 'https:///shop' }, 'NX118', 'runbooks', "'https:///shop'", 'https://'],
    'an address with a space': [{ runbooks: 'https://wiki/the shop' }, 'NX118', 'runbooks', 'the shop', 'https://'],
    'what is no text': [{ runbooks: 7 }, 'NX118', 'runbooks', 'no text', 'https://'],
    'a part that is opened nowhere': [{ runbooks: { servedAt: 'wiki' } }, 'NX118', 'runbooks', "'wiki'", 'servedAt'],
    'a placeholder that is none': [{ runbooks: 'https://wiki/{name}' }, 'NX118', 'runbooks', "'{name}'", '{alert}'],
    'a query that nothing can be added to': [
      { runbooks: 'https://wiki/?a=b' },
      'NX118',
      'runbooks',
      'https://wiki/?a=b',
      '{alert}',
    ],
    'a mistake of one environment': [
      development({ runbooks: 'wiki' }),
      'NX118',
      'environments.development.runbooks',
      "'wiki'",
      'https://',
    ],
    'a password in an environment': [
      development({ runbooks: 'https://me:secret@wiki' }),
      'NX115',
      'environments.development.runbooks',
      'a secret',
      'secretFile',
    ],
  };

  it.each(Object.entries(mistakes))('are refused with %s', (_, mistake) => {
    expectRefused(mistake);
  });

  it('take their name and their port from the services', () => {
    const service = { summary: '-', port: 9096, run: { kind: 'workload', workload: () => undefined } };
    expectRefused([{ services: { runbooks: service } }, 'NX103', 'services.runbooks', "'runbooks'", 'rename']);
    expectRefused([
      { services: { pages: service } },
      'NX107',
      'services.pages.port',
      'the runbooks',
      'port of its own',
    ]);
  });
});
