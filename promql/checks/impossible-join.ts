import type { Check } from './check.ts';
import { faults, isThreshold } from './emptiness.ts';
import { unknownLabel } from './unknown-label.ts';

/** NX510 */
export const impossibleJoin: Check = {
  code: 'NX510',
  name: 'impossible-join',
  severity: 'error',
  title: 'Two sides whose series can never find each other.',
  why: 'Series meet when the labels of `on`, or all labels but those of `ignoring`, are equal on both sides. When a label differs on principle, nothing ever comes out, and nobody is told.',
  bad: [
    { expr: 'sum by (job) (rate(http_requests_total[5m])) / sum by (instance) (up)', says: "label 'job'" },
    { expr: 'http_requests_total{status_code="5xx"} / http_requests_total{status_code="2xx"}', says: 'status_code' },
    { expr: 'queue_depth and node_load1', says: 'job' },
  ],
  good: [
    { expr: 'sum by (job) (rate(http_requests_total[5m])) / sum by (job) (up)' },
    {
      expr: 'http_requests_total{status_code="5xx"} / ignoring (status_code) group_left () sum without (status_code) (http_requests_total)',
    },
  ],
  *run(context) {
    const { expr, infer } = context;
    for (const { expr: part, empty } of faults(expr, infer)) {
      if (part.kind !== 'BinaryExpr' || part.matching === undefined || isThreshold(part, infer)) continue;
      // A label that is misspelt on one side is said there.
      if ([...unknownLabel.run({ ...context, expr: part })].length > 0) continue;
      yield {
        span: part.operatorSpan,
        message: `nothing can ever match: ${empty.reason}`,
        fix: part.matching.written
          ? 'match on labels that both sides have with the same values'
          : 'say with on (…) which labels are to be equal, or with ignoring (…) which are not',
      };
    }
  },
};
