import { marks } from '../output/terminal.ts';
import { count } from '../project.ts';
import type { Finding } from './gate.ts';
import type { GateReport } from './run.ts';

/** Findings of one gate that are printed; the rest is in the JSON. */
const shown = 20;

const marksOf = { passed: marks.ok, failed: marks.failed, empty: marks.skipped, unable: marks.skipped } as const;

/** A gate as text: a line, and below it what was found. `width` is that of the longest title. */
export function gateText(report: GateReport, width: number): string {
  const { outcome, title, checked, what, milliseconds, note, findings } = report;
  const head = `${marksOf[outcome]} ${title.padEnd(width)}  `;
  if (outcome === 'empty') return `${head}nothing of it was selected`;
  if (outcome === 'unable') return `${head}not checked: ${indent(note ?? '', 4).trimStart()}`;
  const counts = findings.length > 0 ? `${countFindings(findings)} in ${count(checked, what)}` : count(checked, what);
  const line = `${head}${counts.padEnd(14)} ${String(milliseconds).padStart(5)} ms${note ? `  ${note}` : ''}`;
  const more = findings.length - shown;
  return [
    line,
    ...(findings.length > 0 ? [`    ${report.why}`] : []),
    ...findings.slice(0, shown).map((finding) => indent(findingText(finding, report.code), 4)),
    ...(more > 0 ? [`    and ${more} more; --json has them all`] : []),
  ].join('\n');
}

/** The last line: whether all is well. */
export function summaryText(reports: readonly GateReport[], passed: boolean, milliseconds: number): string {
  const found = reports.flatMap(({ findings }) => findings);
  const faults = found.filter(({ severity }) => severity !== 'warning').length;
  const left = reports.filter(({ outcome }) => outcome === 'unable').length;
  const time = `(${milliseconds} ms)`;
  const missing = left > 0 ? `, ${count(left, 'gate')} not checked for want of a program` : '';
  if (faults > 0) return `${marks.failed} ${countFindings(found)}${missing} ${time}`;
  if (!passed) return `${marks.failed} ${missing.slice(2)}, which counts as failure where CI is set ${time}`;
  return `${marks.ok} ${found.length > 0 ? countFindings(found) : 'nothing found'}${missing} ${time}`;
}

/** `2 faults, 1 warning` */
export function countFindings(findings: readonly Finding[]): string {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const faults = findings.length - warnings;
  return [...(faults > 0 ? [count(faults, 'fault')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])].join(
    ', ',
  );
}

/** A finding with its place, and below it what is wrong and the fix; `gate` is the code of what has none of its own. */
export function findingText(finding: Finding, gate: string): string {
  const { artifact, line, column, from, message, fix, also = [], code = gate, severity } = finding;
  const others = also.length > 0 ? `\n    the same in ${also.join(', ')}` : '';
  const place = [artifact, line, column].filter((each) => each !== undefined).join(':');
  const kind = severity === 'warning' ? ' warning' : '';
  return `${place}  ${code}${kind}${from ? `  from ${from}` : ''}\n${indent(message, 4)}\n    fix: ${fix}${others}`;
}

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(by) + line))
    .join('\n');
}
