import { YAMLException } from 'js-yaml';
import type { Problem } from '../../stacks/model/index.ts';
import { linesOf } from '../files/lines.ts';
import { child, items, textOf, type YamlNode, yamlTree } from '../files/yaml-tree.ts';

/** One object of OpenSLO, where it stands. */
export interface SloDocument {
  readonly kind: string;
  readonly name: string;
  readonly file: string;
  readonly node: YamlNode;
  /** A problem at a node of it. */
  readonly at: (node: YamlNode | undefined, code: Problem['code'], message: string, fix: string) => Problem;
}

const kinds = ['Service', 'SLI', 'SLO', 'DataSource', 'AlertPolicy', 'AlertCondition', 'AlertNotificationTarget'];

/** The objects of a file of OpenSLO v1, and what in it is none. NX871: something that is no object of OpenSLO v1. */
export function readDocuments(file: string, text: string): { documents: SloDocument[]; problems: Problem[] } {
  const line = linesOf(text);
  const problems: Problem[] = [];
  const at: SloDocument['at'] = (node, code, message, fix) => {
    const place = line(node?.from ?? 0);
    return { code, path: [], message, fix, position: { file, ...place } };
  };
  let nodes: YamlNode[];
  try {
    nodes = yamlTree(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const position = { file, line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1 };
    const message = `this is no YAML: ${error.reason}`;
    return { documents: [], problems: [{ code: 'NX871', path: [], message, fix: 'correct the file', position }] };
  }
  const documents = nodes.flatMap((node): SloDocument[] => {
    const version = child(node, 'apiVersion');
    const kind = child(node, 'kind');
    const name = child(child(node, 'metadata'), 'name');
    if (textOf(version) !== 'openslo/v1') {
      const fix = "narthex import reads apiVersion: openslo/v1; convert others with OpenSLO's own tools";
      problems.push(at(version ?? node, 'NX871', `'${textOf(version) ?? ''}' is not openslo/v1`, fix));
      return [];
    }
    if (!kinds.includes(textOf(kind) ?? '')) {
      problems.push(
        at(kind ?? node, 'NX871', `'${textOf(kind) ?? ''}' is no kind of OpenSLO`, `use ${kinds.join(', ')}`),
      );
      return [];
    }
    if (!textOf(name)) {
      problems.push(at(node, 'NX871', 'an object has no name', 'give it metadata.name'));
      return [];
    }
    return [{ kind: textOf(kind) ?? '', name: textOf(name) ?? '', file, node, at }];
  });
  return { documents, problems };
}

/** The node that keys lead to; a number is an item of a list. */
export function within(node: YamlNode | undefined, ...path: readonly (string | number)[]): YamlNode | undefined {
  return path.reduce<YamlNode | undefined>(
    (inner, key) => (typeof key === 'number' ? items(inner)[key] : child(inner, key)),
    node,
  );
}
