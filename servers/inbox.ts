import { type Stack, seconds, type Workload } from '../stacks/model/index.ts';
import { ownHealth, ownProgram } from './own-program.ts';

const port = 9095;

/** Whether any receiver of this stack delivers to the inbox. */
export function needsInbox(stack: Stack): boolean {
  return Object.values(stack.receivers).some((receiver) => 'inbox' in receiver && receiver.inbox === true);
}

/** Narthex's inbox: receives Alertmanager's webhooks, keeps them, shows them. For development and tests. */
export function inboxWorkload(stack: Stack): Workload {
  const { retention } = stack.alertmanager;
  return {
    ...ownProgram,
    name: 'inbox',
    summary: 'Keeps the notifications that would go to people.',
    image: stack.versions.node,
    args: (at) => [
      at.file('inbox.mjs'),
      '--listen',
      at.listen('http'),
      '--data',
      at.data('data'),
      ...(retention === undefined ? [] : ['--keep', String(seconds(retention))]),
    ],
    configFolder: '/etc/narthex/inbox',
    files: [{ path: 'inbox.mjs', asset: 'inbox.mjs' }],
    // The one folder of the image that an ordinary user owns: a new volume takes the owner of what it is mounted over.
    volumes: [{ name: 'data', mountPath: '/home/node', size: '1Gi' }],
    hardening: { user: { uid: 1000, gid: 1000 }, exceptions: [] },
    ports: [{ name: 'http', number: port }],
    health: ownHealth(port),
  };
}
