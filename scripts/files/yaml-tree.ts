import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';

/** A value of a YAML text that remembers where it is written. Offsets are UTF-16 units of the text. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** Text, whatever it looks like: Prometheus takes `severity: 1` for the text as well. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly text: string;
  /** Of the text, without the quotes or the header of a block. */
  readonly from: number;
  readonly to: number;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

/** The items of a list. */
export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly from: number;
}

/** Keys and values in the order of the text, those that `<<` merges in among them. */
export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly (readonly [key: YamlScalar, value: YamlNode])[];
  readonly from: number;
}

const styles = new Map<number, YamlScalar['style']>([
  [SCALAR_STYLE.SINGLE_QUOTED, 'single'],
  [SCALAR_STYLE.DOUBLE_QUOTED, 'double'],
  [SCALAR_STYLE.LITERAL_BLOCK, 'literal'],
  [SCALAR_STYLE.FOLDED_BLOCK, 'folded'],
]);

/** The documents of a YAML (or JSON) text; an empty one is missing. Throws js-yaml's exception at the first mistake. */
export function yamlTree(text: string): YamlNode[] {
  const events = parseEvents(text, {});
  const anchors = new Map<string, YamlNode>();
  const documents: YamlNode[] = [];
  let index = 0;

  const next = (): Event | undefined => events[index++];
  const named = ({ anchorStart, anchorEnd }: { readonly anchorStart: number; readonly anchorEnd: number }) =>
    anchorStart < 0 ? undefined : text.slice(anchorStart, anchorEnd);
  const children = (): YamlNode[] => {
    const nodes: YamlNode[] = [];
    for (let event = next(); event !== undefined && event.type !== EVENT_ID.POP; event = next()) {
      const node = read(event);
      if (node !== undefined) nodes.push(node);
    }
    return nodes;
  };
  const read = (event: Event): YamlNode | undefined => {
    if (event.type === EVENT_ID.ALIAS) return anchors.get(named(event) ?? '') ?? empty(event.anchorStart);
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return undefined;
    const name = named(event);
    const node = nodeOf(event);
    if (name !== undefined) anchors.set(name, node);
    return node;
  };
  const nodeOf = (event: Exclude<Event, { type: 1 | 5 | 6 }>): YamlNode => {
    if (event.type === EVENT_ID.SCALAR) return scalar(event, text);
    if (event.type === EVENT_ID.SEQUENCE) return { kind: 'list', items: children(), from: event.start };
    return { kind: 'map', entries: pairs(children()), from: event.start };
  };

  for (let event = next(); event !== undefined; event = next()) {
    if (event.type !== EVENT_ID.DOCUMENT) continue;
    documents.push(...children().filter((node) => !isAbsent(node)));
  }
  return documents;
}

function scalar(event: ScalarEvent, text: string): YamlScalar {
  const style = styles.get(event.style) ?? 'plain';
  return { kind: 'scalar', text: getScalarValue(text, event), from: event.valueStart, to: event.valueEnd, style };
}

function empty(from: number): YamlScalar {
  return { kind: 'scalar', text: '', from, to: from, style: 'plain' };
}

function pairs(nodes: readonly YamlNode[]): [YamlScalar, YamlNode][] {
  const entries: [YamlScalar, YamlNode][] = [];
  const merged: [YamlScalar, YamlNode][] = [];
  for (let index = 0; index + 1 < nodes.length; index += 2) {
    const [key, value] = [nodes[index], nodes[index + 1]];
    if (key?.kind !== 'scalar' || value === undefined) continue;
    if (key.text === '<<' && key.style === 'plain') {
      for (const source of value.kind === 'list' ? value.items : [value])
        if (source.kind === 'map') for (const [name, own] of source.entries) merged.push([name, own]);
    } else entries.push([key, value]);
  }
  const own = new Set(entries.map(([key]) => key.text));
  return [...entries, ...merged.filter(([key]) => !own.has(key.text))];
}

/** Nothing, as `key:` without a value says it, or `null`. */
export function isAbsent(node: YamlNode | undefined): boolean {
  if (node === undefined) return true;
  return node.kind === 'scalar' && node.style === 'plain' && /^(?:|~|null|Null|NULL)$/.test(node.text);
}

/** The value of a key; `undefined` where it is not there, or nothing. */
export function child(node: YamlNode | undefined, key: string): YamlNode | undefined {
  const found = node?.kind === 'map' ? node.entries.find(([name]) => name.text === key)?.[1] : undefined;
  return isAbsent(found) ? undefined : found;
}

/** The items of a list; of anything else none. */
export function items(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The text of a scalar. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}
