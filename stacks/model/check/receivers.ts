import type { StackDefinition } from '../definition.ts';
import type { Problem } from '../problem.ts';
import type { Channels, Receiver } from '../receiver.ts';
import type { Stack } from '../stack.ts';
import { unknownKeys } from './environments.ts';

const channels: Readonly<Record<keyof Channels, true>> = {
  slack: true,
  email: true,
  webhook: true,
  pagerduty: true,
  inbox: true,
};

/** Whether a receiver has a channel at all. */
export function delivers(receiver: Receiver): receiver is Channels {
  return (
    !('nowhere' in receiver) &&
    Object.entries(receiver).some(
      ([name, channel]) => name in channels && (Array.isArray(channel) ? channel.length > 0 : channel === true),
    )
  );
}

/** Where a receiver of this environment stands in the definition. */
export function receiverPath(name: string, stack: Stack, definition: StackDefinition): (string | number)[] {
  const overridden = definition.environments?.[stack.environment]?.receivers?.[name] !== undefined;
  return overridden ? ['environments', stack.environment, 'receivers', name] : ['receivers', name];
}

/** NX110: a receiver that delivers nothing and does not say why. NX111: mail without a mail server that can be reached. */
export function checkReceivers(stack: Stack, definition: StackDefinition): Problem[] {
  const receivers = Object.entries(stack.receivers).flatMap(([name, receiver]) =>
    checkReceiver(name, receiver, receiverPath(name, stack, definition), stack),
  );
  return [...receivers, ...checkMailServer(stack)];
}

function checkMailServer({ mail }: Stack): Problem[] {
  if (mail === undefined || /^[^:\s]+:\d+$/.test(mail.server)) return [];
  return [
    {
      code: 'NX111',
      path: ['mail', 'server'],
      message: 'the mail server is not given as host:port',
      fix: "write both, like 'smtp.example.org:587'",
    },
  ];
}

function checkReceiver(name: string, receiver: Receiver, path: readonly (string | number)[], stack: Stack): Problem[] {
  const unknown = unknownKeys(receiver, [...Object.keys(channels), 'nowhere'], path, 'a channel of a receiver');
  if (unknown.length > 0) return unknown;
  if ('nowhere' in receiver) {
    if (typeof receiver.nowhere === 'string' && receiver.nowhere.trim() !== '') return [];
    return [
      {
        code: 'NX110',
        path,
        message: `receiver '${name}' delivers nothing, and gives no reason`,
        fix: "write the reason: nowhere('handled by the ticket queue')",
      },
    ];
  }
  if (!delivers(receiver)) {
    const fix = "give it slack, email, webhook or pagerduty; if it is meant to drop alerts, say why: nowhere('…')";
    return [{ code: 'NX110', path, message: `receiver '${name}' delivers nothing`, fix }];
  }
  if (receiver.email !== undefined && stack.mail === undefined) {
    const fix = "give the stack 'mail: { server, from }'";
    return [
      {
        code: 'NX111',
        path: [...path, 'email'],
        message: `receiver '${name}' sends mail, but the stack has no mail server`,
        fix,
      },
    ];
  }
  return [];
}
