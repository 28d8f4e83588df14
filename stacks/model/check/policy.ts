import { anchoredPattern } from '../../../promql/index.ts';
import { milliseconds } from '../duration.ts';
import type { Policy, PolicyDurations, PolicyTexts } from '../policy.ts';
import type { Problem } from '../problem.ts';
import { unknownKeys } from './environments.ts';

type Path = readonly (string | number)[];
/** What is wrong with a value; it may come from a file, and be anything. */
type Reader = (value: unknown, path: Path) => Problem[];

/** NX117: something that no policy says. NX108: a duration that is none. NX122: a pattern, name or number that nothing can be held against. */
export function checkPolicy(policy: unknown, path: Path = ['policy']): Problem[] {
  return policy === undefined ? [] : readPolicy(policy, path);
}

/** A record of the known keys; all may be left out but those that are named. */
function record<T extends object>(
  readers: { readonly [key in keyof T]-?: Reader },
  needed: readonly string[] = [],
): Reader {
  return (value, path) => {
    if (!isRecord(value)) return refused(path, value, 'an object', `write { ${Object.keys(readers)[0]}: … }`);
    const missing = needed.filter((key) => value[key] === undefined);
    return [
      ...unknownKeys(value, Object.keys(readers), path, 'something that a policy says here'),
      ...missing.flatMap((key) => refused([...path, key], undefined, 'a text', `write ${needed.join(' and ')}`)),
      ...Object.entries<Reader>(readers).flatMap(([key, read]) =>
        value[key] === undefined ? [] : read(value[key], [...path, key]),
      ),
    ];
  };
}

function listOf(read: Reader): Reader {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((each, index) => read(each, [...path, index]))
      : refused(path, value, 'a list', 'write it in brackets');
}

const text: Reader = (value, path) =>
  typeof value === 'string' && value.trim() !== '' ? [] : refused(path, value, 'a text', 'write what shall be said');

const pattern: Reader = (value, path) =>
  typeof value === 'string' && value !== '' && anchoredPattern(value) !== undefined
    ? []
    : refused(
        path,
        value,
        'a regular expression',
        "write it as Prometheus reads it, like '[A-Z].+'; it matches the whole",
      );

const label: Reader = (value, path) =>
  typeof value === 'string' && /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(value)
    ? []
    : refused(path, value, 'the name of a label', "write a name, like 'job'");

const yesOrNo: Reader = (value, path) =>
  typeof value === 'boolean' ? [] : refused(path, value, 'true or false', 'write true, or leave it out');

const count: Reader = (value, path) =>
  Number.isInteger(value) && Number(value) > 0
    ? []
    : refused(path, value, 'a number of rules', 'write a whole number from 1');

const patterns: Reader = (value, path) =>
  isRecord(value)
    ? Object.entries(value).flatMap(([name, each]) => [
        ...label(name, [...path, name]),
        ...pattern(each, [...path, name]),
      ])
    : refused(path, value, 'an object', "write { team: 'shop|platform' }");

const duration: Reader = (value, path) => {
  if (typeof value === 'string' && milliseconds(value) !== undefined) return [];
  return [
    { code: 'NX108', path, message: `'${value}' is not a duration`, fix: "write a number and a unit, like '5m'" },
  ];
};

const durations: Reader = (value, path) => {
  const problems = record<PolicyDurations>({ min: duration, max: duration })(value, path);
  if (problems.length > 0 || !isRecord(value)) return problems;
  const { min, max } = value;
  const crossed = (milliseconds(`${min}`) ?? 0) > (milliseconds(`${max}`) ?? Number.POSITIVE_INFINITY);
  if (!crossed) return [];
  return [{ code: 'NX122', path, message: `nothing lasts ${min} at least and ${max} at most`, fix: 'turn them round' }];
};

const aggregations: Reader = (value, path) => {
  const problems = record<NonNullable<Policy['aggregations']>>({ keep: listOf(label), drop: listOf(label) })(
    value,
    path,
  );
  if (problems.length > 0 || !isRecord(value)) return problems;
  const { keep = [], drop = [] } = value as NonNullable<Policy['aggregations']>;
  return keep
    .filter((name) => drop.includes(name))
    .map((name): Problem => {
      const message = `no aggregation can keep '${name}' and drop it`;
      return { code: 'NX122', path: [...path, 'drop', drop.indexOf(name)], message, fix: 'decide on one of them' };
    });
};

const texts = record<PolicyTexts>({ required: patterns, forbidden: listOf(pattern) });

const readPolicy = record<Policy>({
  aggregations,
  selectors: listOf(label),
  for: durations,
  keepFiringFor: durations,
  labels: texts,
  annotations: texts,
  names: record<NonNullable<Policy['names']>>({ alert: pattern, recording: pattern }),
  summaryWithoutTemplates: yesOrNo,
  descriptionWithTemplates: yesOrNo,
  rulesPerGroup: count,
  note: listOf(
    record<NonNullable<Policy['note']>[number]>({ matching: pattern, message: text }, ['matching', 'message']),
  ),
});

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(path: Path, value: unknown, what: string, fix: string): Problem[] {
  const shown =
    typeof value === 'string' ? `'${value}'` : value instanceof RegExp ? String(value) : JSON.stringify(value);
  const message = value === undefined ? `${what} is missing` : `${shown} is not ${what}`;
  return [{ code: 'NX122', path, message, fix }];
}
