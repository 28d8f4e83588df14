import { at, type Value } from '../check/yaml-value.ts';
import type { Change, Detail } from './change.ts';
import type { Documents, Files } from './documents.ts';
import { canonical, isObject } from './values.ts';
import { isTold } from './views.ts';

/** How many pages of the runbooks differ. */
export function runbooksDiffer(before: Files, after: Files): Change[] {
  const pages = (files: Files) => [...files.keys()].filter((path) => path.startsWith('runbooks/'));
  const [old, now] = [pages(before), pages(after)];
  const count = (paths: readonly string[], word: string): Detail[] => {
    if (paths.length === 0) return [];
    return [{ what: `${paths.length} ${paths.length === 1 ? 'page' : 'pages'} ${word}` }];
  };
  const details = [
    ...count(
      now.filter((path) => !before.has(path)),
      'added',
    ),
    ...count(
      old.filter((path) => !after.has(path)),
      'removed',
    ),
    ...count(
      now.filter((path) => before.has(path) && before.get(path) !== after.get(path)),
      'changed',
    ),
  ];
  return details.length > 0
    ? [{ subject: 'runbooks', thing: 'pages', name: 'runbooks', sign: 'changed', details }]
    : [];
}

/** The names of the files that differ and of which nothing else is told. */
export function otherFilesDiffer(
  before: Files,
  after: Files,
  documents: { readonly before: Documents; readonly after: Documents },
): Change[] {
  const names = (files: Files) => [...files.keys()].filter((path) => !isTold(path));
  const [old, now] = [names(before), names(after)];
  const otherwise = now.filter(
    (path) => before.has(path) && before.get(path) !== after.get(path) && contentDiffers(path, documents),
  );
  return [
    ...named(
      now.filter((path) => !before.has(path)),
      'added',
    ),
    ...named(
      old.filter((path) => !after.has(path)),
      'removed',
    ),
    ...named(otherwise, 'changed'),
  ];
}

function named(paths: readonly string[], sign: Change['sign']): Change[] {
  if (paths.length === 0) return [];
  const word = sign === 'changed' ? (paths.length === 1 ? 'differs' : 'differ') : sign;
  const name = `${paths.length} other ${paths.length === 1 ? 'file' : 'files'} ${word}`;
  return [{ subject: 'other files', thing: 'files', name, sign, details: [], names: [...paths].sort() }];
}

function contentDiffers(path: string, { before, after }: { readonly before: Documents; readonly after: Documents }) {
  if (!/\.(ya?ml|json)$/.test(path)) return true;
  const content = (documents: Documents) =>
    path.endsWith('.json')
      ? [documents.one(path)]
      : documents
          .all(path)
          .filter((manifest) => !isRule(manifest))
          .map(withoutCopies);
  return canonical(content(before)) !== canonical(content(after));
}

/** What Kubernetes gets as copies of files that are told elsewhere: rules, dashboards, runbooks, configurations. */
const copied = /\.(md|json|tmpl)$|^(prometheus|alertmanager|blackbox)\.ya?ml$/;

/** Rules are told, whatever their form. */
function isRule(manifest: Value): boolean {
  return at(manifest, 'kind') === 'PrometheusRule';
}

function withoutCopies(manifest: Value): Value {
  const isRules = /(^|-)rules$/.test(String(at(manifest, 'metadata', 'name') ?? ''));
  return pruned(manifest, (key, holder) => {
    if (/(^|[./-])config-checksum$/.test(key)) return false;
    const data = holder === at(manifest, 'data') || holder === at(manifest, 'stringData');
    return !(data && (isRules || copied.test(key)));
  });
}

/** A value without the keys that are not wanted. */
function pruned(value: Value, wanted: (key: string, holder: Value) => boolean): Value {
  if (Array.isArray(value)) return value.map((item: Value) => pruned(item, wanted));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => wanted(key, value));
  return Object.fromEntries(kept.map(([key, inner]) => [key, pruned(inner, wanted)]));
}
