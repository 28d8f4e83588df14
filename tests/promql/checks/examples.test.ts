import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks, findings } from '../../../promql/checks/examples.ts';
import { repository } from '../../support/temporary.ts';

/** Files of the room that are not checks. */
const others = ['check', 'emptiness', 'example-catalog', 'examples', 'list', 'run', 'support'];

describe('the checks', () => {
  it('are one file each, named after the check and registered', () => {
    const files = readdirSync(join(repository, 'promql', 'checks')).map((file) => file.replace(/\.ts$/, ''));
    const names = checks.map(({ name }) => name);
    expect(files.filter((file) => !others.includes(file)).sort()).toEqual([...names].sort());
  });

  it('have a code of their own, in order', () => {
    const codes = checks.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  it('say what is refused in one sentence, and show it', () => {
    for (const { name, title, why, bad, good } of checks) {
      expect(title, name).toMatch(/^[A-Z`].+[.]$/);
      expect(why.length, name).toBeGreaterThan(60);
      expect(bad.length, name).toBeGreaterThan(0);
      expect(good.length, name).toBeGreaterThan(0);
    }
  });
});

describe.each(checks.map((check) => [check.name, check] as const))('the examples of %s', (_, check) => {
  it.each(check.bad)('are found: $expr', ({ expr, usage, says, beside = [], environment = {} }) => {
    const found = findings(check, expr, usage, { beside, environment });
    expect(found).toHaveLength(1);
    const [{ span, message, fix } = { span: { from: -1, to: -1 }, message: '', fix: '' }] = found;
    expect(`${message} ${fix}`).toContain(says ?? '');
    expect(span.from).toBeGreaterThanOrEqual(0);
    expect(span.to).toBeGreaterThan(span.from);
    expect(span.to).toBeLessThanOrEqual(expr.length);
    expect(fix).not.toBe('');
  });

  it.each(check.good)('that are well are left alone: $expr', ({ expr, usage, beside = [], environment = {} }) => {
    expect(findings(check, expr, usage, { beside, environment })).toEqual([]);
  });
});
