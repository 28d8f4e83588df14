// What recording and scraping cost with ours, the two clients and OpenTelemetry. Each library has a process of its own, because what
// the compiler learns from one would slow the next; they take turns, and the fastest round of each is reported.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Figures, measureCalls, measureScrape } from './instrumentation/measure.ts';
import { subjects } from './instrumentation/subjects.ts';

type Name = keyof typeof subjects;

const names = Object.keys(subjects).filter(isName);
const [, , argument = '3', wanted] = process.argv;

function isName(name: string | undefined): name is Name {
  return name !== undefined && name in subjects;
}

async function figuresOf(name: Name): Promise<Figures> {
  const calls = measureCalls(await subjects[name]());
  const small = await measureScrape(await subjects[name](), 10_000);
  return { ...calls, small, large: await measureScrape(await subjects[name](), 100_000) };
}

function measured(name: Name): Figures {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), '1', name];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** The rows of the report: what, in which unit, how to get it, and what ours must not exceed; against a library, as a share of it. */
const rows: readonly {
  readonly what: string;
  readonly unit: string;
  readonly of: (figures: Figures) => number;
  readonly most?: number;
  readonly shareOfQuickest?: number;
}[] = [
  { what: 'counter, held', unit: 'ns', of: (figures) => figures.counterHeld, most: 10 },
  { what: 'counter, labels each time', unit: 'ns', of: (figures) => figures.counterLabels, most: 150 },
  { what: 'histogram, held', unit: 'ns', of: (figures) => figures.histogramHeld, most: 30 },
  { what: 'histogram, labels each time', unit: 'ns', of: (figures) => figures.histogramLabels, most: 200 },
  { what: 'scrape of 10,000', unit: 'ms', of: ({ small }) => small.milliseconds, shareOfQuickest: 0.5 },
  { what: 'scrape of 100,000', unit: 'ms', of: ({ large }) => large.milliseconds, shareOfQuickest: 0.5 },
  { what: 'longest stall at 10,000', unit: 'ms', of: ({ small }) => small.stall, most: 15 },
  { what: 'longest stall at 100,000', unit: 'ms', of: ({ large }) => large.stall, most: 15 },
  { what: 'heap of a counter series', unit: 'B', of: ({ large }) => large.bytesPerSeries, most: 300 },
];

function report(rounds: number): void {
  const all = new Map(names.map((name): [Name, Figures[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) for (const name of names) all.get(name)?.push(measured(name));
  const say = (cells: readonly string[]) => process.stdout.write(`${cells.join('')}\n`);
  say([''.padEnd(30), ...names.map((name) => name.padStart(24)), '  target']);
  for (const { what, unit, of, most, shareOfQuickest } of rows) {
    const best = names.map((name) => Math.min(...(all.get(name) ?? []).map(of)));
    const [ours = Number.NaN, ...others] = best;
    const limit = most ?? (shareOfQuickest ?? 1) * Math.min(...others);
    const said = most === undefined ? `${shareOfQuickest} of the quickest` : `${most} ${unit}`;
    say([
      `${what}, ${unit}`.padEnd(30),
      ...best.map((value) => `${value.toFixed(1)} x${(value / ours).toFixed(2)}`.padStart(24)),
      `  ${said}: ${ours <= limit ? 'kept' : 'MISSED'}`,
    ]);
  }
}

// Last, when everything above is there.
if (isName(wanted)) process.stdout.write(JSON.stringify(await figuresOf(wanted)));
else report(Number(argument));
