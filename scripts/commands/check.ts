import { gates } from '../check/gates.ts';
import { openTools } from '../check/programs.ts';
import { gateText, summaryText } from '../check/report.ts';
import { type GateReport, isPassed, runGates } from '../check/run.ts';
import { subject } from '../check/subject.ts';
import type { Terminal } from '../output/terminal.ts';
import { type Selection, synthesizeSelection } from '../project.ts';

/** Options of `narthex check`. */
export interface CheckOptions extends Selection {
  readonly json: boolean;
}

/** Puts what would be written through every gate. Writes nothing; false if something is wrong. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<boolean> {
  const started = performance.now();
  const tool = openTools([...new Set(gates.flatMap(({ tools }) => tools))], { onProgress: terminal.progress });
  const synthesized = await synthesizeSelection(options);
  const subjects = synthesized.map(({ plan, artifacts, loaded }) => subject(plan, artifacts, loaded.compiled));
  const reports: GateReport[] = [];
  const stopProgress = showProgress(reports, terminal);
  const width = Math.max(...gates.map(({ title }) => title.length));
  try {
    for await (const report of runGates(gates, { subjects, projectFolder: options.projectFolder, tool })) {
      reports.push(report);
      if (!options.json) terminal.result(gateText(report, width));
    }
  } finally {
    stopProgress();
  }
  const milliseconds = Math.round(performance.now() - started);
  const passed = isPassed(reports);
  if (options.json) terminal.result(JSON.stringify({ passed, milliseconds, gates: reports }));
  else terminal.result(`\n${summaryText(reports, passed, milliseconds)}`);
  return passed;
}

/** Says every second which gate is at work. */
function showProgress(reports: readonly GateReport[], terminal: Terminal): () => void {
  const timer = setInterval(() => {
    const gate = gates[reports.length];
    if (gate) terminal.progress(`checking: ${gate.title} (${reports.length + 1} of ${gates.length})`);
  }, 1000);
  return () => {
    clearInterval(timer);
    terminal.done();
  };
}
