import { environmentNames } from '../environment.ts';
import { type Problem, unknownNameFix } from '../problem.ts';
import type { RouteTest } from '../route-test.ts';
import type { Stack } from '../stack.ts';
import { duplicates } from './names.ts';
import { unknownMuteTime, unknownReceiver } from './routing.ts';

type Path = readonly (string | number)[];

/** A date and time with its offset; without one it would be another moment on every machine. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** NX134: a test of the routing that asks for nothing, or for something that is not there. NX103: two of one name. */
export function checkRouteTests(stack: Stack): Problem[] {
  const { tests = [] } = stack.routing;
  const named = tests.map(({ name }, index): [string, Path] => [name, ['routing', 'tests', index, 'name']]);
  return [
    ...duplicates(named, new Set(), 'test of the routing', 'give each test a sentence of its own'),
    ...tests.flatMap((test, index) => checkRouteTest(test, ['routing', 'tests', index], stack)),
  ];
}

function checkRouteTest(test: RouteTest, path: Path, stack: Stack): Problem[] {
  const receivers = Object.keys(stack.receivers);
  const refuse = (key: string, message: string, fix: string): Problem => ({
    code: 'NX134',
    path: [...path, key],
    message,
    fix,
  });
  const { name, alert, firing = [], at, reaches, escalatesTo = [], mutedBy, inhibitedBy, environments = [] } = test;
  const sources = firing.map(({ alertname }) => alertname);
  return [
    ...(name.trim() === '' ? [refuse('name', 'the test has no name', 'say in a sentence who is told of what')] : []),
    ...[alert, ...firing]
      .filter(({ alertname }) => typeof alertname !== 'string' || alertname === '')
      .map(() => refuse('alert', 'an alert has no alertname', 'name an alert of the stack')),
    ...(at !== undefined && (!moment.test(at) || Number.isNaN(Date.parse(at)))
      ? [refuse('at', `'${at}' is no moment`, "write date, time and offset, like '2026-01-03T03:00:00Z'")]
      : []),
    ...reaches.flatMap((receiver, index) => unknownReceiver(receiver, [...path, 'reaches', index], receivers)),
    ...escalatesTo.flatMap((receiver, index) => unknownReceiver(receiver, [...path, 'escalatesTo', index], receivers)),
    ...(mutedBy === undefined ? [] : unknownMuteTime(mutedBy, [...path, 'mutedBy'], Object.keys(stack.muteTimes))),
    ...(mutedBy !== undefined && at === undefined
      ? [
          refuse(
            'mutedBy',
            'a mute time is expected, and the test has no moment',
            "say when: at: '2026-01-03T03:00:00Z'",
          ),
        ]
      : []),
    ...(inhibitedBy !== undefined && !sources.includes(inhibitedBy)
      ? [refuse('inhibitedBy', `'${inhibitedBy}' is not among 'firing'`, "add it to 'firing'")]
      : []),
    ...environments
      .filter((environment) => !environmentNames.includes(environment))
      .map((environment) =>
        refuse(
          'environments',
          `there is no environment '${environment}'`,
          unknownNameFix(environment, environmentNames),
        ),
      ),
  ];
}
