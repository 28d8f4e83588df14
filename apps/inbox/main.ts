import { parseArgs } from 'node:util';
import { runProgram } from '../program.ts';
import { parseAddress } from '../serve.ts';
import { startInbox } from './server.ts';

runProgram('inbox', async (args) => {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, listen: { type: 'string', default: '127.0.0.1:9095' } },
  });
  if (values.data === undefined) throw new Error('no folder. Usage: inbox --data DIR [--listen HOST:PORT]');
  return startInbox(values.data, parseAddress(values.listen));
});
