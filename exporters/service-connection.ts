import type { Connection, Stack } from '../stacks/model/index.ts';

/** The connection of an exporter to the service it watches, in the stack or outside. */
export function serviceConnection(stack: Stack, name: string): readonly Connection[] {
  const service = stack.services[name];
  if (service?.run.kind !== 'deployed') return [{ to: name, purpose: 'data' }];
  const port = Number(service.run.address.split(':').at(-1));
  return [{ outside: name, port: Number.isInteger(port) ? port : service.port, purpose: 'data' }];
}
