import { describe, expect, it } from 'vitest';
import { runOn } from '../import-dashboard/support.ts';
import { page } from './pages.ts';

const path = 'docs/import-dashboard.md';
const block = (language: string) => page(path).blocks.find((each) => each.language === language)?.text ?? '';

describe(path, () => {
  it('shows what its example becomes', async () => {
    const { source } = await runOn(block('json'), 'orders.json');
    expect(source).toBe(block('typescript').trimEnd());
  });
});
