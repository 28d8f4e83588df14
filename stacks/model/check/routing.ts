import type { StackDefinition } from '../definition.ts';
import { milliseconds } from '../duration.ts';
import { isUnwanted, type Match } from '../match.ts';
import { type Problem, unknownNameFix } from '../problem.ts';
import type { Route, Routing } from '../route.ts';
import type { Stack } from '../stack.ts';
import { delivers } from './receivers.ts';

type Path = readonly (string | number)[];

/**
 * NX112: a route to a receiver that is not declared. NX113: a watchdog that reaches nobody. NX114: a route that matches nothing in
 * particular. NX132: a matcher that Alertmanager does not have. NX133: an escalation that cannot be. NX135: a mute time that is not there.
 */
export function checkRouting(stack: Stack, definition: StackDefinition): Problem[] {
  const { routing } = stack;
  const names = { receivers: Object.keys(stack.receivers), muteTimes: Object.keys(stack.muteTimes) };
  const { receivers } = names;
  const overrides = definition.environments?.[stack.environment]?.routing;
  const routesPath: Path =
    overrides?.routes === undefined ? ['routing', 'routes'] : ['environments', stack.environment, 'routing', 'routes'];
  return [
    ...unknownReceiver(routing.receiver, ['routing', 'receiver'], receivers),
    ...unknownReceiver(routing.watchdog, ['routing', 'watchdog'], receivers),
    ...timing(routing, (key) =>
      overrides?.[key] === undefined ? ['routing', key] : ['environments', stack.environment, 'routing', key],
    ),
    ...routing.routes.flatMap((route, index) => checkRoute(route, [...routesPath, index], names)),
    ...checkInhibitions(stack, definition),
    ...silentWatchdog(stack),
  ];
}

/** The names that a route may use. */
interface Names {
  readonly receivers: readonly string[];
  readonly muteTimes: readonly string[];
}

function checkRoute(route: Route, path: Path, names: Names): Problem[] {
  const { receivers, muteTimes } = names;
  const empty: Problem[] =
    Object.keys(route.match).length > 0
      ? []
      : [
          {
            code: 'NX114',
            path: [...path, 'match'],
            message: 'the route matches every alert',
            fix: "name a label, or make it the receiver of 'routing'",
          },
        ];
  return [
    ...empty,
    ...checkMatch(route.match, [...path, 'match']),
    ...unknownReceiver(route.receiver, [...path, 'receiver'], receivers),
    ...timing(route, (key) => [...path, key]),
    ...(['mute', 'activeOnly'] as const).flatMap((key) =>
      (route[key] ?? []).flatMap((name, index) => unknownMuteTime(name, [...path, key, index], muteTimes)),
    ),
    ...checkEscalations(route, [...path, 'escalate'], receivers),
    ...(route.routes ?? []).flatMap((child, index) => checkRoute(child, [...path, 'routes', index], names)),
  ];
}

function checkInhibitions({ inhibitions, environment }: Stack, definition: StackDefinition): Problem[] {
  const overridden = definition.environments?.[environment]?.inhibitions !== undefined;
  const path: Path = overridden ? ['environments', environment, 'inhibitions'] : ['inhibitions'];
  return inhibitions.flatMap(({ source, target }, index) => [
    ...checkMatch(source, [...path, index, 'source']),
    ...checkMatch(target, [...path, index, 'target']),
  ]);
}

/** Flags of a RegExp are not part of its text, and no value is one of none. */
function checkMatch(match: Match, path: Path): Problem[] {
  return Object.entries(match).flatMap(([label, condition]): Problem[] => {
    const value = isUnwanted(condition) ? condition.not : condition;
    const refuse = (message: string, fix: string): Problem[] => [
      { code: 'NX132', path: [...path, label], message, fix },
    ];
    if (value instanceof RegExp && value.flags !== '') {
      const fix = 'leave them out; for any case write both, like /[Aa]pi/';
      return refuse(`the flags '${value.flags}' of ${value} would be lost`, fix);
    }
    if (typeof value === 'object' && 'length' in value && value.length === 0) {
      return refuse('the list is empty', 'name the values, or leave the label out');
    }
    return [];
  });
}

function checkEscalations({ receiver, escalate = [] }: Route, path: Path, receivers: readonly string[]): Problem[] {
  return escalate.flatMap(({ after, to }, index): Problem[] => {
    const at = [...path, index];
    const refuse = (key: string, message: string, fix: string): Problem[] => [
      { code: 'NX133', path: [...at, key], message, fix },
    ];
    return [
      ...unknownReceiver(to, [...at, 'to'], receivers),
      ...((milliseconds(after) ?? 0) > 0
        ? []
        : refuse('after', `'${after}' is not a length of time`, "write how long the alert has to fire, like '15m'")),
      ...(to === receiver
        ? refuse(
            'to',
            `'${to}' is told at once, and would be told again`,
            "name somebody else; 'repeatInterval' repeats",
          )
        : []),
    ];
  });
}

/** NX135 if there is no such mute time. */
export function unknownMuteTime(name: string, path: Path, known: readonly string[]): Problem[] {
  if (known.includes(name)) return [];
  return [{ code: 'NX135', path, message: `there is no mute time '${name}'`, fix: muteTimeFix(name, known) }];
}

function muteTimeFix(name: string, known: readonly string[]): string {
  return known.length === 0 ? `say when it is: muteTimes: { '${name}': … }` : unknownNameFix(name, known);
}

/** NX112 if there is no such receiver. */
export function unknownReceiver(name: string, path: Path, receivers: readonly string[]): Problem[] {
  if (receivers.includes(name)) return [];
  return [{ code: 'NX112', path, message: `there is no receiver '${name}'`, fix: unknownNameFix(name, receivers) }];
}

const timings = ['groupWait', 'groupInterval', 'repeatInterval'] as const;

function timing(route: Route | Routing, path: (key: (typeof timings)[number]) => Path): Problem[] {
  return timings.flatMap((key): Problem[] => {
    const value = route[key];
    if (value === undefined || milliseconds(value) !== undefined) return [];
    return [
      {
        code: 'NX108',
        path: path(key),
        message: `'${value}' is not a duration`,
        fix: "write a number and a unit, like '30s' or '4h'",
      },
    ];
  });
}

/** Nobody would notice a dead stack if the proof of life went nowhere. */
function silentWatchdog(stack: Stack): Problem[] {
  const receiver = stack.receivers[stack.routing.watchdog];
  if (receiver === undefined || delivers(receiver)) return [];
  return [
    {
      code: 'NX113',
      path: ['routing', 'watchdog'],
      message: `in ${stack.environment} the watchdog goes to '${stack.routing.watchdog}', which delivers nothing`,
      fix: 'send it to a heartbeat service by webhook, so that somebody is called when it stops',
    },
  ];
}
