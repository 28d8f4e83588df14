import { parseArgs } from 'node:util';
import { runProgram } from '../program.ts';
import { parseAddress } from '../serve.ts';
import { startRunbooks } from './server.ts';

runProgram('runbooks', async (args) => {
  const { values } = parseArgs({
    args,
    options: { pages: { type: 'string' }, listen: { type: 'string', default: '127.0.0.1:9096' } },
  });
  if (values.pages === undefined) throw new Error('no folder. Usage: runbooks --pages DIR [--listen HOST:PORT]');
  return startRunbooks(values.pages, parseAddress(values.listen));
});
