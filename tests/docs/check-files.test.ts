import { describe, expect, it } from 'vitest';
import { checked } from '../files/support.ts';
import { page } from './pages.ts';

const path = 'docs/check-files.md';
const { blocks } = page(path);
const files = Object.fromEntries(
  blocks.flatMap(({ language, text }) => {
    const name = language === 'yaml' ? /^# (\S+\.yml)\n/.exec(text)?.[1] : undefined;
    return name === undefined ? [] : [[name, text]];
  }),
);

describe(path, () => {
  it('shows what is said about its example', async () => {
    const { text, passed } = await checked({ 'rules.yml': files['rules.yml'] ?? '' });
    const shown = blocks.filter(({ language }) => language === 'text');
    expect(shown).toHaveLength(1);
    expect(text.replace(/\n\d+ expressions[\s\S]*/, '').trimEnd()).toBe(shown[0]?.text.trimEnd());
    expect(passed).toBe(false);
  });

  it('excuses the mistake that is meant', async () => {
    expect((await checked({ 'meant.yml': files['meant.yml'] ?? '' })).findings).toEqual([]);
  });
});
