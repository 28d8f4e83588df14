import { type Board, type Column, type Expression, type Panel, promql, type Row, type Unit } from 'narthex';
import { about } from '../../common/boards/about.ts';
import { type Statistic, statisticName, statisticNames } from '../../common/records/statistics.ts';
import { type StatisticWindow, subjects, windows } from '../statistics.ts';
import { marks, nodeVariable, owner } from './board.ts';

type SubjectName = keyof typeof subjects;

/** What the board says of a subject. */
interface Shown {
  readonly title: string;
  readonly row: string;
  readonly unit: Unit;
  readonly action: string;
  /** Whether its series are those of a node. */
  readonly ofNodes: boolean;
}

const shown: Readonly<Record<SubjectName, Shown>> = {
  executionTime: {
    title: 'Time of an execution',
    row: 'Time: how long executions take',
    unit: 's',
    action: 'A mean far above the median means that a few executions take very long: look for those.',
    ofNodes: true,
  },
  memory: {
    title: 'Memory of an execution',
    row: 'Memory: what executions need',
    unit: 'bytes',
    action: 'A maximum that rises from day to day is what the next limit has to leave room for.',
    ofNodes: true,
  },
  answerTime: {
    title: 'Time to answer',
    row: 'API: how long answers take',
    unit: 's',
    action: 'A large deviation means that answers are slow now and then: compare with when workflows run.',
    ofNodes: false,
  },
};

const words: Readonly<Record<StatisticWindow, string>> = {
  '5m': 'five minutes',
  '1h': 'an hour',
  '1d': 'a day',
};
const windowNames = Object.keys(windows) as readonly StatisticWindow[];
const matcher = ({ ofNodes }: Shown) => (ofNodes ? '{node=~"$node"}' : '');

/** A table of the statistics of a subject over one window. How many samples there were has another unit, and a panel of its own. */
function table(name: SubjectName, window: StatisticWindow): Panel {
  const { title, unit, action, ofNodes } = shown[name];
  const rowsOf = (statistic: Statistic): Expression =>
    promql`label_replace(${statisticName(subjects[name], statistic, window)}${matcher(shown[name])}, "statistic", "${statistic}", "", "")`;
  const columns: readonly Column[] = [
    ...(ofNodes ? [{ field: 'node', title: 'Node' }] : []),
    { field: 'statistic', title: 'Statistic' },
    { field: 'Value', title: 'Value', unit },
  ];
  return {
    kind: 'table',
    key: `${name}-${window}`,
    title: `${title}, ${words[window]}`,
    shows: `Least, greatest, mean, median and standard deviation of the samples of ${words[window]}.`,
    action,
    unit,
    noValue: 'Nothing was measured in this window.',
    columns,
    sortBy: ofNodes ? 'Node' : 'Statistic',
    queries: [
      {
        expr: statisticNames
          .filter((statistic) => statistic !== 'count')
          .map(rowsOf)
          .reduce((all, one) => promql`${all} or ${one}`),
        legend: ofNodes ? '{{node}} {{statistic}}' : '{{statistic}}',
      },
    ],
  };
}

/** How many samples the statistics of a subject rest on. */
function samples(name: SubjectName): Panel {
  return {
    kind: 'timeseries',
    key: `${name}-count`,
    title: 'Samples',
    shows: 'How many samples the statistics rest on, of the series with the fewest.',
    action: 'Few samples in a long window mean that it was not measured for a part of it.',
    unit: 'short',
    min: 0,
    noValue: 'Nothing was measured in this range.',
    queries: windowNames.map((window) => ({
      expr: promql`min(${statisticName(subjects[name], 'count', window)}${matcher(shown[name])})`,
      legend: words[window],
    })),
  };
}

/** One statistic of the worst series of a subject. */
function worst(name: SubjectName, statistic: Statistic, window: StatisticWindow, title: string): Panel {
  const { unit, action } = shown[name];
  return {
    kind: 'stat',
    key: `worst-${name}-${statistic}`,
    title,
    shows: `The ${statistic} of ${words[window]}, of the series where it is greatest.`,
    action,
    unit,
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [
      {
        expr: promql`max(${statisticName(subjects[name], statistic, window)}${matcher(shown[name])})`,
        legend: statistic,
      },
    ],
  };
}

const rows: readonly Row[] = [
  {
    key: 'worst',
    lines: [
      {
        height: 5,
        panels: [
          worst('executionTime', 'mean', '1h', 'Slowest node, mean'),
          worst('executionTime', 'max', '1d', 'Longest execution'),
          worst('memory', 'max', '1d', 'Largest execution'),
          worst('answerTime', 'mean', '1h', 'Time to answer, mean'),
        ],
      },
    ],
  },
  ...(Object.keys(subjects) as SubjectName[]).map(
    (name): Row => ({
      key: name,
      title: shown[name].row,
      lines: [{ height: 9, panels: [...windowNames.map((window) => table(name, window)), samples(name)] }],
    }),
  ),
  about(owner, 'What is usual, over five minutes, an hour and a day?', {
    workflows: 'what happens now',
    health: 'health checks and the API',
  }),
];

/** Statistics over windows. */
export const statisticBoard: Board = {
  name: 'statistics',
  title: 'TTD-DR: statistics',
  description: 'Number, least, greatest, mean, median and standard deviation of what is measured, over three windows.',
  from: '24h',
  variables: [nodeVariable],
  annotations: marks,
  rows,
};
