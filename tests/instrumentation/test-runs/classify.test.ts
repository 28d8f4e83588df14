import { describe, expect, it } from 'vitest';
import { classifier } from '../../../exporters/instrumentation/test-runs/classify.ts';
import { globMatcher } from '../../../exporters/instrumentation/test-runs/glob.ts';

const place = (file: string, more: { tags?: string[]; project?: string } = {}) => ({
  file,
  tags: [],
  project: '',
  ...more,
});

describe('the type of a test', () => {
  const plain = classifier({});

  it.each([
    ['tests/e2e/login.test.ts', 'e2e'],
    ['src/api/login.integration.test.ts', 'integration'],
    ['tests/smoke/all.test.ts', 'smoke'],
    ['tests/config/load.test.ts', 'unit'],
    ['src/loader/loading.test.ts', 'unit'],
    ['tests/api/users.test.ts', 'unit'],
  ])('follows from a word of its path: %s', (file, type) => {
    expect(plain.typeOf(place(file))).toBe(type);
  });

  it('follows from its tag, which says more than its path', () => {
    expect(plain.typeOf(place('tests/e2e/users.test.ts', { tags: ['slow', 'security'] }))).toBe('security');
    const rules = classifier({ types: [{ type: 'load', tags: ['heavy'] }], otherwise: 'regression' });
    expect(rules.typeOf(place('tests/e2e/a.test.ts', { tags: ['heavy'] }))).toBe('load');
    expect(rules.typeOf(place('tests/a.test.ts'))).toBe('regression');
  });

  it('is that of the first rule of which everything matches', () => {
    const rules = classifier({
      types: [
        { type: 'stress', files: ['tests/e2e/**'], projects: ['nightly'] },
        { type: 'compatibility', files: ['tests/{engine,images}/**', '**/*.node22.test.ts'] },
      ],
    });
    expect(rules.typeOf(place('tests/e2e/a.test.ts', { project: 'nightly' }))).toBe('stress');
    expect(rules.typeOf(place('tests/e2e/a.test.ts', { project: 'e2e' }))).toBe('e2e');
    expect(rules.typeOf(place('tests/engine/deep/a.test.ts'))).toBe('compatibility');
    expect(rules.typeOf(place('a.node22.test.ts'))).toBe('compatibility');
  });
});

describe('the suite of a test', () => {
  it('is its folder, as deep as is wished', () => {
    expect(classifier({}).suiteOf('tests/api/users/list.test.ts')).toBe('tests/api');
    expect(classifier({ depth: 1 }).suiteOf('tests/api/users/list.test.ts')).toBe('tests');
    expect(classifier({}).suiteOf('a.test.ts')).toBe('(root)');
  });

  it('is what the first rule calls it', () => {
    const rules = classifier({ suites: [{ suite: 'API', files: ['tests/api/**', 'tests/http/*.test.ts'] }] });
    expect(rules.suiteOf('tests/api/users/list.test.ts')).toBe('API');
    expect(rules.suiteOf('tests/http/a.test.ts')).toBe('API');
    expect(rules.suiteOf('tests/http/deep/a.test.ts')).toBe('tests/http');
  });
});

describe('a glob', () => {
  it.each([
    ['tests/**', 'tests/a/b.test.ts', true],
    ['tests/**', 'src/tests/a', false],
    ['**/*.test.ts', 'a.test.ts', true],
    ['**/*.test.ts', 'x/y/a.test.ts', true],
    ['*.test.ts', 'x/a.test.ts', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a.b', 'axb', false],
    ['{a,b/*}.ts', 'b/c.ts', true],
    ['{a,b/*}.ts', 'c.ts', false],
    ['a(b)[c]+$', 'a(b)[c]+$', true],
    ['odd{', 'odd{', true],
  ])('%s against %s: %s', (glob, path, matches) => {
    expect(globMatcher([glob])(path)).toBe(matches);
  });
});
