import type { StackDefinition } from '../definition.ts';
import { milliseconds } from '../duration.ts';
import { type Problem, unknownNameFix } from '../problem.ts';
import type { Route, Routing } from '../route.ts';
import type { Stack } from '../stack.ts';
import { delivers } from './receivers.ts';

type Path = readonly (string | number)[];

/** NX112: a route to a receiver that is not declared. NX113: a watchdog that reaches nobody. NX114: a route that matches nothing in particular. */
export function checkRouting(stack: Stack, definition: StackDefinition): Problem[] {
  const receivers = Object.keys(stack.receivers);
  const { routing } = stack;
  const overrides = definition.environments?.[stack.environment]?.routing;
  const routesPath: Path =
    overrides?.routes === undefined ? ['routing', 'routes'] : ['environments', stack.environment, 'routing', 'routes'];
  return [
    ...unknownReceiver(routing.receiver, ['routing', 'receiver'], receivers),
    ...unknownReceiver(routing.watchdog, ['routing', 'watchdog'], receivers),
    ...timing(routing, (key) =>
      overrides?.[key] === undefined ? ['routing', key] : ['environments', stack.environment, 'routing', key],
    ),
    ...routing.routes.flatMap((route, index) => checkRoute(route, [...routesPath, index], receivers)),
    ...silentWatchdog(stack),
  ];
}

function checkRoute(route: Route, path: Path, receivers: readonly string[]): Problem[] {
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
    ...unknownReceiver(route.receiver, [...path, 'receiver'], receivers),
    ...timing(route, (key) => [...path, key]),
    ...(route.routes ?? []).flatMap((child, index) => checkRoute(child, [...path, 'routes', index], receivers)),
  ];
}

function unknownReceiver(name: string, path: Path, receivers: readonly string[]): Problem[] {
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
