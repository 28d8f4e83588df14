import type { Budget, Scale } from '../budget.ts';
import type { StackDefinition } from '../definition.ts';
import { environmentNames } from '../environment.ts';
import type { Problem } from '../problem.ts';
import { bytes } from '../size.ts';
import { unknownKeys } from './environments.ts';

type Path = readonly (string | number)[];

const jobKeys = ['series', 'samplesPerSecond'];
const budgetKeys = [...jobKeys, 'disk', 'memory', 'ruleSeries', 'jobs'];

/** NX117: a budget or a scale of something that is not there. NX954: a number in them that is none. Jobs are looked up where they are known. */
export function checkBudgets(definition: StackDefinition): Problem[] {
  const environments = environmentNames.flatMap((name) => {
    const { budget, scale } = definition.environments?.[name] ?? {};
    const path = ['environments', name];
    return [...budgetProblems(budget, [...path, 'budget']), ...scaleProblems(scale, definition, [...path, 'scale'])];
  });
  return [
    ...budgetProblems(definition.budget, ['budget']),
    ...scaleProblems(definition.scale, definition, ['scale']),
    ...environments,
  ];
}

function budgetProblems(budget: Budget = {}, path: Path): Problem[] {
  const { disk, memory, ruleSeries, jobs = {} } = budget;
  return [
    ...unknownKeys(budget, budgetKeys, path, 'something that a budget limits'),
    ...positive({ series: budget.series, samplesPerSecond: budget.samplesPerSecond, ruleSeries }, path),
    ...sizes({ disk, memory }, path),
    ...Object.entries(jobs).flatMap(([job, limits]) => [
      ...unknownKeys(limits, jobKeys, [...path, 'jobs', job], 'something that the budget of a job limits'),
      ...positive({ series: limits.series, samplesPerSecond: limits.samplesPerSecond }, [...path, 'jobs', job]),
    ]),
  ];
}

function scaleProblems(scale: Scale = {}, { services }: StackDefinition, path: Path): Problem[] {
  const { nodes, replicas = {} } = scale;
  return [
    ...unknownKeys(scale, ['nodes', 'replicas'], path, 'something that scale says'),
    ...unknownKeys(replicas, Object.keys(services), [...path, 'replicas'], 'a service'),
    ...positive({ nodes }, path),
    ...positive(replicas, [...path, 'replicas']),
  ];
}

function positive(numbers: Readonly<Record<string, number | undefined>>, path: Path): Problem[] {
  return Object.entries(numbers)
    .filter(([, value]) => value !== undefined && !(Number.isFinite(value) && value > 0))
    .map(([key, value]) => problem([...path, key], `${value} is not a number above 0`, 'write a number, like 5000'));
}

function sizes(given: Readonly<Record<string, string | undefined>>, path: Path): Problem[] {
  return Object.entries(given)
    .filter(([, value]) => value !== undefined && bytes(value) === undefined)
    .map(([key, value]) =>
      problem([...path, key], `'${value}' is not a size`, "write a number and a unit, like '50Gi'"),
    );
}

function problem(path: Path, message: string, fix: string): Problem {
  return { code: 'NX954', path, message, fix };
}
