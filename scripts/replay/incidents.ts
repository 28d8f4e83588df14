import { readFile } from 'node:fs/promises';
import { load, YAMLException } from 'js-yaml';
import { milliseconds, NarthexError, type Problem, unknownNameFix } from '../../stacks/model/index.ts';
import { moment, momentText } from './moment.ts';
import type { Covered } from './tsdb.ts';

/** Something that went wrong, and what should have been said about it. Times in milliseconds. */
export interface Incident {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Alerts of which one has to fire. None: nothing may page. */
  readonly expects: readonly string[];
  /** How soon one of them has to fire, counted from the beginning. */
  readonly within: number;
  /** Alerts that may fire as well. */
  readonly also: readonly string[];
}

type Path = readonly (string | number)[];
type Add = (code: Problem['code'], path: Path, message: string, fix: string) => void;

const keys = ['name', 'from', 'to', 'expects', 'within', 'also'];
const codes = { form: 'NX863', alert: 'NX864', time: 'NX865' } as const;

/**
 * Reads a list of incidents from a JSON or YAML file. Throws a `NarthexError` with every mistake in it: NX863 for what has another
 * form, NX864 for an alert that the stack does not have, NX865 for an incident that the history does not cover.
 */
export async function readIncidents(file: string, alerts: readonly string[], history: Covered): Promise<Incident[]> {
  const refuse = (problems: readonly Problem[]) =>
    new NarthexError(`The incidents in ${file} cannot be used.`, problems);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const message = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw refuse([{ code: codes.form, path: [], message, fix: 'give a file that can be read' }]);
  });
  const problems: Problem[] = [];
  const add: Add = (code, path, message, fix) => problems.push({ code, path, message, fix });
  const incidents = incidentsOf(text, add).map((each, index) => incident(each, [index], alerts, add));
  for (const [index, each] of incidents.entries()) checkCovered(each, [index], history, add);
  if (problems.length > 0) throw refuse(problems);
  return incidents;
}

function incidentsOf(text: string, add: Add): readonly unknown[] {
  const fix = "write a list: - { name: …, from: …, to: …, expects: [ServiceDown], within: '5m' }";
  try {
    const list = load(text);
    if (Array.isArray(list)) return list;
    add(codes.form, [], 'the file holds no list of incidents', fix);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark === undefined ? '' : ` in line ${error.mark.line + 1}`;
    add(codes.form, [], `this is neither JSON nor YAML${line}: ${error.reason}`, fix);
  }
  return [];
}

function incident(value: unknown, path: Path, alerts: readonly string[], add: Add): Incident {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const given: Readonly<Record<string, unknown>> = isObject ? { ...value } : {};
  if (!isObject) add(codes.form, path, 'this is no incident', 'write name, from, to, expects and within');
  for (const key of Object.keys(given))
    if (!keys.includes(key)) add(codes.form, [...path, key], `an incident has no '${key}'`, unknownNameFix(key, keys));
  const time = (key: 'from' | 'to'): number => {
    const read = moment(given[key]);
    if (read === undefined && isObject)
      add(codes.form, [...path, key], `${shown(given[key])} is no point in time`, 'write it like 2026-06-01T08:00:00Z');
    return read ?? Number.NaN;
  };
  const named = (key: 'expects' | 'also'): string[] => {
    const list = given[key] ?? (key === 'also' || !isObject ? [] : undefined);
    const texts = Array.isArray(list) && list.every((name) => typeof name === 'string') ? list : undefined;
    if (texts === undefined)
      add(
        codes.form,
        [...path, key],
        `${shown(list)} is no list of alerts`,
        'write the names in brackets; [] for none',
      );
    (texts ?? []).forEach((name, index) => {
      if (alerts.includes(name)) return;
      add(codes.alert, [...path, key, index], `the stack has no alert '${name}'`, nearFix(name, alerts));
    });
    return texts ?? [];
  };
  const from = time('from');
  const to = time('to');
  if (to <= from) add(codes.form, [...path, 'to'], 'it ends before it begins', 'correct from or to');
  const expects = named('expects');
  const name = typeof given.name === 'string' ? given.name : '';
  if (name === '' && isObject) add(codes.form, [...path, 'name'], 'the incident has no name', 'give it one');
  return { name, from, to, expects, within: objective(given.within, expects, path, add), also: named('also') };
}

function objective(value: unknown, expects: readonly string[], path: Path, add: Add): number {
  if (value === undefined && expects.length === 0) return 0;
  const within = typeof value === 'string' ? milliseconds(value) : undefined;
  if (within === undefined)
    add(codes.form, [...path, 'within'], `${shown(value)} is no length of time`, "write how soon it has to fire: '5m'");
  return within ?? 0;
}

function checkCovered({ from, to }: Incident, path: Path, history: Covered, add: Add): void {
  // What cannot be read has been said already; comparisons with it are false.
  if (!(from < history.from || to > history.to)) return;
  const range = `${momentText(history.from)} to ${momentText(history.to)}`;
  const message = `the incident from ${momentText(from)} to ${momentText(to)} lies outside the history`;
  add(codes.time, path, message, `the history reaches from ${range}: correct the times, or leave the incident out`);
}

function nearFix(name: string, alerts: readonly string[]): string {
  const near = unknownNameFix(name, alerts);
  // A stack has dozens of alerts.
  return near.startsWith('did') || alerts.length <= 20
    ? near
    : 'docs and dist/…/runbooks/ have the names of all alerts';
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
}
