import { at, entries, type Value } from '../check/yaml-value.ts';
import type { Change } from './change.ts';
import { differByKey, isObject, valueText } from './values.ts';

/** What differs in the modules of Blackbox: how probes are made. */
export function probesDiffer(before: Value, after: Value): Change[] {
  const [old, now] = [before, after].map((config) => new Map(entries(at(config, 'modules')))) as [
    Map<string, Value>,
    Map<string, Value>,
  ];
  const change = (name: string, sign: Change['sign']): Change => {
    return { subject: 'probes', thing: 'probe module', name, sign, details: [] };
  };
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((name): Change[] => {
    const [a, b] = [old.get(name), now.get(name)];
    if (a === undefined) return [{ ...change(name, 'added'), about: valueText(at(b, 'prober')) ?? '' }];
    if (b === undefined) return [{ ...change(name, 'removed'), about: valueText(at(a, 'prober')) ?? '' }];
    const details = differByKey('', flat(a), flat(b));
    return details.length > 0 ? [{ ...change(name, 'changed'), details }] : [];
  });
}

/** The settings of a module with the path that leads to each: `http.fail_if_not_ssl`. */
function flat(value: Value, prefix = ''): Record<string, Value> {
  return Object.fromEntries(
    entries(value).flatMap(([key, inner]) =>
      isObject(inner) ? Object.entries(flat(inner, `${prefix}${key}.`)) : [[`${prefix}${key}`, inner] as const],
    ),
  );
}
