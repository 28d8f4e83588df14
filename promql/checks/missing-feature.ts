import { features, supports } from '../syntax/features.ts';
import type { Check } from './check.ts';

/** NX520 */
export const missingFeature: Check = {
  code: 'NX520',
  name: 'missing-feature',
  severity: 'error',
  title: 'Something that the Prometheus of this stack cannot do, or not without a flag.',
  why: 'Prometheus refuses a rule file with a function that it does not know or that is switched off, and keeps the old rules. A dashboard shows an error.',
  bad: [
    { expr: 'limitk(3, queue_depth)', says: 'promql-experimental-functions' },
    { expr: 'rate(http_requests_total[5m * 2])', says: 'promql-duration-expr' },
  ],
  good: [{ expr: 'topk(3, queue_depth)' }],
  *run({ expr, environment: { version, features: flags } }) {
    for (const need of features(expr)) {
      if (supports(need, version, flags)) continue;
      const { what, span, since, feature } = need;
      const old = since !== undefined && (version[0] < since[0] || (version[0] === since[0] && version[1] < since[1]));
      yield old
        ? {
            span,
            message: `${what} needs Prometheus ${since.join('.')}, and this stack runs ${version.join('.')}`,
            fix: 'use something older, or choose a newer image (versions.prometheus)',
          }
        : {
            span,
            message: `${what} is experimental and switched off`,
            fix: `switch it on: prometheus: { features: ['${feature}'] }`,
          };
    }
  },
};
