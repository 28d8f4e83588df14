import {
  type Channels,
  delivers,
  escapeRegExp,
  type Inhibition,
  type MailServer,
  type Match,
  type Place,
  type Receiver,
  type Route,
  type Stack,
} from '../../stacks/model/index.ts';

/** The name of the alert that always fires, so that silence is noticed. */
export const watchdogAlert = 'Watchdog';

/** The content of `alertmanager.yml`. Every secret is the path of a file. */
export function alertmanagerConfig(stack: Stack, at: Place): Record<string, unknown> {
  const { routing } = stack;
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
    route: {
      receiver: routing.receiver,
      group_by: routing.groupBy,
      group_wait: routing.groupWait,
      group_interval: routing.groupInterval,
      repeat_interval: routing.repeatInterval,
      routes: [watchdogRoute(stack), ...routing.routes.map(routeConfig)],
    },
    inhibit_rules: stack.inhibitions.map(inhibitionConfig),
    receivers: Object.entries(stack.receivers).map(([name, receiver]) => receiverConfig(name, receiver, at)),
  };
}

/** The mail server, if any receiver of this environment sends mail. */
export function usedMailServer(stack: Stack): MailServer | undefined {
  return Object.values(stack.receivers).some((receiver) => delivers(receiver) && receiver.email)
    ? stack.mail
    : undefined;
}

/** Reported every minute: the heartbeat service should call somebody soon after it stops. */
function watchdogRoute(stack: Stack) {
  return {
    matchers: [`alertname="${watchdogAlert}"`],
    receiver: stack.routing.watchdog,
    group_by: ['alertname'],
    group_wait: '0s',
    group_interval: '1m',
    // Less than the group's interval: equal to it, every second one would come a moment too early and be left out.
    repeat_interval: '50s',
  };
}

function routeConfig(route: Route): Record<string, unknown> {
  return {
    matchers: matchers(route.match),
    receiver: route.receiver,
    ...(route.groupBy && { group_by: route.groupBy }),
    ...(route.groupWait && { group_wait: route.groupWait }),
    ...(route.groupInterval && { group_interval: route.groupInterval }),
    ...(route.repeatInterval && { repeat_interval: route.repeatInterval }),
    ...(route.continue && { continue: true }),
    ...(route.routes && { routes: route.routes.map(routeConfig) }),
  };
}

function inhibitionConfig(inhibition: Inhibition) {
  return {
    source_matchers: matchers(inhibition.source),
    target_matchers: matchers(inhibition.target),
    equal: inhibition.equal,
  };
}

/** Alertmanager's UTF-8 matcher syntax. A list becomes an alternation; Alertmanager anchors regular expressions itself. */
function matchers(match: Match): string[] {
  return Object.entries(match).map(([label, value]) => {
    if (typeof value === 'string') return `${label}=${JSON.stringify(value)}`;
    const pattern = value instanceof RegExp ? value.source : value.map(escapeRegExp).join('|');
    return `${label}=~${JSON.stringify(pattern)}`;
  });
}

function receiverConfig(name: string, receiver: Receiver, at: Place): Record<string, unknown> {
  if (!delivers(receiver)) return { name };
  return { name, ...channelConfigs(name, receiver, at) };
}

function channelConfigs(name: string, channels: Channels, at: Place): Record<string, unknown> {
  const webhooks = [
    ...(channels.inbox ? [{ url: `http://${at.address('inbox')}/alerts/${name}`, ...webhookCommon }] : []),
    ...(channels.webhook ?? []).map(({ url, token }) => ({
      url_file: at.secret(url.name),
      ...webhookCommon,
      ...(token && { http_config: { authorization: { credentials_file: at.secret(token.name) } } }),
    })),
  ];
  return {
    ...(channels.slack && {
      slack_configs: channels.slack.map(({ url, channel }) => ({
        api_url_file: at.secret(url.name),
        channel,
        send_resolved: true,
      })),
    }),
    ...(channels.email && { email_configs: channels.email.map(({ to }) => ({ to, send_resolved: true })) }),
    ...(webhooks.length > 0 && { webhook_configs: webhooks }),
    ...(channels.pagerduty && {
      pagerduty_configs: channels.pagerduty.map(({ routingKey }) => ({
        routing_key_file: at.secret(routingKey.name),
        send_resolved: true,
      })),
    }),
  };
}

/** Without a timeout a receiver that hangs holds its group for a whole interval. */
const webhookCommon = { send_resolved: true, timeout: '10s' };
