// How long one evaluation of all rules of Sergas takes a real Prometheus that holds 50,000 series which they read. Bundled and run by
// bench/run.mjs.
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensurePrograms } from '../local/index.ts';
import { ruleFile } from '../rules/index.ts';
import { openMetricsFile, seriesText } from '../scripts/replay/open-metrics.ts';
import { importOpenMetrics } from '../scripts/replay/tsdb.ts';
import { type Workspace, withWorkspace } from '../scripts/replay/workspace.ts';
import { resolveStack, seconds, yaml } from '../stacks/model/index.ts';
import sergas from '../stacks/sergas.ts';
import { planStack } from '../stacks/synthesize/index.ts';
import { stretchesRead } from './reads.ts';
import { type BenchSeries, seriesOfPlan } from './series.ts';

/** `npm run bench` takes this many; bundled and run by hand, it takes another number as its second argument. */
const wanted = Number(process.argv[3] ?? 50_000);
const goal = 0.1;
/** Seconds that making the history may take: it reaches so far beyond the moment at which that begins. */
const ahead = Math.ceil(20 + wanted / 600);
/** All groups are evaluated more often than in production, so that of each there are enough evaluations to take the fastest. */
const every = '10s';
/** Seconds of watching. */
const watching = 180;
const pages = 20;

const plan = planStack(resolveStack(sergas, 'production'), {
  'simulator.mjs': '',
  'inbox.mjs': '',
  'runbooks.mjs': '',
  'preview.mjs': '',
  'preview.js': '',
  'preview.css': '',
});
const reads = stretchesRead(plan.groups);
const names = new Set(reads.keys());
const single = seriesOfPlan(plan, 1, names).length;
const instances = Math.max(1, Math.round(wanted / single));
const scraped = seriesOfPlan(plan, instances, names);

/** What the rules have recorded before: those of an SLO record one series each. */
const recorded = plan.groups.flatMap(({ rules, interval = plan.stack.prometheus.interval }) =>
  rules.flatMap((rule): BenchSeries[] =>
    rule.kind === 'recording' && names.has(rule.name)
      ? [
          {
            name: rule.name,
            text: seriesText(rule.name, rule.labels ?? {}),
            interval: seconds(interval),
            at: () => 1e-4,
          },
        ]
      : [],
  ),
);

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Writes all that the rules look back at, up to a time. */
async function writeHistory(path: string, end: number): Promise<number> {
  const file = openMetricsFile(path);
  let count = 0;
  for (const { name, text, interval, at } of [...scraped, ...recorded]) {
    for (const { from, to } of reads.get(name) ?? []) {
      const last = end - to + watching * Math.sign(to);
      for (let time = end - from; time <= Math.min(end, last); time += interval) {
        await file.sample(text, at(time), time * 1_000);
        count++;
      }
    }
  }
  await file.close();
  return count;
}

/** Serves the series as they are at the moment, a page for each target. */
async function serveSeries(): Promise<{ readonly address: string; readonly close: () => void }> {
  const each = Math.ceil(scraped.length / pages);
  const server = createServer((request, response) => {
    const page = Number(request.url?.split('/').at(-1));
    const now = Date.now() / 1_000;
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(
      `${scraped
        .slice(page * each, (page + 1) * each)
        .map(({ text, at }) => `${text} ${at(now)}`)
        .join('\n')}\n`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** Starts a Prometheus with the rules of production; returns its address. */
async function startPrometheus(space: Workspace, program: string, data: string, source: string): Promise<string> {
  const rules = join(space.folder, 'rules');
  await mkdir(rules, { recursive: true });
  for (const group of plan.groups)
    await writeFile(join(rules, `${group.name}.yml`), yaml(ruleFile({ ...group, interval: every }, plan.stack)));
  const { interval } = plan.stack.prometheus;
  const config = {
    global: { scrape_interval: interval, scrape_timeout: '10s', evaluation_interval: every },
    rule_files: [`${rules}/*.yml`],
    scrape_configs: Array.from({ length: pages }, (_, page) => ({
      job_name: `page-${page}`,
      // Job and instance are those that the series say.
      honor_labels: true,
      metrics_path: `/${page}`,
      static_configs: [{ targets: [source] }],
    })),
  };
  await writeFile(join(space.folder, 'prometheus.yml'), yaml(config));
  return new Promise((resolve, reject) => {
    const child = space.start(
      program,
      [
        `--config.file=${join(space.folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=100y',
        '--web.listen-address=127.0.0.1:0',
      ],
      (line) => {
        const address = /msg="Listening on".* address=(\S+)/.exec(line)?.[1];
        if (address !== undefined) resolve(`http://${address}`);
      },
    );
    child.once('exit', (code) => reject(new Error(`Prometheus ended with exit code ${code}`)));
  });
}

interface Rule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
  readonly evaluationTime: number;
  readonly lastEvaluation: string;
}

interface Group {
  readonly name: string;
  readonly lastEvaluation: string;
  readonly evaluationTime: number;
  readonly rules: readonly Rule[];
}

/** Looks at the groups until the time is over; of each rule the fastest evaluation counts, because everything else on the machine only adds. */
async function watch(
  url: string,
): Promise<Map<string, { readonly times: number[]; readonly rules: Map<string, number> }>> {
  const seen = new Map<string, { readonly times: number[]; readonly rules: Map<string, number>; at: string }>();
  const end = Date.now() + watching * 1_000;
  const errors = new Set<string>();
  for (let first = true; Date.now() < end; first = false) {
    const { data } = (await (await fetch(`${url}/api/v1/rules`)).json()) as {
      readonly data: { readonly groups: readonly Group[] };
    };
    for (const { name, lastEvaluation, evaluationTime, rules } of data.groups) {
      const known = seen.get(name) ?? { times: [], rules: new Map<string, number>(), at: '' };
      // What was evaluated before it was watched may have been so before all was there.
      if (!first && known.at !== lastEvaluation) {
        known.times.push(evaluationTime);
        for (const [index, rule] of rules.entries()) {
          // Several rules of a group may record under one name.
          const key = `${rule.name} (${index + 1})`;
          known.rules.set(key, Math.min(known.rules.get(key) ?? Number.POSITIVE_INFINITY, rule.evaluationTime));
          if (rule.health === 'err') errors.add(`${rule.name}: ${rule.lastError}`);
        }
      }
      seen.set(name, { ...known, at: lastEvaluation });
    }
    await sleep(2_000);
  }
  for (const error of errors) say(`does not evaluate: ${error}`);
  return seen;
}

async function metric(url: string, query: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
  const { data } = (await answer.json()) as {
    readonly data: { readonly result: readonly { readonly value: [number, string] }[] };
  };
  return Number(data.result[0]?.value[1] ?? 0);
}

/** What Prometheus says of itself now, rather than at its last scrape. */
async function own(url: string, counters: readonly string[]): Promise<number[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return counters.map((name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]));
}

const milliseconds = (time: number) => `${(time * 1_000).toFixed(1).padStart(8)} ms`;
const median = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

await withWorkspace(async (space) => {
  const programs = await ensurePrograms(['prometheus', 'promtool']);
  const program = (name: 'prometheus' | 'promtool') => programs.get(name)?.path ?? name;
  const [history, data] = [join(space.folder, 'history.txt'), join(space.folder, 'data')];
  const began = Date.now() / 1_000;
  const end = Math.floor(began + ahead);
  const samples = await writeHistory(history, end);
  await importOpenMetrics(space, program('promtool'), history, data);
  const took = Date.now() / 1_000 - began;
  const source = await serveSeries();
  try {
    const url = await startPrometheus(space, program('prometheus'), data, source.address);
    // Everything is scraped once after the history, and every group has been evaluated.
    await sleep(Math.max(0, (ahead - took) * 1_000) + 30_000);
    const counters = ['process_cpu_seconds_total', 'prometheus_engine_query_samples_total'];
    const [before, from] = [await own(url, counters), Date.now()];
    const seen = await watch(url);
    const after = await own(url, counters);
    const rounds = (Date.now() - from) / 1_000 / seconds(every);
    const [processor = 0, loaded = 0] = after.map((value, index) => (value - (before[index] ?? 0)) / rounds);
    const slowest = [...seen].flatMap(([group, { rules }]) =>
      [...rules].map(([rule, time]) => ({ group, rule, time })),
    );
    slowest.sort((a, b) => b.time - a.time);
    say(
      `rules of Sergas in production: ${plan.groups.flatMap(({ rules }) => rules).length} in ${plan.groups.length} groups`,
    );
    say(
      `series: ${scraped.length} that rules read, of ${instances} instances of each target; history: ${samples} samples, made in ${took.toFixed(0)} s`,
    );
    say(`active alerts: ${await metric(url, 'count(ALERTS) or vector(0)')}`);
    say('');
    const groups = [...seen].map(([name, { times, rules }]) => ({
      name,
      best: [...rules.values()].reduce((sum, time) => sum + time, 0),
      usual: median(times),
    }));
    groups.sort((a, b) => b.best - a.best);
    const width = Math.max(...groups.map(({ name }) => name.length));
    for (const { name, best, usual } of groups)
      say(`${name.padEnd(width)}  ${milliseconds(best)}  usually ${milliseconds(usual)}`);
    say('');
    for (const { group, rule, time } of slowest.slice(0, 12)) say(`${milliseconds(time)}  ${group}: ${rule}`);
    // How much of a processor they take at their own intervals, of which some are longer than the others.
    const usual = plan.stack.prometheus.interval;
    const intervals = new Map(plan.groups.map(({ name, interval = usual }) => [name, seconds(interval)]));
    const share = groups.reduce((sum, { name, best }) => sum + best / (intervals.get(name) ?? seconds(usual)), 0);
    const total = (of: 'best' | 'usual') => groups.reduce((sum, group) => sum + group[of], 0);
    say(`
all rules once:${milliseconds(total('best'))}, usually ${milliseconds(total('usual'))}
in production, each group at its own interval:${milliseconds(share)} of each second
samples that they load: ${Math.round(loaded)}
processor time of Prometheus for it, with all else that it does meanwhile:${milliseconds(processor)}
all rules once : goal of ${goal * 1_000} ms = ${(total('best') / goal).toFixed(2)}
`);
  } finally {
    source.close();
  }
});
