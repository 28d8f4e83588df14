import { NarthexError } from '../../stacks/model/index.ts';
import { table } from '../output/table.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { askByAddress } from '../verify/ask.ts';
import { type Answered, askEverything } from '../verify/index.ts';
import type { Running } from '../verify/question.ts';
import { findRunning } from './running.ts';
import { synthesizeOne, type UpOptions } from './up.ts';

/** Options of `narthex verify`. */
export interface VerifyOptions extends Omit<UpOptions, 'target'> {
  /** Where Prometheus is, for a stack that runs elsewhere. */
  readonly prometheus?: string;
  readonly alertmanager?: string;
  readonly inbox?: string;
}

/** Asks a running stack whether it works. False if any answer is not good. */
export async function verify(options: VerifyOptions, terminal: Terminal): Promise<boolean> {
  const { plan } = await synthesizeOne(options, ['compose']);
  const running = await findStack(options, plan);
  const answers = await askEverything(running, (title) => terminal.progress(title));
  const well = answers.every(({ wrong }) => wrong.length === 0);
  if (options.json) {
    terminal.result(JSON.stringify({ well, answers }));
    return well;
  }
  terminal.result(table(['', 'question', 'answer', 'ms'], answers.map(row)));
  for (const { title, wrong, notes = [] } of answers) {
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

function row({ title, good, wrong, milliseconds }: Answered): (string | number)[] {
  return [
    wrong.length === 0 ? marks.ok : marks.failed,
    title,
    wrong.length === 0 ? good : `${wrong.length} wrong`,
    milliseconds,
  ];
}

async function findStack(options: VerifyOptions, plan: Running['plan']): Promise<Running> {
  const { prometheus, alertmanager, inbox } = options;
  if (prometheus !== undefined && alertmanager !== undefined) {
    const addresses = { prometheus, alertmanager, ...(inbox && { inbox }) };
    return { plan, ask: askByAddress(addresses), leftOut: {}, exactInstances: false };
  }
  const [running] = await findRunning(options, plan);
  if (running !== undefined) return { plan, ...running, exactInstances: true };
  const { name, environment } = plan.stack;
  throw new NarthexError('There is nothing to ask.', [
    {
      code: 'NX701',
      path: [],
      message: `${name} (${environment}) does not run on this machine`,
      fix: `start it with 'narthex up ${name}', or say where it is: --prometheus URL --alertmanager URL`,
    },
  ]);
}
