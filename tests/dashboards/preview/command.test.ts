import { expect, it } from 'vitest';
import { preview } from '../../../scripts/commands/preview.ts';

it.each([
  ['localhost:9090', 'write it as http://localhost:9090'],
  ['127.0.0.1:9090', 'write it as http://127.0.0.1:9090'],
  ['prometheus', 'write it as http://prometheus'],
  ['ftp://prometheus', 'write it as http://127.0.0.1:9090'],
])('the address %s of a Prometheus is refused, with one that would do', async (prometheus, fix) => {
  const options = { file: 'dashboard.json', prometheus } as Parameters<typeof preview>[0];
  const terminal = {} as Parameters<typeof preview>[1];
  await expect(preview(options, terminal)).rejects.toMatchObject({
    problems: [{ code: 'NX701', message: `'${prometheus}' is no URL that begins with http:// or https://`, fix }],
  });
});
