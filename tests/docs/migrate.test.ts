import { describe, expect, it } from 'vitest';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';
import { page } from './pages.ts';

const path = 'docs/guides/migrate.md';

describe(path, () => {
  const { groups } = planOf(sergas, 'production');
  const alerts = new Set(groups.flatMap(({ rules }) => rules.map(({ name }) => name)));
  const [, section = ''] = page(path).text.split('## From kube-prometheus');
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (`.+) \| (.+) \|$/gm)];

  it('names counterparts that are there', () => {
    expect(rows.length).toBeGreaterThan(10);
    for (const [, theirs = '', ours = ''] of rows) {
      const named = [...(ours === 'the same names' ? theirs : ours).matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
      if (ours.startsWith('none'))
        expect([...theirs.matchAll(/`(\w+)`/g)].filter(([, name = '']) => alerts.has(name))).toEqual([]);
      for (const name of named) expect([...alerts], theirs).toContain(name);
    }
  });
});
