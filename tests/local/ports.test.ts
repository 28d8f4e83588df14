import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ProcessDescription } from '../../local/description.ts';
import { busyPorts, listeningInodes, split } from '../../local/supervisor/ports.ts';
import { freePorts } from './tiny-stack.ts';

const part = (name: string, ...ports: number[]) =>
  ({
    name,
    ports: ports.map((port) => ({ name: 'http', address: `127.0.0.1:${port}` })),
  }) as unknown as ProcessDescription;

describe('looking for ports that are taken', () => {
  it('finds none among free ones, and leaves them free', async () => {
    const [a = 0, b = 0] = await freePorts(2);
    const parts = [part('one', a), part('two', b)];
    expect(await busyPorts(parts)).toEqual([]);
    expect(await busyPorts(parts)).toEqual([]);
  });

  it.each(['127.0.0.1', '0.0.0.0'])('finds a port that somebody has at %s, and who', async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const [problem] = await busyPorts([part('prometheus', port)]);
      expect(problem).toMatchObject({ code: 'NX402', path: ['prometheus'] });
      expect(problem?.message).toContain(`port ${port} is in use`);
      if (process.platform === 'linux') expect(problem?.message).toContain(`process ${process.pid} `);
    } finally {
      server.close();
    }
  });

  it('says why an address cannot be had at all', async () => {
    const [free = 0] = await freePorts(1);
    const elsewhere = { name: 'far', ports: [{ name: 'http', address: `192.0.2.1:${free}` }] };
    const [problem] = await busyPorts([elsewhere as unknown as ProcessDescription]);
    expect(problem?.message).toContain('EADDRNOTAVAIL');
  });
});

describe('reading the table of sockets', () => {
  const line = (local: string, state: string, inode: number) =>
    `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0`;

  it('takes the listening ones of the port, of both kinds of addresses', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      line('0100007F:2382', '0A', 11),
      line('0100007F:2382', '01', 12),
      line('0100007F:2383', '0A', 13),
      line('00000000000000000000000000000000:2382', '0A', 14),
    ].join('\n');
    expect(listeningInodes(table, 0x2382)).toEqual(['11', '14']);
  });

  it('splits an address at its last colon', () => {
    expect(split('127.0.0.1:9090')).toEqual({ host: '127.0.0.1', port: 9090 });
  });
});
