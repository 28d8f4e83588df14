import type { EnvironmentName } from '../../stacks/model/index.ts';
import { checkedSelection } from '../checked.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { count, type Selection, type Synthesized } from '../project.ts';
import { makeSecrets } from '../secrets.ts';
import { writeSynthesized } from '../write/output.ts';
import type { WriteResult } from '../write/write.ts';

/** Options of `narthex synth`. */
export interface SynthOptions extends Selection {
  /** Where to write, relative to the project. */
  readonly out: string;
  readonly json: boolean;
}

interface Row {
  readonly stack: string;
  readonly environment: EnvironmentName;
  readonly parts: number;
  readonly jobs: number;
  readonly alerts: number;
  readonly dashboards: number;
  readonly files: number;
}

/** Synthesises the selected stacks and writes their files, all or nothing. */
export async function synth(options: SynthOptions, terminal: Terminal): Promise<void> {
  const started = performance.now();
  const synthesized = await checkedSelection(options);
  const written = await writeSynthesized(options, synthesized, terminal);
  // So that `docker compose up` works at once. Secrets of other environments are made when they are started.
  const secrets = synthesized
    .filter(({ plan }) => plan.stack.environment === 'development')
    .flatMap(({ plan }) => makeSecrets(options.projectFolder, plan));
  const rows = synthesized.map(row);
  const milliseconds = Math.round(performance.now() - started);
  if (options.json) {
    terminal.result(JSON.stringify({ out: options.out, milliseconds, stacks: rows, written, secrets }));
    return;
  }
  terminal.result(
    table(
      ['stack', 'environment', 'parts', 'jobs', 'alerts', 'dashboards', 'files'],
      rows.map((each) => [
        each.stack,
        each.environment,
        each.parts,
        each.jobs,
        each.alerts,
        each.dashboards,
        each.files,
      ]),
    ),
  );
  terminal.result(`\n${options.out}: ${summary(written)} (${milliseconds} ms)`);
  if (written.overwritten.length > 0) {
    terminal.note(`Edited by hand, and written anew: ${written.overwritten.join(', ')}`);
  }
  if (secrets.length > 0) terminal.note(`Made at random for development: ${secrets.join(', ')}`);
}

function row({ plan, artifacts }: Synthesized): Row {
  const { stack, workloads, jobs, groups, dashboards } = plan;
  return {
    stack: stack.name,
    environment: stack.environment,
    parts: workloads.length,
    jobs: jobs.length,
    alerts: groups.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert')).length,
    dashboards: dashboards.length,
    files: artifacts.size,
  };
}

function summary({ added, changed, removed, unchanged }: WriteResult): string {
  const parts = [
    ...(added.length > 0 ? [`${added.length} new`] : []),
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
  ];
  return parts.length === 0
    ? `nothing to change, ${count(unchanged, 'file')} as they were`
    : `${parts.join(', ')}, ${unchanged} as they were`;
}
