import colors from 'picocolors';

/** Where a command writes: results to standard output, everything about the work itself to standard error. */
export interface Terminal {
  readonly result: (text: string) => void;
  /** What is going on. On a terminal the line is replaced by the next one; elsewhere each is a line of its own. */
  readonly progress: (text: string) => void;
  /** Ends a line of progress. */
  readonly done: () => void;
  readonly note: (text: string) => void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const interactive = process.stderr.isTTY === true;
  // Whoever reads may stop before the end, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  let open = false;
  const done = () => {
    if (open) process.stderr.write('\r\u001b[K');
    open = false;
  };
  return {
    result: (text) => {
      done();
      process.stdout.write(`${text}\n`);
    },
    progress: (text) => {
      if (!interactive) {
        process.stderr.write(`${text}\n`);
        return;
      }
      const width = Math.max(20, (process.stderr.columns ?? 80) - 1);
      process.stderr.write(`\r\u001b[K${colors.dim(text.split('\n')[0]?.slice(0, width) ?? '')}`);
      open = true;
    },
    done,
    note: (text) => {
      done();
      process.stderr.write(`${text}\n`);
    },
  };
}

/** Marks of the outcome of a step, with a word beside the colour for those who do not see it. */
export const marks = {
  ok: colors.green('✓'),
  failed: colors.red('✗'),
  skipped: colors.yellow('–'),
};
