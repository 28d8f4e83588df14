import { readdirSync } from 'node:fs';
import type { AuditOptions, QueryParameters } from '../../../exporters/instrumentation/audit/index.ts';
import {
  type Audit,
  type AuditDocument,
  type AuditProblem,
  openAudit,
} from '../../../exporters/instrumentation/audit/index.ts';
import { fakeClock } from '../clock.ts';

/** An audit trail on a clock that stands still, and what it says. */
export async function opened(options: Partial<AuditOptions> = {}) {
  const clock = fakeClock();
  const problems: AuditProblem[] = [];
  const audit = await openAudit({
    service: 'integration-controller',
    clock,
    warn: (_, problem) => problems.push(problem),
    ...options,
  });
  return { audit, clock, problems };
}

/** What `/audit` says; throws when it refuses. */
export async function asked(audit: Pick<Audit, 'handler'>, parameters: QueryParameters = {}): Promise<AuditDocument> {
  const { body } = await audit.handler(parameters);
  if ('errors' in body) throw new Error(body.errors.join('\n'));
  return body;
}

/** Records events whose resources are called by their number. */
export function recordMany(audit: Audit, count: number, from = 0): void {
  for (let index = from; index < from + count; index += 1)
    audit.record({
      type: index % 3 === 0 ? 'user_login' : 'brief_created',
      user: `user_${index % 7}`,
      resource: `r${index}`,
      success: index % 10 !== 0,
    });
}

/** The files of a folder, in order of name. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder).sort();
}
