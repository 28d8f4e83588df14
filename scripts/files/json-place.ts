import { YAMLException } from 'js-yaml';
import type { JsonPath } from '../../dashboards/json.ts';
import { type FilePlace, linesOf } from './lines.ts';
import { scalarPlace } from './scalar-place.ts';
import { child, items, type YamlNode, yamlTree } from './yaml-tree.ts';

/** Finds places in a JSON text, which is YAML as well. */
export function jsonPlace(source: string): {
  /** Of a character of the string that the path leads to; `undefined` where it cannot be told. */
  readonly of: (path: JsonPath, offset: number) => FilePlace | undefined;
  readonly line: (offset: number) => FilePlace;
} {
  const line = linesOf(source);
  const root = treeOf(source);
  return {
    line,
    of: (path, offset) => {
      const node = path.reduce<YamlNode | undefined>(
        (inner, key) => (typeof key === 'number' ? items(inner)[key] : child(inner, key)),
        root,
      );
      if (node === undefined) return undefined;
      const place = node.kind === 'scalar' ? scalarPlace(source, node)(offset) : undefined;
      return place === undefined ? { line: line(node.from).line } : line(place);
    },
  };
}

function treeOf(source: string): YamlNode | undefined {
  try {
    return yamlTree(source)[0];
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}
