import type { Channels, Place, Stack } from '../../stacks/model/index.ts';

/** Which kinds of channel show our own messages; the others are sent data. */
export function showsMessages({ slack, email, pagerduty }: Channels): boolean {
  return [slack, email, pagerduty].some((channels) => channels !== undefined && channels.length > 0);
}

/** The `*_configs` of a receiver. */
export function channelConfigs(
  name: string,
  channels: Channels,
  stack: Stack,
  at: Place,
): Record<string, readonly object[]> {
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
        ...slackMessage,
      })),
    }),
    ...(channels.email && { email_configs: channels.email.map(({ to }) => ({ to, send_resolved: true, ...mail })) }),
    ...(webhooks.length > 0 && { webhook_configs: webhooks }),
    ...(channels.pagerduty && {
      pagerduty_configs: channels.pagerduty.map(({ routingKey }) => ({
        routing_key_file: at.secret(routingKey.name),
        send_resolved: true,
        ...incident(stack),
      })),
    }),
  };
}

/** Without a timeout a receiver that hangs holds its group for a whole interval. */
const webhookCommon = { send_resolved: true, timeout: '10s' };

/** A template of ours, applied to the whole notification. */
function shown(name: string): string {
  return `{{ template "narthex.${name}" . }}`;
}

const slackMessage = {
  title: shown('slack.title'),
  title_link: shown('alerts'),
  fallback: shown('text.title'),
  text: shown('slack.message'),
  color: shown('slack.color'),
};

const mail = {
  headers: { Subject: shown('text.title') },
  html: shown('html.message'),
  text: shown('text.message'),
};

/** Links whose address is empty are not sent. */
function incident({ name, environment }: Stack) {
  return {
    description: shown('text.title'),
    severity: shown('severity'),
    client: `Alertmanager of ${name} (${environment})`,
    client_url: shown('alerts'),
    class: '{{ .CommonLabels.alertname }}',
    component: '{{ or .CommonLabels.service .CommonLabels.job }}',
    group: `${name} ${environment}`,
    details: { message: shown('text.message'), where: '{{ template "narthex.text.where" .CommonLabels }}' },
    links: [
      { href: '{{ .CommonAnnotations.runbook_url }}', text: 'Runbook' },
      { href: '{{ .CommonAnnotations.dashboard_url }}', text: 'Dashboard' },
      { href: '{{ if .CommonLabels.alertname }}{{ (index .Alerts 0).GeneratorURL }}{{ end }}', text: 'Graph' },
      { href: shown('silence'), text: 'Silence' },
    ],
  };
}
