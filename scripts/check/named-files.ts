import { dirname, isAbsolute, join } from 'node:path/posix';
import { escapeRegExp } from '../../stacks/model/index.ts';
import { originAt, type ToolFinding } from './tools.ts';
import type { View } from './views/view.ts';
import { entries, items, parse, textOf, texts, type Value } from './yaml-value.ts';

/**
 * The files that a configuration names and that the part will not see: a pattern that matches nothing, a secret that is not
 * mounted. The programs read most of them late, and say so in a log.
 */
export function missingFiles({ files, part }: View, config: string): ToolFinding[] {
  const input = files.get(config);
  if (input === undefined) return [];
  const seen = [...files.keys()];
  const missing = [...new Set(namedFiles(parse(input.text)))].filter((name) => {
    const path = isAbsolute(name) || name.startsWith('{') ? name : join(dirname(config), name);
    const pattern = new RegExp(`^${path.split('*').map(escapeRegExp).join('[^/]*')}$`);
    return !seen.some((each) => pattern.test(each));
  });
  return missing.map((name) => {
    const index = input.text.split('\n').findIndex((line) => line.includes(name));
    const from = originAt(input.text, index + 1) ?? `part ${part}`;
    return {
      artifact: input.artifact,
      ...(index !== -1 && { line: index + 1 + (input.linesBefore ?? 0) }),
      from,
      message: `${part} will find no file at ${name}`,
    };
  });
}

/** Keys whose values are lists of paths or patterns. */
const lists = new Set(['rule_files', 'templates', 'scrape_config_files', 'files']);

function namedFiles(value: Value): string[] {
  return [
    ...items(value).flatMap(namedFiles),
    ...entries(value).flatMap(([key, inner]) => {
      if (lists.has(key)) return texts(inner);
      const path = textOf(inner);
      return path !== undefined && /_file$/.test(key) ? [path] : namedFiles(inner);
    }),
  ];
}
