import { describe, it } from 'vitest';
import { deploys } from '../../../dashboards/overview/deploys.ts';
import { resolveStack } from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { askPromtool } from '../promtool.ts';

const [mark] = deploys(resolveStack(sergas, 'production'));
// As over a week: a sample each minute, so a window of three shows it in three points.
const expr = mark?.expr.text.replaceAll('$__rate_interval', '3m') ?? '';
const running = (version: string, instance = 'a', revision = '1') =>
  `sergas_build_info{job="sergas", instance="${instance}", version="${version}", revision="${revision}"}`;
const marked = (version: string, revision = '1') => `{job="sergas", version="${version}", revision="${revision}"}`;

describe('a deploy', { timeout: 120_000 }, () => {
  it.each([
    ['another version', { [running('1')]: '1 1 1 stale', [running('2')]: '_ _ _ 1 1 1' }, { [marked('2')]: 1 }],
    [
      'another revision of the same version',
      { [running('1')]: '1 1 1 stale', [running('1', 'a', '2')]: '_ _ _ 1 1 1' },
      { [marked('1', '2')]: 1 },
    ],
    [
      'the first of several instances',
      { [running('1', 'a')]: '1x5', [running('1', 'b')]: '1 1 1 stale', [running('2', 'b')]: '_ _ _ 1 1 1' },
      { [marked('2')]: 1 },
    ],
    ['the way back', { [running('2')]: '1 1 1 stale', [running('1')]: '_ _ _ 1 1 1' }, { [marked('1')]: 1 }],
  ])('is %s', async (_, series, answer) => {
    await askPromtool({ expr, series, answer });
  });

  it.each([
    ['the same version that goes on', { [running('1')]: '1x5' }],
    ['a service that is seen for the first time', { [running('1')]: '_ _ _ 1 1 1' }],
    ['a service that comes back as it was', { [running('1')]: '1 stale _ _ 1 1' }],
    ['one more instance of the same version', { [running('1')]: '1x5', [running('1', 'b')]: '_ _ _ 1 1 1' }],
    ['a version of which everybody knows by now', { [running('1')]: '1 stale', [running('2')]: '_ 1 1 1 1 1' }],
    [
      'another job',
      { [running('1')]: '1x5', 'sergas_build_info{job="other", version="2", revision="2"}': '_ _ _ 1 1 1' },
    ],
  ])('is not %s', async (_, series) => {
    await askPromtool({ expr, series, answer: {} });
  });
});
