import type { StackDefinition } from '../definition.ts';
import type { Problem } from '../problem.ts';
import type { Channels, Receiver } from '../receiver.ts';
import type { Stack } from '../stack.ts';

/** Whether a receiver has a channel at all. */
export function delivers(receiver: Receiver): receiver is Channels {
  return (
    !('nowhere' in receiver) &&
    Object.values(receiver).some((channel) => (Array.isArray(channel) ? channel.length > 0 : channel === true))
  );
}

/** Where a receiver of this environment stands in the definition. */
export function receiverPath(name: string, stack: Stack, definition: StackDefinition): (string | number)[] {
  const overridden = definition.environments?.[stack.environment]?.receivers?.[name] !== undefined;
  return overridden ? ['environments', stack.environment, 'receivers', name] : ['receivers', name];
}

/** NX110: a receiver that delivers nothing and does not say why. NX111: mail without a mail server. */
export function checkReceivers(stack: Stack, definition: StackDefinition): Problem[] {
  return Object.entries(stack.receivers).flatMap(([name, receiver]): Problem[] => {
    const path = receiverPath(name, stack, definition);
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
  });
}
