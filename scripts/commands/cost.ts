import {
  bytesText,
  type Cost,
  countText,
  dearestMetrics,
  dearestRules,
  factorsText,
  overruns,
  type StackCost,
  stackCost,
} from '../../stacks/cost/index.ts';
import { type Plan, problemText } from '../../stacks/model/index.ts';
import { table } from '../output/table.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { count, type Selection, stackFolder, synthesizeSelection } from '../project.ts';

/** Options of `narthex cost`. */
export interface CostOptions extends Selection {
  readonly json: boolean;
}

/** How many metrics and rules are shown. */
const shown = 10;

/** Says what stacks are predicted to cost. False if one costs more than it may. */
export async function cost(options: CostOptions, terminal: Terminal): Promise<boolean> {
  const synthesized = await synthesizeSelection(options);
  const results = synthesized.map(({ plan }) => {
    const predicted = stackCost(plan);
    return { plan, predicted, over: overruns(predicted, plan) };
  });
  if (options.json) {
    const stacks = results.map(({ plan, predicted, over }) => ({
      stack: plan.stack.name,
      environment: plan.stack.environment,
      ...predicted,
      budget: plan.stack.budget,
      overruns: over,
    }));
    terminal.result(JSON.stringify({ stacks }));
  } else {
    for (const [index, { plan, predicted, over }] of results.entries()) {
      terminal.result(`${index === 0 ? '' : '\n'}${costText(plan, predicted)}`);
      for (const overrun of over) terminal.result(`${marks.failed} ${problemText(overrun)}`);
      if (over.length === 0) terminal.result(`${marks.ok} within its budget`);
    }
  }
  return results.every(({ over }) => over.length === 0);
}

function costText(plan: Plan, predicted: StackCost): string {
  const { stack } = plan;
  const { retention, replicas } = stack.prometheus;
  const each = replicas > 1 ? `, for each of ${replicas} replicas` : '';
  const parts = [
    `${stackFolder(plan)}: predicted for one Prometheus${each}, ${retention.time} of history`,
    jobsTable(predicted, stack.budget),
    metricsTable(predicted),
    rulesTable(predicted),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const costHeader = ['series', 'samples/s', 'disk', 'memory'];

function cells({ series, samplesPerSecond, disk, memory }: Cost): string[] {
  return [countText(series), countText(samplesPerSecond), bytesText(disk), bytesText(memory)];
}

function jobsTable({ jobs, rules, total }: StackCost, budget: Plan['stack']['budget']): string {
  const made = rules.filter(({ series }) => series > 0);
  const sum = (key: keyof Cost) => made.reduce((all, rule) => all + rule[key], 0);
  const rows = [
    ...jobs.map((job) => [job.job, countText(job.targets), countText(job.samplesPerScrape), ...cells(job)]),
    [
      'rules',
      '',
      '',
      ...cells({
        series: sum('series'),
        samplesPerSecond: sum('samplesPerSecond'),
        disk: sum('disk'),
        memory: sum('memory'),
      }),
    ],
    ['total', '', '', ...cells(total)],
  ];
  const limits = [budget.series, budget.samplesPerSecond].map((limit) =>
    limit === undefined ? '–' : countText(limit),
  );
  if (Object.keys(budget).some((key) => key !== 'jobs'))
    rows.push(['budget', '', '', ...limits, budget.disk ?? '–', budget.memory ?? '–']);
  const header = ['job', 'targets', 'samples per scrape', ...costHeader];
  return table(header, numbersRight(header, rows));
}

function metricsTable(predicted: StackCost): string {
  const dearest = dearestMetrics(predicted, shown);
  if (dearest.length === 0) return '';
  const rows = dearest.map(({ name, job, series }) => [countText(series), name, job]);
  const header = ['series', `the ${count(dearest.length, 'dearest metric')}`, 'job'];
  // Not looked at for numbers: it begins with one and is a text.
  const made = dearest.map(({ factors }) => factorsText(factors));
  const aligned = numbersRight(header, rows).map((row, index) => [...row, made[index] ?? '']);
  return table([...header, 'made of'], aligned);
}

function rulesTable(predicted: StackCost): string {
  const dearest = dearestRules(predicted, shown);
  if (dearest.length === 0) return '';
  const rows = dearest.map(({ rule, group, seriesRead, samplesRead, mostSeries, interval }) => [
    countText(samplesRead / interval),
    rule,
    group,
    countText(seriesRead),
    countText(samplesRead),
    countText(mostSeries),
  ]);
  const header = [
    'samples read/s',
    `the ${count(dearest.length, 'dearest rule')}`,
    'group',
    'series read',
    'samples read',
    'series made at most',
  ];
  return table(header, numbersRight(header, rows));
}

/** Cells whose text begins with a digit stand to the right of their column, below each other as numbers do. */
function numbersRight(header: readonly string[], rows: readonly (readonly string[])[]): string[][] {
  const isNumber = (cell: string) => /^(\d|–|$)/.test(cell);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const right = header.map((_, column) => rows.every((row) => isNumber(row[column] ?? '')));
  return rows.map((row) => row.map((cell, column) => (right[column] ? cell.padStart(widths[column] ?? 0) : cell)));
}
