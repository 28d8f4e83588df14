import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { noneIsGood, type StatPanel, stateColors, type TablePanel, upDown } from '../../../stacks/model/index.ts';
import { number, servers } from './common.ts';

const {
  exporterLastScrapeError,
  postmasterStartTimeSeconds,
  scrapeCollectorSuccess,
  settingsAutovacuum,
  settingsFsync,
  up,
} = postgresMetrics;

/** Whether they answer. */
export const answers: StatPanel = {
  ...number,
  key: 'up',
  title: 'Servers',
  shows: 'Whether all servers answer their exporters.',
  action: 'Is the server up, and does it accept connections? A changed password looks the same from here.',
  max: 1,
  queries: [{ expr: promql`min(${up}{${servers}})`, legend: 'up' }],
  guard: { alerts: ['PostgresDown'], fires: 'below', bound: 1 },
  mappings: upDown,
};

/** Questions that the exporter could not ask. */
export const exporterErrors: StatPanel = {
  ...number,
  key: 'exporter-errors',
  title: 'Exporters with errors',
  shows: 'Exporters whose last question to their server ended in an error.',
  action: 'Its log says which question. Mostly a right that its role lacks (`pg_monitor`).',
  queries: [{ expr: promql`sum(${exporterLastScrapeError}{${servers}})`, legend: 'errors' }],
  guard: { alerts: ['PostgresExporterFailing'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** Parts of the exporter that fail. */
export const collectors: StatPanel = {
  ...number,
  key: 'collectors',
  title: 'Failing collectors',
  shows: 'Parts of the exporter that could measure within the last six hours and cannot now.',
  action: 'A right was taken away, or the server was upgraded: the log of the exporter has its answer.',
  queries: [
    {
      expr: promql`sum((1 - ${scrapeCollectorSuccess}{${servers}}) and max_over_time(${scrapeCollectorSuccess}{${servers}}[6h]) == 1)`,
      legend: 'failing',
    },
  ],
  guard: { alerts: ['PostgresCollectorFailing'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** When they were started. */
export const started: StatPanel = {
  ...number,
  key: 'started',
  title: 'Last start',
  shows: 'How long ago the server that was started last was started.',
  action: 'If nobody did it on purpose, its log says whether it crashed.',
  unit: 's',
  queries: [{ expr: promql`min(time() - ${postmasterStartTimeSeconds}{${servers}})`, legend: 'ago' }],
  guard: { alerts: ['PostgresRestarted'], fires: 'below' },
};

const onOff = [
  { value: 1, text: 'ON', color: stateColors.ok },
  { value: 0, text: 'OFF', color: stateColors.critical },
] as const;

/** Whether what is written is on the disk. */
export const fsync: StatPanel = {
  ...number,
  key: 'fsync',
  title: 'fsync',
  shows: 'Whether the servers make sure that what is committed is on the disk.',
  action: 'OFF: a crash of the host loses or breaks the data. Turn it on, and check the data if there was one.',
  max: 1,
  queries: [{ expr: promql`min(${settingsFsync}{${servers}})`, legend: 'on' }],
  guard: { alerts: ['PostgresFsyncOff'], fires: 'below', bound: 1 },
  mappings: onOff,
};

/** Whether anybody cleans up. */
export const autovacuum: StatPanel = {
  ...number,
  key: 'autovacuum',
  title: 'Autovacuum',
  shows: 'Whether the servers clean up dead rows and freeze old ones by themselves.',
  action: 'OFF: tables grow, and in the end the server takes no more transactions. Turn it on.',
  max: 1,
  queries: [{ expr: promql`min(${settingsAutovacuum}{${servers}})`, legend: 'on' }],
  guard: { alerts: ['PostgresAutovacuumOff'], fires: 'below', bound: 1 },
  mappings: onOff,
};

/** Which versions run. */
export const versions: TablePanel = {
  kind: 'table',
  key: 'versions',
  title: 'Servers and their versions',
  shows: 'Each server with its version, and for how long it has run.',
  action: 'A version without a security update for a year is one to upgrade.',
  noValue: 'NO DATA: no server',
  queries: [
    {
      expr: promql`max by (instance, short_version) (
        (time() - ${postmasterStartTimeSeconds}{${servers}})
        * on (job, instance) group_left (short_version)
        ${postgresMetrics.static}{${servers}}
      )`,
      legend: '',
    },
  ],
  columns: [
    { field: 'instance', title: 'Server', boardLink: { board: 'postgres', variable: 'instance' } },
    { field: 'short_version', title: 'PostgreSQL', width: 140 },
    { field: 'Value', title: 'Has run for', unit: 's', width: 140 },
  ],
  sortBy: 'Has run for',
};
