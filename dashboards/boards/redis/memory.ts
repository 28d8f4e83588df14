import { redisMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { StatPanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, legend, number, servers, share, window } from './common.ts';

const {
  dbKeys,
  dbKeysExpiring,
  evictedKeys,
  expiredKeys,
  keyspaceHits,
  keyspaceMisses,
  memFragmentationRatio,
  memoryMaxBytes,
  memoryUsed,
  memoryUsedRssBytes,
} = redisMetrics;
const unlimited = { lacking: 'a server without `maxmemory` has no limit to compare with' };
const used = promql`max by (instance) (${memoryUsed}{${servers}} / (${memoryMaxBytes}{${servers}} > 0))`;
const guard = { alerts: ['RedisMemoryFilling', 'RedisMemoryFull'], fires: 'above' } as const;
const hits = promql`sum by (instance) (rate(${keyspaceHits}{${servers}}${window}))`;
const found = promql`${hits} / (${hits} + sum by (instance) (rate(${keyspaceMisses}{${servers}}${window})) > 0)`;

/** The fullest server. */
export const memoryMost: StatPanel = {
  ...number,
  key: 'memory-most',
  title: 'Memory used',
  shows: 'Share of the memory that the data may take, of the fullest server.',
  action: 'At 100 % it removes keys or refuses writes, as it was told to: check that keys expire, or give it more.',
  unit: 'percentunit',
  max: 1,
  noValue: 'NO LIMIT SET',
  mayBeEmpty: unlimited,
  queries: [{ expr: promql`max(${used})`, legend: 'most' }],
  guard,
};

/** The share by server. */
export const memoryShare: TimeSeriesPanel = {
  ...share,
  key: 'memory-share',
  title: 'Memory used',
  shows: 'Share of the memory that the data may take, by server.',
  action: 'Growth that does not end: keys without an end. The graph of keys says how many have one.',
  noValue: 'No server has a limit.',
  mayBeEmpty: unlimited,
  queries: [{ expr: used, legend }],
  guard,
};

/** What it takes in bytes. */
export const memory: TimeSeriesPanel = {
  ...graph,
  key: 'memory',
  title: 'Memory in bytes',
  shows: 'Memory of the data, and all that the process holds.',
  action: 'Much more held than used: fragments, or buffers of slow clients and replicas.',
  queries: [
    { expr: promql`max by (instance) (${memoryUsed}{${servers}})`, legend: `${legend} data` },
    { expr: promql`max by (instance) (${memoryUsedRssBytes}{${servers}})`, legend: `${legend} process` },
  ],
};

/** Keys that are thrown out for room. */
export const evicted: TimeSeriesPanel = {
  ...graph,
  key: 'evicted',
  title: 'Keys removed for room',
  shows: 'Keys per second that are removed, before their time, to make room.',
  action: 'A cache may do so. If what is removed is asked for again, give it more memory.',
  unit: 'ops',
  queries: [{ expr: promql`sum by (instance) (rate(${evictedKeys}{${servers}}${window}))`, legend }],
  guard: { alerts: ['RedisEvicting'], fires: 'above' },
};

/** Keys whose time was over. */
export const expired: TimeSeriesPanel = {
  ...graph,
  key: 'expired',
  title: 'Keys expired',
  shows: 'Keys per second whose time was over.',
  action: 'Waves of them: many keys were written at once with the same time. Add some chance to it.',
  unit: 'ops',
  queries: [{ expr: promql`sum by (instance) (rate(${expiredKeys}{${servers}}${window}))`, legend }],
};

/** Memory that is lost between the pieces. */
export const fragmentation: TimeSeriesPanel = {
  ...graph,
  key: 'fragmentation',
  title: 'Fragmentation',
  shows: 'Memory that the process holds for each byte of data. On a small server the number says little.',
  action: 'Far above 1 on a large server: `activedefrag yes`. Below 1 it swaps, and everything is slow.',
  unit: 'short',
  decimals: 2,
  queries: [{ expr: promql`max by (instance) (${memFragmentationRatio}{${servers}})`, legend }],
  guard: { alerts: ['RedisMemoryFragmented'], fires: 'above' },
};

/** The server whose cache helps least. */
export const hitsLeast: StatPanel = {
  ...number,
  key: 'hits-least',
  title: 'Keys found',
  shows: 'Share of the look-ups that found their key, of the server where it is the least.',
  action:
    'Low after a restart is normal. Otherwise keys expire too soon, are removed for room, or are asked for in vain.',
  unit: 'percentunit',
  max: 1,
  noValue: 'NO LOOK-UP',
  mayBeEmpty: 'nothing is looked up',
  queries: [{ expr: promql`min(${found})`, legend: 'least' }],
  guard: { alerts: ['RedisHitRatioLow'], fires: 'below' },
};

/** The same over time. */
export const hitRatio: TimeSeriesPanel = {
  ...share,
  key: 'hits',
  title: 'Keys found',
  shows: 'Share of the look-ups that found their key, by server.',
  action: 'A fall since a deployment: it asks for keys by another name, or writes them for too short a time.',
  noValue: 'Nothing was looked up in this range.',
  mayBeEmpty: 'nothing is looked up',
  queries: [{ expr: found, legend }],
  guard: { alerts: ['RedisHitRatioLow'], fires: 'below' },
};

/** How many keys there are. */
export const keys: TimeSeriesPanel = {
  ...graph,
  key: 'keys',
  title: 'Keys',
  shows: 'Keys there are, and those of them that have an end, by server.',
  action: 'Keys without an end stay for ever: is that meant?',
  unit: 'short',
  queries: [
    { expr: promql`sum by (instance) (${dbKeys}{${servers}})`, legend: `${legend} all` },
    { expr: promql`sum by (instance) (${dbKeysExpiring}{${servers}})`, legend: `${legend} with an end` },
  ],
};
