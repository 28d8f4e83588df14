/** The key under which the Pushgateway keeps a group of metrics, as the path that it is addressed by. */

/** Labels besides `job` that tell groups of one job apart. */
export type Grouping = Readonly<Record<string, string>>;

/**
 * The path of a group: `/metrics/job/backup/shard/a`. Values that a path cannot carry (a slash, nothing at all, a dot
 * that a client would resolve) are encoded in base64, as the Pushgateway offers it. Labels stand in order of their
 * names, so that the same key is always the same path.
 *
 * Throws an error that lists everything that is wrong with the key.
 */
export function groupPath(job: string, grouping: Grouping = {}): string {
  const problems = mistakes(job, grouping);
  if (problems.length > 0) throw new Error(`This is no key of the Pushgateway:\n  ${problems.join('\n  ')}`);
  const others = Object.entries(grouping).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['/metrics', ...[['job', job] as const, ...others].map(([label, value]) => segment(label, value))].join('/');
}

// What the Pushgateway takes: letters, digits and single underscores; it keeps `__` for itself, as Prometheus does.
const LABEL = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;

function mistakes(job: string, grouping: Grouping): string[] {
  const found: string[] = [];
  if (job === '') found.push('the job has no name. Give it the name under which the stack declares it in `pushes`.');
  for (const [label, value] of Object.entries(grouping)) {
    if (label === 'job') found.push('the grouping names `job`, which is the name of the job already. Leave it out.');
    else if (!LABEL.test(label)) found.push(`"${label}" is not a label name. Use letters, digits and single _.`);
    if (typeof value !== 'string') found.push(`the value of ${label} is no text. Write it as a string.`);
  }
  return found;
}

function segment(label: string, value: string): string {
  if (value === '') return `${label}@base64/=`;
  const plain = !value.includes('/') && !/^\.{1,2}$/.test(value) && wellFormed(value);
  if (plain) return `${label}/${encodeURIComponent(value)}`;
  return `${label}@base64/${Buffer.from(value, 'utf8').toString('base64url')}`;
}

/** Half a character of two cannot be encoded; as UTF-8 it becomes the replacement character. */
function wellFormed(value: string): boolean {
  return !/[\ud800-\udfff]/u.test(value);
}
