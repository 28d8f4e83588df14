import { readFile } from 'node:fs/promises';
import type { RulePolicy } from '../../promql/index.ts';
import { rulePolicy } from '../../stacks/analysis/index.ts';
import { checkPolicy, NarthexError, type Policy, type Problem } from '../../stacks/model/index.ts';

/** Reads a policy from a JSON file: the same keys as in a definition. Throws a `NarthexError` for one that cannot be used. */
export async function readPolicy(file: string): Promise<RulePolicy> {
  const refuse = (problems: readonly Problem[]) => new NarthexError(`The policy in ${file} cannot be used.`, problems);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw refuse([{ code: 'NX851', path: [], message: `${file}: ${reason}`, fix: 'give a file that can be read' }]);
  });
  let policy: unknown;
  try {
    policy = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    throw refuse([{ code: 'NX855', path: [], message: `this is no JSON: ${message}`, fix: 'write it as JSON' }]);
  }
  const problems = checkPolicy(policy);
  if (problems.length > 0) throw refuse(problems);
  return rulePolicy(policy as Policy);
}
