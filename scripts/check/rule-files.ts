import { escapeRegExp, yaml } from '../../stacks/model/index.ts';
import type { Subject } from './gate.ts';
import type { ToolInput } from './tools.ts';
import { type View, withConfig } from './views/view.ts';
import { at, parse, parseAll, texts } from './yaml-value.ts';

/** The rule files that a Prometheus reads, by the paths under which it sees them. */
export function ruleFilesOf({ files }: View, config: string): [string, ToolInput][] {
  const patterns = texts(at(parse(files.get(config)?.text ?? ''), 'rule_files')).map(
    (pattern) => new RegExp(`^${pattern.split('*').map(escapeRegExp).join('[^/]*')}$`),
  );
  return [...files].filter(([path]) => patterns.some((pattern) => pattern.test(path)));
}

/** Every rule file of a stack: those that all targets share, what each Prometheus sees, and the operator's resources. */
export function allRuleFiles({ artifacts, folder, views }: Subject): ToolInput[] {
  const shared = [...artifacts]
    .filter(([path]) => /^rules\/[^/]+\.yml$/.test(path))
    .map(([path, text]): ToolInput => ({ artifact: `${folder}/${path}`, text }));
  const seen = withConfig(views, 'prometheus').flatMap(({ view, config }) =>
    ruleFilesOf(view, config).map(([, input]) => input),
  );
  const resources = [...artifacts]
    .filter(([path]) => path.startsWith('kubernetes/') && path.endsWith('.yaml'))
    .flatMap(([path, text]) =>
      parseAll(text)
        .filter((object) => at(object, 'kind') === 'PrometheusRule')
        .map((object): ToolInput => ({ artifact: `${folder}/${path}`, text: yaml(at(object, 'spec')) })),
    );
  return [...shared, ...seen, ...resources];
}
