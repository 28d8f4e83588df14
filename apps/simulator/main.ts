import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runProgram } from '../program.ts';
import { parseAddress } from '../serve.ts';
import { startSimulator } from './server.ts';
import { readSpec } from './spec.ts';

runProgram('simulator', async (args) => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { spec: text, listen: text, 'token-file': text } });
  if (values.spec === undefined)
    throw new Error('no spec. Usage: simulator --spec FILE [--listen HOST:PORT] [--token-file FILE]');
  const spec = await readSpec(values.spec);
  const address =
    values.listen === undefined ? { host: '127.0.0.1', port: spec.port ?? 8000 } : parseAddress(values.listen);
  const tokenFile = values['token-file'];
  return startSimulator(spec, address, tokenFile === undefined ? {} : { token: await readToken(tokenFile) });
});

/** An empty token would open the door to everybody. */
async function readToken(path: string): Promise<string> {
  const token = (await readFile(path, 'utf8')).trim();
  if (token === '') throw new Error(`the token in ${path} is empty`);
  return token;
}
