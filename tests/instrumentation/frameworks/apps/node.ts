import type { IncomingMessage, ServerResponse } from 'node:http';
import { monitoring } from '../../../../exporters/instrumentation/frameworks/node.ts';
import type { Subject } from '../subject.ts';

const routes = ['/users/:id', '/tenants/:tenant/orders/:order', '/fail/:how', '/stream', '/broken', '/slow'].map(
  (template) => ({ template, pattern: new RegExp(`^${template.replaceAll(/:\w+/g, '([^/]+)')}$`) }),
);

const pathOf = ({ url = '' }: IncomingMessage) => url.replace(/\?.*/, '');

const templateOf = (request: IncomingMessage) => routes.find(({ pattern }) => pattern.test(pathOf(request)))?.template;

/** A server without a framework, with the routes that a function knows. */
export const node: Subject = {
  name: 'node:http',
  start: async ({ times, ...options }) => {
    let listener: (request: IncomingMessage, response: ServerResponse) => unknown = (request, response) =>
      answer(request, response).catch((error: unknown) => {
        const known = error instanceof Error && error.message === 'known';
        response.writeHead(known ? 418 : 500).end();
      });
    for (let time = 0; time < times; time += 1) {
      listener = monitoring<IncomingMessage, ServerResponse>(listener, {
        ...options,
        route: templateOf,
      });
    }
    return { listener };
  },
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method } = request;
  const path = pathOf(request);
  const template = templateOf(request);
  if (template === '/users/:id' && method === 'OPTIONS') response.writeHead(204).end();
  else if (template === '/users/:id' && method === 'POST') {
    await request.toArray();
    response.writeHead(201).end();
  } else if (template === '/users/:id') response.end(JSON.stringify({ id: path.slice(7) }));
  else if (template === '/tenants/:tenant/orders/:order') response.end('order');
  else if (template === '/fail/:how') throw new Error(path === '/fail/handled' ? 'known' : 'unknown');
  else if (template === '/stream') {
    response.write('one');
    setTimeout(() => response.end('two'), 80);
  } else if (template === '/broken') {
    response.write('one');
    setTimeout(() => response.destroy(new Error('broken')), 10);
  } else if (template === '/slow') await request.toArray();
  else response.writeHead(404).end();
}
