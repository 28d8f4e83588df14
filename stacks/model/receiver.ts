import type { SecretRef } from './secret.ts';

/** A channel of Slack. */
export interface SlackChannel {
  /** The incoming webhook's URL. */
  readonly url: SecretRef;
  /** `#shop`. */
  readonly channel: string;
}

/** A mail, by the mail server of the `mail` settings. */
export interface EmailAddress {
  /** One address, or several with commas between them. */
  readonly to: string;
}

/** A webhook of somebody else; the URL often holds a token, so it is a secret. */
export interface Webhook {
  readonly url: SecretRef;
  /** Bearer token that the receiver asks for. */
  readonly token?: SecretRef;
}

/** A service of PagerDuty, by its routing key (Events API v2). */
export interface PagerDutyService {
  readonly routingKey: SecretRef;
}

/** Where alerts go: one name, one or more channels. */
export interface Channels {
  readonly slack?: readonly SlackChannel[];
  readonly email?: readonly EmailAddress[];
  readonly webhook?: readonly Webhook[];
  readonly pagerduty?: readonly PagerDutyService[];
  /** Narthex's own inbox, a small program in the stack that keeps what it is sent: for development and tests. */
  readonly inbox?: true;
}

/** A receiver that delivers nothing has to say why. */
export type Receiver = Channels | { readonly nowhere: string };

/** A receiver that delivers to Narthex's own inbox. */
export function inbox(): Receiver {
  return { inbox: true };
}

/** A receiver that drops what it gets. The reason is shown wherever the receiver is. */
export function nowhere(reason: string): Receiver {
  return { nowhere: reason };
}

/** The mail server for receivers with `email`. */
export interface MailServer {
  /** `host:port`. */
  readonly server: string;
  /** The address in the field From. */
  readonly from: string;
  /** Without it nobody logs in. */
  readonly username?: string;
  readonly password?: SecretRef;
}
