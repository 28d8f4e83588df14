import { type Command, InvalidArgumentError } from 'commander';
import { previewPort } from '../stacks/model/index.ts';

/** What `narthex preview` takes besides a stack. */
export interface PreviewFlags {
  readonly prometheus?: string;
  readonly file?: string;
  readonly port: number;
}

function portNumber(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('It has to be a port, from 0 to 65535.');
}

/** The options of `narthex preview`. */
export function withPreview(each: Command): Command {
  return each
    .option('--prometheus <url>', 'where Prometheus is, for a stack that runs elsewhere')
    .option('--file <file>', 'a dashboard as JSON, from anywhere, instead of those of the stack')
    .option('--port <number>', 'port of the page on 127.0.0.1; 0 takes any that is free', portNumber, previewPort);
}
