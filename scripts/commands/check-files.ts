import { readFile } from 'node:fs/promises';
import { type Environment, featureFlags } from '../../promql/index.ts';
import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import { countFindings, findingText } from '../check/report.ts';
import { checkFiles, type FileReport } from '../files/check.ts';
import type { FileContent } from '../files/file-expression.ts';
import type { ForeignMetric } from '../files/metric-series.ts';
import { readPolicy } from '../files/policy-file.ts';
import { readRuleFile } from '../files/rule-file.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { count } from '../project.ts';

/** Options of `narthex check` for files that Narthex did not make. Durations are in seconds; what is left out is not known, and nothing is said of it. */
export interface CheckFilesOptions {
  readonly rules: readonly string[];
  readonly dashboards: readonly string[];
  /** Besides the built-in ones. */
  readonly catalogs: readonly string[];
  /** The file that `import … from 'narthex'` means in catalogs. */
  readonly narthexEntry?: string;
  readonly closed: boolean;
  /** The labels that Prometheus adds to what it scrapes. */
  readonly targetLabels?: readonly string[];
  readonly scrapeInterval?: number;
  readonly evaluationInterval: number;
  readonly retention?: number;
  readonly prometheusVersion?: readonly [major: number, minor: number];
  readonly features?: readonly string[];
  readonly externalLabels?: Readonly<Record<string, string>>;
  /** A JSON file with what the rules have to keep to. */
  readonly policy?: string;
  /** Codes of checks, and ids of rules for dashboards, that are not wanted. */
  readonly ignore: readonly string[];
  readonly json: boolean;
}

/** How often Grafana assumes that metrics are scraped, in seconds. */
const grafanaInterval = 15;

/** What is said of files: what was found and is wanted, how long it took, and whether it is free of mistakes. */
export interface ForeignReport extends FileReport {
  readonly passed: boolean;
  readonly milliseconds: number;
}

/** Checks rule files and dashboards that somebody brought; false if one of them has a mistake. Throws a `NarthexError` for files that cannot be read. */
export async function checkForeignFiles(options: CheckFilesOptions, terminal: Terminal): Promise<boolean> {
  const report = await foreignReport(options);
  tellForeignReport(report, options, terminal);
  return report.passed;
}

/** The same without telling it. */
export async function foreignReport(options: Omit<CheckFilesOptions, 'json'>): Promise<ForeignReport> {
  const started = performance.now();
  const [contents, metrics, policy] = await Promise.all([
    contentsOf(options),
    metricsOf(options),
    options.policy === undefined ? undefined : readPolicy(options.policy),
  ]);
  const report = checkFiles(contents, {
    metrics,
    targets: { labels: options.targetLabels, interval: options.scrapeInterval ?? 0 },
    closed: options.closed,
    environment: { ...environmentOf(options), ...(policy && { policy }) },
    today: new Date().toISOString().slice(0, 10),
  });
  const findings = report.findings.filter(
    ({ code = '', rule = '' }) => !options.ignore.includes(code) && !options.ignore.includes(rule),
  );
  const passed = findings.every(({ severity }) => severity === 'warning');
  return { passed, milliseconds: Math.round(performance.now() - started), ...report, findings };
}

/** Tells a report about files, as one line of JSON or for people. */
export function tellForeignReport(report: ForeignReport, options: CheckFilesOptions, terminal: Terminal): void {
  if (options.json) {
    terminal.result(JSON.stringify(report));
    return;
  }
  const { passed, findings, milliseconds } = report;
  for (const finding of findings) terminal.result(`${findingText(finding, 'NX500')}\n`);
  for (const line of summary(report, options)) terminal.result(line);
  const found = findings.length > 0 ? countFindings(findings) : 'nothing found';
  terminal.result(`${passed ? marks.ok : marks.failed} ${found} (${milliseconds} ms)`);
}

async function contentsOf({ rules, dashboards, ...options }: Omit<CheckFilesOptions, 'json'>): Promise<FileContent[]> {
  const texts = await readAll([...new Set([...rules, ...dashboards])]);
  const settings = { evaluationInterval: options.evaluationInterval, groups: new Set<string>() };
  const ofRules = [...new Set(rules)].map((file) => readRuleFile(file, texts.get(file) ?? '', settings));
  if (dashboards.length === 0) return ofRules;
  const { readDashboardFile } = await import('../files/dashboard-file.ts');
  const { scrapeInterval = grafanaInterval } = options;
  const ofDashboards = [...new Set(dashboards)].map((file) =>
    readDashboardFile(file, texts.get(file) ?? '', { scrapeInterval }),
  );
  return [...ofRules, ...ofDashboards];
}

async function readAll(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const problems: Problem[] = [];
  const texts = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[error.code ?? ''] ?? error.message;
        problems.push({ code: 'NX851', path: [], message: `${file}: ${reason}`, fix: 'give files that can be read' });
        return '';
      });
      return [file, text.replace(/^\uFEFF/, '')] as const;
    }),
  );
  if (problems.length > 0) throw new NarthexError('Not every file could be read.', problems);
  return new Map(texts);
}

async function metricsOf({ catalogs, narthexEntry }: Omit<CheckFilesOptions, 'json'>): Promise<ForeignMetric[]> {
  const { builtInMetrics } = await import('../files/built-in.ts');
  if (catalogs.length === 0) return builtInMetrics();
  const { readCatalogs } = await import('../files/catalog-files.ts');
  return [...builtInMetrics(), ...(await readCatalogs(catalogs, narthexEntry))];
}

/** What is left out is taken for the newest and the most, of which no expression has too much. */
function environmentOf({ prometheusVersion, features, ...options }: Omit<CheckFilesOptions, 'json'>): Environment {
  return {
    version: prometheusVersion ?? [Number.POSITIVE_INFINITY, 0],
    features: new Set(features ?? Object.values(featureFlags)),
    evaluationInterval: options.evaluationInterval,
    retention: options.retention ?? Number.POSITIVE_INFINITY,
    externalLabels: options.externalLabels,
  };
}

function summary({ expressions, metrics, unknown, skipped }: FileReport, options: CheckFilesOptions): string[] {
  const files = options.rules.length + options.dashboards.length;
  const lines = [`${count(expressions, 'expression')} of ${count(files, 'file')}`];
  if (unknown.length > 0 && !options.closed) {
    const [are, their] = unknown.length === 1 ? ['is', 'its'] : ['are', 'their'];
    lines.push(
      `${unknown.length} of ${count(metrics, 'metric')} ${are} in no catalog: ${their} expressions were checked for syntax and shape only`,
    );
  }
  if (skipped > 0) lines.push(`${skipped} ${skipped === 1 ? 'query' : 'queries'} of other data sources: not checked`);
  return lines;
}
