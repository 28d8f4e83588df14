import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, askByAddress, askPublished } from '../../scripts/verify/ask.ts';

let asked: { readonly url: string | undefined; readonly authorization: string | undefined }[] = [];
const server = createServer(({ url, headers }, response) => {
  asked.push({ url, authorization: headers.authorization });
  response.statusCode = url?.includes('missing') ? 404 : 200;
  response.end('text');
});
let host: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const failure = (address: string, path = '/api') =>
  askByAddress({ prometheus: address })('prometheus', path).then(
    () => 'no failure',
    (error: Error) => error.message,
  );

describe('an address with a password', () => {
  it('is asked with it, below its path', async () => {
    asked = [];
    await askByAddress({ prometheus: `http://me:p%40ss@${host}/below/` })('prometheus', '/api');
    const authorization = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    expect(asked).toEqual([{ url: '/below/api', authorization }]);
  });

  it('stands in no message', async () => {
    expect(await failure(`http://me:secret@${host}`, '/missing')).toBe(
      `prometheus answers 404 to http://${host}/missing`,
    );
    expect(await failure('http://me:secret@127.0.0.1:1')).toMatch(
      /^prometheus does not answer at http:\/\/127\.0\.0\.1:1: /,
    );
    expect(await failure('http://me:secret@')).toBe('the address of prometheus is no URL');
  });
});

describe('an address without one', () => {
  it('may be a host and a port', async () => {
    asked = [];
    expect(await askByAddress({ inbox: host })('inbox', '/api')).toBe('text');
    expect(asked).toEqual([{ url: '/api', authorization: undefined }]);
  });
});

describe('a part of a Compose project', () => {
  const inContainer: Ask = async (part, path) => `${part}${path} from inside`;

  it('is asked where it is published', async () => {
    expect(await askPublished({ prometheus: host }, inContainer)('prometheus', '/api')).toBe('text');
  });

  it('is asked from inside where it is published nowhere, or does not answer there', async () => {
    const ask = askPublished({ prometheus: '127.0.0.1:1' }, inContainer);
    expect(await ask('blackbox', '/probe')).toBe('blackbox/probe from inside');
    expect(await ask('prometheus', '/api')).toBe('prometheus/api from inside');
  });
});
