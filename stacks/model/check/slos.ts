import type { StackDefinition } from '../definition.ts';
import { milliseconds } from '../duration.ts';
import { environmentNames } from '../environment.ts';
import type { Problem } from '../problem.ts';
import { type Slo, tierNames } from '../slo.ts';
import type { Stack } from '../stack.ts';
import { unknownKeys } from './environments.ts';
import { checkCounted } from './slo-counted.ts';
import { checkObjective } from './slo-objective.ts';

type Path = readonly (string | number)[];

const common = ['kind', 'summary', 'objective', 'window', 'team', 'by', 'tiers', 'names'];
/** What the SLOs of each kind may say. */
const keys: Readonly<Record<Slo['kind'], readonly string[]>> = {
  availability: [...common, 'requests', 'errors', 'good', 'lowTraffic'],
  latency: [...common, 'histogram', 'within', 'where', 'native', 'lowTraffic'],
  probe: [...common, 'probe'],
  freshness: [...common, 'timestamp', 'within'],
};
const changeable = ['objective', 'window', 'tiers', 'off'];
const tierKeys = ['budget', 'long', 'short', 'severity', 'for', 'off'];

/** NX117: something that no SLO says, or a change of one that is not there. NX143: something that is left out without a reason. */
export function checkSloKeys({ slos = {}, environments }: StackDefinition): Problem[] {
  const own = Object.entries(slos).flatMap(([name, slo]) => {
    const path = ['slos', name];
    return [
      ...unknownKeys(slo, keys[slo.kind] ?? common, path, 'something that such an SLO says'),
      ...tierProblems(slo.tiers, [...path, 'tiers']),
    ];
  });
  const changes = environmentNames.flatMap((environment) => {
    const overrides = environments?.[environment]?.slos ?? {};
    const path = ['environments', environment, 'slos'];
    return [
      ...unknownKeys(overrides, Object.keys(slos), path, 'an SLO'),
      ...Object.entries(overrides).flatMap(([name, override]) => [
        ...unknownKeys(override, changeable, [...path, name], 'something that an environment changes of an SLO'),
        ...('off' in override
          ? withoutReason(override.off, [...path, name, 'off'])
          : tierProblems(override.tiers, [...path, name, 'tiers'])),
      ]),
    ];
  });
  return [...own, ...changes];
}

function tierProblems(tiers: Slo['tiers'] = {}, path: Path): Problem[] {
  return [
    ...unknownKeys(tiers, tierNames, path, 'a pair of windows'),
    ...Object.entries(tiers).flatMap(([name, change]) => [
      ...unknownKeys(change, tierKeys, [...path, name], 'something that a pair of windows says'),
      ...('off' in change ? withoutReason(change.off, [...path, name, 'off']) : []),
    ]),
  ];
}

function withoutReason(reason: unknown, path: Path): Problem[] {
  if (typeof reason === 'string' && reason.trim() !== '') return [];
  const fix = "write the reason: { off: 'nobody works on tickets of this' }";
  return [{ code: 'NX143', path, message: 'it is left out without a reason', fix }];
}

/**
 * NX140: an objective that no SLO can have, or that makes an alert that can never fire. NX141: windows that cannot be. NX142: an SLO
 * of something that cannot be counted so. NX143: nobody has decided what to do where little happens. NX108: a duration that is none.
 */
export function checkSlos(stack: Stack, definition: StackDefinition): Problem[] {
  return Object.entries(stack.slos).flatMap(([name, slo]) => {
    const changed = definition.environments?.[stack.environment]?.slos?.[name] ?? {};
    const path = (...rest: Path): Path =>
      rest[0] !== undefined && rest[0] in changed
        ? ['environments', stack.environment, 'slos', name, ...rest]
        : ['slos', name, ...rest];
    const durations = notDurations(slo, path);
    return [
      ...durations,
      ...checkCounted(slo, stack, path),
      ...lowTrafficProblems(slo, path),
      // Windows are compared once each of them is one.
      ...(durations.length === 0 ? checkObjective(slo, stack, path) : []),
    ];
  });
}

/** Where in the definition a part of an SLO stands: in the environment where that changes it. */
export type SloPath = (...rest: Path) => Path;

function notDurations(slo: Slo, path: SloPath): Problem[] {
  const tiers = Object.entries(slo.tiers ?? {}).flatMap(([name, change]): (readonly [Path, unknown])[] =>
    'off' in change ? [] : (['long', 'short', 'for'] as const).map((key) => [path('tiers', name, key), change[key]]),
  );
  const given: (readonly [Path, unknown])[] = [
    [path('window'), slo.window],
    ...(slo.kind === 'freshness' ? [[path('within'), slo.within] as const] : []),
    ...tiers,
  ];
  return given
    .filter(([at, value]) => value !== undefined && !isDuration(value, at.at(-1) === 'for'))
    .map(([at, value]): Problem => {
      const fix = "write a number and a unit, like '30d' or '5m'";
      return { code: 'NX108', path: at, message: `'${String(value)}' is not a duration`, fix };
    });
}

function isDuration(value: unknown, orNone: boolean): boolean {
  const length = typeof value === 'string' ? milliseconds(value) : undefined;
  return length !== undefined && (length > 0 || orNone);
}

function lowTrafficProblems(slo: Slo, path: SloPath): Problem[] {
  if (slo.kind === 'probe' || slo.kind === 'freshness') return [];
  const chosen: object | undefined = slo.lowTraffic;
  const refuse = (message: string, fix: string): Problem[] => [
    { code: 'NX143', path: path('lowTraffic'), message, fix },
  ];
  const choices =
    "write { atLeast: 10 } bad events, { floor: 0.5 } events per second, or { none: 'why nothing is done' }";
  const [[kind, value] = [], ...others] = Object.entries(chosen ?? {});
  if (kind === undefined || others.length > 0 || !['atLeast', 'floor', 'none'].includes(kind))
    return refuse('nobody has decided what happens where so little goes on that one failure is a large share', choices);
  if (kind === 'none') {
    const reason = typeof value === 'string' && value.trim() !== '';
    return reason ? [] : refuse('nothing is done where little goes on, without a reason', choices);
  }
  const valid = typeof value === 'number' && Number.isFinite(value) && value > 0;
  return valid ? [] : refuse(`${String(value)} is not a number above 0`, choices);
}
