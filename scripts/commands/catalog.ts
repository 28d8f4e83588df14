import { writeFile } from 'node:fs/promises';
import { NarthexError } from '../../stacks/model/index.ts';
import { describeMetric } from '../catalog/describe.ts';
import { type MetricFacts, observe } from '../catalog/facts.ts';
import { keysOf } from '../catalog/names.ts';
import { readExposition } from '../catalog/read.ts';
import { catalogSource } from '../catalog/source.ts';
import type { Terminal } from '../output/terminal.ts';

/** Options of `narthex catalog`. */
export interface CatalogOptions {
  /** The beginning of the names that keys leave out: `node_`. */
  readonly prefix: string;
  /** The name of the export. */
  readonly name: string;
  /** A file instead of standard output. */
  readonly output?: string;
  /** The file may be overwritten. */
  readonly force: boolean;
}

/** Describes the metrics of programs, read from addresses or files and taken together, as a TypeScript file. */
export async function catalog(places: readonly string[], options: CatalogOptions, terminal: Terminal): Promise<void> {
  const { prefix, name: exportName, output } = options;
  if (!/^[A-Za-z_$][\w$]*$/.test(exportName)) {
    throw refused('NX843', `'${exportName}' cannot be the name of an export`, 'use letters and digits: nodeMetrics');
  }
  const expositions = await Promise.all(places.map(readExposition));
  const facts = observe(expositions);
  const known = facts.filter((each) => whyNot(each) === undefined);
  const keys = keysOf(
    known.map(({ name }) => name),
    prefix,
  );
  const metrics = known.map((each) => describeMetric(each, keys.get(each.name) ?? each.name));
  const leftOut = facts.flatMap((each) => whyNot(each) ?? []);
  const text = catalogSource({ exportName, from: places, metrics, leftOut });
  if (output === undefined) {
    terminal.result(text.trimEnd());
    return;
  }
  await write(output, text, options.force);
  const questions = metrics.reduce((sum, { review }) => sum + review.length, 0);
  terminal.result(`${output}: ${metrics.length} metrics; ${questions} questions to look at, each after '// review:'`);
  for (const sentence of leftOut) terminal.note(`left out: ${sentence}`);
}

/** Prometheus 3 takes any name; a catalog holds those that PromQL can say without quotes. */
function whyNot({ name, labels }: MetricFacts): string | undefined {
  const simple = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
  if (!simple.test(name)) return `${JSON.stringify(name)} is no name that PromQL can say without quotes`;
  const label = labels.find((each) => !simple.test(each.name) || each.name.startsWith('__'));
  return label && `${name}: its label ${JSON.stringify(label.name)} is no label name of a program`;
}

async function write(path: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST')
      throw refused('NX843', `${path} is there already`, 'give another file, or --force to overwrite it');
    throw refused('NX843', error instanceof Error ? error.message : String(error), 'choose another file for --output');
  }
}

function refused(code: 'NX843', message: string, fix: string): NarthexError {
  return new NarthexError('The catalog was not written.', [{ code, path: [], message, fix }]);
}
