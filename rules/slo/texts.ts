import { blackboxMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import type { Runbook, RunbookQuery, Severity, Slo } from '../../stacks/model/index.ts';
import { seconds, selectorExpression, sloWindow } from '../../stacks/model/index.ts';
import type { SloFacts } from './records.ts';

/** What went wrong with an event of each kind. */
const events: Readonly<Record<Slo['kind'], { readonly bad: string; readonly meaning: string }>> = {
  availability: { bad: 'requests fail', meaning: 'More requests fail than the promise allows.' },
  latency: { bad: 'requests are too slow', meaning: 'More requests take too long than the promise allows.' },
  probe: { bad: 'probes fail', meaning: 'Seen from outside, it is away for more of the time than the promise allows.' },
  freshness: {
    bad: 'data are too old',
    meaning: 'For more of the time than the promise allows, the last success was too long ago.',
  },
};

/** Where the labels of `by` tell which part it is about. */
function place({ slo }: SloFacts): string {
  const parts = (slo.by ?? []).map((label) => `{{ $labels.${label} }}`);
  return parts.length === 0 ? '' : ` of ${parts.join(', ')}`;
}

/** The line that is read first. */
export function summaryOf(facts: SloFacts, severity: Severity): string {
  const speed = severity === 'critical' ? 'fast' : 'slowly but surely';
  return `The error budget of ${facts.name}${place(facts)} is being used up ${speed}.`;
}

/** What a person needs to know next. */
export function descriptionOf(facts: SloFacts): string {
  const { slo, names } = facts;
  const window = sloWindow(slo);
  return (
    `Over the last {{ $labels.${names.windowLabel} }}, ${events[slo.kind].bad} {{ printf "%.1f" $value }} times as often as ` +
    `${slo.objective} % over ${window} allow. At 1.0 the error budget would last for exactly ${window}.`
  );
}

/** What to do about it. */
export function runbookOf(facts: SloFacts, severity: Severity): Runbook {
  const { slo } = facts;
  const soon = severity === 'critical';
  return {
    meaning: `${slo.summary.replace(/\.?$/, '.')} ${events[slo.kind].meaning} Both windows of a pair are over their bound: the long one says that it matters, the short one that it goes on.`,
    impact: soon
      ? 'Users notice it now. If it goes on like this, the budget is gone within days, and with it the promise.'
      : 'Few users notice it at once. If it goes on, the budget is gone before its time is over, and the next real trouble breaks the promise.',
    diagnosis: diagnosis[slo.kind],
    mitigation: soon
      ? `${mitigation[slo.kind]} Take back what was changed last before you look for the cause.`
      : `${mitigation[slo.kind]} There is time to look for the cause; see that it is in this week's work.`,
    queries: [...budgetQueries(facts), ...kindQueries(facts)],
  };
}

const diagnosis: Readonly<Record<Slo['kind'], string>> = {
  availability:
    'Which requests fail: all, or those of one route, one instance, one version? Compare the moment at which it began with deployments, with changes of what it depends on, and with a jump of traffic. Then read the logs of that part.',
  latency:
    'Is everything slower or only some requests? Compare with traffic, with the processor and the connections in use, and with how long what it depends on takes: databases and other services are the usual reason.',
  probe:
    'Does the service say of itself that it is well? Then the way to it is broken: name resolution, load balancer, certificate, firewall. Ask the prober why: `/probe?target=…&module=…&debug=true`.',
  freshness:
    'Does the job still run, and how did it end the last time? Look at its logs, at what it waits for, and at limits of the other side. A job that takes longer than the bound can never be on time.',
};

const mitigation: Readonly<Record<Slo['kind'], string>> = {
  availability: 'Send traffic away from the part that fails, add instances, or switch off what is not essential.',
  latency: 'Add instances or connections, shed load that can wait, and undo what made it slow.',
  probe: 'Mend what the probe reports; until then send users another way, if there is one.',
  freshness: 'Start the job again, and remove what stopped it. If it is only slow, give it more room or less to do.',
};

function budgetQueries({ names, slo, share }: SloFacts): RunbookQuery[] {
  const of = `{${names.selector}}`;
  const left = names.windowRecorded
    ? promql`slo:period_error_budget_remaining:ratio${of}`
    : promql`slo:budget_left:ratio${of}`;
  const burn = names.windowRecorded ? promql`slo:current_burn_rate:ratio${of}` : promql`slo:burn_rate:ratio${of}`;
  const length = names.windowRecorded ? promql`slo:time_period:days${of} * 86400` : promql`slo:window:seconds${of}`;
  const on = names.windowRecorded ? 'sloth_id' : 'slo';
  return [
    { ask: 'How much of the error budget is left?', expr: left },
    {
      ask: 'In how many seconds is it gone, at the pace of this moment?',
      expr: names.windowRecorded
        ? promql`${left} / ignoring (sloth_window) (${burn} > 0) * on (sloth_id) group_left () (${length})`
        : promql`${left} / (${burn} > 0) * on (slo) group_left () ${length}`,
    },
    {
      ask: 'How far is it from the promise?',
      expr: promql`(1 - ${share(sloWindow(slo))}) - on (${on}) group_left () slo:objective:ratio${of}`,
    },
  ];
}

function kindQueries({ slo, counted }: SloFacts): RunbookQuery[] {
  switch (slo.kind) {
    case 'availability':
      return slo.errors === undefined
        ? []
        : [
            {
              ask: 'Which requests fail?',
              expr: promql`topk(10, rate(${selectorExpression(slo.errors)}[${counted.base ?? '5m'}]) > 0)`,
            },
          ];
    case 'latency':
      return slo.native
        ? []
        : [
            {
              ask: 'How long do most of them take?',
              expr: promql`histogram_quantile(0.95, sum by (le) (rate(${slo.histogram}_bucket${slo.where ? `{${slo.where}}` : ''}[${counted.base ?? '5m'}])))`,
            },
          ];
    case 'probe':
      return [{ ask: 'Which probes fail?', expr: promql`${blackboxMetrics.success}{job="${slo.probe}"} == 0` }];
    case 'freshness':
      return [
        {
          ask: 'What is too old, and by how many seconds?',
          expr: promql`time() - ${selectorExpression(slo.timestamp)} > ${seconds(slo.within)}`,
        },
      ];
  }
}
