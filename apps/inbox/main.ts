import { parseArgs } from 'node:util';
import { runProgram } from '../program.ts';
import { parseAddress } from '../serve.ts';
import { startInbox } from './server.ts';

runProgram('inbox', async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      keep: { type: 'string' },
      listen: { type: 'string', default: '127.0.0.1:9095' },
    },
  });
  if (values.data === undefined)
    throw new Error('no folder. Usage: inbox --data DIR [--keep SECONDS] [--listen HOST:PORT]');
  const keep = values.keep === undefined ? Number.POSITIVE_INFINITY : 1000 * Number(values.keep);
  if (!(keep > 0)) throw new Error(`--keep ${values.keep} is no number of seconds`);
  return startInbox(values.data, parseAddress(values.listen), keep);
});
