import {
  type Condition,
  delivers,
  escapeRegExp,
  type Inhibition,
  isUnwanted,
  type MailServer,
  type Match,
  type Place,
  type Stack,
} from '../../stacks/model/index.ts';
import { channelConfigs, showsMessages } from './channels.ts';
import { templateFile } from './templates/index.ts';
import { timeIntervals } from './time-intervals.ts';
import { type Branch, branchesOf } from './tree.ts';

/** The content of `alertmanager.yml`. Every secret is the path of a file. */
export function alertmanagerConfig(stack: Stack, at: Place): Record<string, unknown> {
  const { routing, muteTimes } = stack;
  const mail = usedMailServer(stack);
  return {
    global: {
      resolve_timeout: '5m',
      ...(mail && {
        smtp_smarthost: mail.server,
        smtp_from: mail.from,
        smtp_require_tls: true,
        ...(mail.username && { smtp_auth_username: mail.username }),
        ...(mail.password && { smtp_auth_password_file: at.secret(mail.password.name) }),
      }),
    },
    ...(hasMessages(stack) && { templates: [at.file(templateFile)] }),
    ...(Object.keys(muteTimes).length > 0 && { time_intervals: timeIntervals(muteTimes) }),
    route: {
      receiver: routing.receiver,
      group_by: routing.groupBy,
      group_wait: routing.groupWait,
      group_interval: routing.groupInterval,
      repeat_interval: routing.repeatInterval,
      routes: branchesOf(routing).map(routeConfig),
    },
    inhibit_rules: stack.inhibitions.map(inhibitionConfig),
    receivers: Object.entries(stack.receivers).map(([name, receiver]) =>
      delivers(receiver) ? { name, ...channelConfigs(name, receiver, stack, at) } : { name },
    ),
  };
}

/** The mail server, if any receiver of this environment sends mail. */
export function usedMailServer(stack: Stack): MailServer | undefined {
  return Object.values(stack.receivers).some((receiver) => delivers(receiver) && receiver.email)
    ? stack.mail
    : undefined;
}

/** Whether any receiver of this environment shows a message of ours. */
export function hasMessages({ receivers }: Stack): boolean {
  return Object.values(receivers).some((receiver) => delivers(receiver) && showsMessages(receiver));
}

function routeConfig(branch: Branch): Record<string, unknown> {
  return {
    matchers: matchers(branch.match),
    receiver: branch.receiver,
    ...(branch.groupBy && { group_by: branch.groupBy }),
    ...(branch.groupWait && { group_wait: branch.groupWait }),
    ...(branch.groupInterval && { group_interval: branch.groupInterval }),
    ...(branch.repeatInterval && { repeat_interval: branch.repeatInterval }),
    ...(branch.mute.length > 0 && { mute_time_intervals: branch.mute }),
    ...(branch.activeOnly.length > 0 && { active_time_intervals: branch.activeOnly }),
    ...(branch.continue && { continue: true }),
    ...(branch.routes.length > 0 && { routes: branch.routes.map(routeConfig) }),
  };
}

function inhibitionConfig(inhibition: Inhibition) {
  return {
    source_matchers: matchers(inhibition.source),
    target_matchers: matchers(inhibition.target),
    equal: inhibition.equal,
  };
}

/** Alertmanager's UTF-8 matcher syntax. */
function matchers(match: Match): string[] {
  return Object.entries(match).map(([label, condition]) => matcher(label, condition));
}

/** A list becomes an alternation; Alertmanager anchors regular expressions itself. */
function matcher(label: string, condition: Condition): string {
  const negated = isUnwanted(condition);
  const value = negated ? condition.not : condition;
  if (typeof value === 'string') return `${label}${negated ? '!=' : '='}${JSON.stringify(value)}`;
  const pattern = value instanceof RegExp ? value.source : value.map(escapeRegExp).join('|');
  return `${label}${negated ? '!~' : '=~'}${JSON.stringify(pattern)}`;
}
