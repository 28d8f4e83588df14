import { pipeline } from 'node:stream';
import expressApp, { type NextFunction, type Request, type Response, Router } from 'express';
import { monitoring } from '../../../../exporters/instrumentation/frameworks/express.ts';
import type { Subject } from '../subject.ts';
import { broken, fail, slowly, Teapot } from './streams.ts';

/** An application of Express 5. */
export const express: Subject = {
  name: 'Express',
  start: async ({ times, ...options }) => {
    const app = expressApp();
    app.set('env', 'test');
    for (let time = 0; time < times; time += 1) app.use(monitoring(options));
    app.get('/users/:id', (request, response) => void response.json({ id: request.params.id }));
    app.post('/users/:id', async (request, response) => {
      await request.toArray();
      response.status(201).end();
    });
    app.options('/users/:id', (_, response) => void response.status(204).end());
    const orders = Router({ mergeParams: true });
    orders.get('/orders/:order', (_, response) => void response.send('order'));
    app.use('/tenants/:tenant', orders);
    app.get('/fail/:how', (request) => fail(request.params.how));
    app.get('/stream', (_, response) => void slowly().pipe(response));
    app.get('/broken', (_, response) => void pipeline(broken(), response, () => undefined));
    app.get('/slow', () => undefined);
    app.post('/slow', async (request) => void (await request.toArray()));
    app.use((error: unknown, _: Request, response: Response, next: NextFunction) => {
      if (error instanceof Teapot) response.status(418).end();
      else next(error);
    });
    return { listener: app };
  },
};
