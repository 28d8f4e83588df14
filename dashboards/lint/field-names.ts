import { replaceReferences } from '../expand/index.ts';
import { at, isRecord, type JsonRecord, records, text } from '../json.ts';
import { labelsOfTarget, legendOf } from './support.ts';
import type { PanelView, TargetView } from './view.ts';

/** Transformations that leave the names of fields as they are, or of which one can tell what they make of them. */
const followed = ['organize', 'merge', 'sortBy', 'limit', 'filterByValue', 'filterFieldsByName'];

/** What the fields of a panel may be called, as regular expressions; `undefined` where that cannot be told. */
export function fieldNames(panel: PanelView): readonly RegExp[] | undefined {
  const { json, targets, allTargets, type } = panel;
  const transformations = records(json.transformations).filter(({ disabled }) => disabled !== true);
  if (transformations.some(({ id }) => !followed.includes(text(id) ?? ''))) return undefined;
  if (targets.length === 0 || targets.length < allTargets.filter(({ hide }) => hide !== true).length) return undefined;
  const names = targets.map((target) =>
    type === 'table' && target.json.format === 'table' ? columnNames(target, targets.length) : seriesName(target),
  );
  if (!names.every((each) => each !== undefined)) return undefined;
  return [...names.flat().map((name) => renamed(name, transformations)), 'Time'].map(pattern);
}

/** The legend; a series of a frame of its own is `Value` as well. */
function seriesName(target: TargetView): string[] | undefined {
  const legend = legendOf(target);
  return legend === undefined ? undefined : [legend, 'Value'];
}

function columnNames(target: TargetView, count: number): string[] | undefined {
  const labels = labelsOfTarget(target);
  if (labels === undefined) return undefined;
  return [...labels, 'Time', count > 1 ? `Value #${target.refId ?? ''}` : 'Value'];
}

function renamed(name: string, transformations: readonly JsonRecord[]): string {
  return transformations.reduce((current, { options }) => {
    const names = at(options, 'renameByName');
    const other = isRecord(names) && Object.hasOwn(names, current) ? text(names[current]) : undefined;
    return other || current;
  }, name);
}

/** A name with labels or variables in it may be anything there. */
function pattern(name: string): RegExp {
  const parts = replaceReferences(name, () => '{{}}').split(/\{\{.*?\}\}/);
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
}

/** Whether a field may have this name. */
export function mayBeCalled(name: string, names: readonly RegExp[]): boolean {
  return /[$[]/.test(name) || names.some((each) => each.test(name));
}

/** Whether a regular expression of Grafana (`/re/i` or a plain text) may match one of the names. */
export function mayMatch(written: string, names: readonly RegExp[] | undefined): boolean {
  const [, source = written, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(written) ?? [];
  try {
    const regexp = new RegExp(source, flags);
    if (names === undefined) return true;
    // Of a name that is open in the middle nobody knows what it becomes.
    return names.some(
      ({ source: name }) => name.includes('.*') || regexp.test(name.slice(1, -1).replace(/\\(.)/g, '$1')),
    );
  } catch {
    return false;
  }
}
