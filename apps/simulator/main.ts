import { parseArgs } from 'node:util';
import { runProgram } from '../program.ts';
import { parseAddress } from '../serve.ts';
import { startSimulator } from './server.ts';
import { readSpec } from './spec.ts';

runProgram('simulator', async (args) => {
  const { values } = parseArgs({ args, options: { spec: { type: 'string' }, listen: { type: 'string' } } });
  if (values.spec === undefined) throw new Error('no spec. Usage: simulator --spec FILE [--listen HOST:PORT]');
  const spec = await readSpec(values.spec);
  const address =
    values.listen === undefined ? { host: '127.0.0.1', port: spec.port ?? 8000 } : parseAddress(values.listen);
  return startSimulator(spec, address);
});
