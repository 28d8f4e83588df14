import { table } from '../output/table.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { type Answered, askEverything } from '../verify/index.ts';
import type { PanelState } from '../verify/question.ts';
import { type Elsewhere, runningStack } from './running.ts';
import { synthesizeOne, type UpOptions } from './up.ts';

/** Options of `narthex verify`. */
export interface VerifyOptions extends Omit<UpOptions, 'target'>, Elsewhere {
  /** Whether every panel is listed with what it shows. */
  readonly panels?: boolean;
}

/** Asks a running stack whether it works. False if any answer is not good. */
export async function verify(options: VerifyOptions, terminal: Terminal): Promise<boolean> {
  const { plan } = await synthesizeOne(options, ['compose']);
  const running = await runningStack(options, plan);
  const answers = await askEverything(running, calmly(terminal.progress));
  const well = answers.every(({ wrong }) => wrong.length === 0);
  if (options.json) {
    terminal.result(JSON.stringify({ well, answers }));
    return well;
  }
  terminal.result(table(['', 'question', 'answer', 'ms'], answers.map(row)));
  for (const { title, wrong, notes = [], panels = [] } of answers) {
    if (options.panels && panels.length > 0) terminal.result(panelTable(panels));
    for (const each of wrong) terminal.result(`${marks.failed} ${title}: ${each}`);
    for (const note of notes) terminal.result(`${marks.skipped} ${note}`);
  }
  const bad = answers.filter(({ wrong }) => wrong.length > 0).length;
  terminal.result(
    well
      ? `\n${marks.ok} ${plan.stack.name} (${plan.stack.environment}) works`
      : `\n${marks.failed} ${bad} of ${answers.length} answers are not good`,
  );
  return well;
}

/** Where progress is a line each, thousands of queries would bury the answer: of one question it is told once in a second. */
function calmly(tell: (text: string) => void, every = 1_000): (text: string) => void {
  let last = { about: '', at: 0 };
  return (text) => {
    const [about = ''] = text.split(':');
    const at = performance.now();
    if (about === last.about && at - last.at < every) return;
    last = { about, at };
    tell(text);
  };
}

/** A line for each panel: what one sees over the shortest range with everything chosen, unless something else is worse. */
function panelTable(panels: readonly PanelState[]): string {
  return table(
    ['state', 'panel', 'query'],
    panels.map(({ state, title, query }) => [state, title, query]),
  );
}

function row({ title, good, wrong, milliseconds }: Answered): (string | number)[] {
  return [
    wrong.length === 0 ? marks.ok : marks.failed,
    title,
    wrong.length === 0 ? good : `${wrong.length} wrong`,
    milliseconds,
  ];
}
