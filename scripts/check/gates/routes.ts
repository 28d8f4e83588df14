import { receiversOf } from '../../../servers/index.ts';
import { completed, stackGraph } from '../../../stacks/graph/index.ts';
import { type Stack, watchdogAlert } from '../../../stacks/model/index.ts';
import { checkDistinct } from '../distinct.ts';
import type { Gate, Subject } from '../gate.ts';
import { amtoolRoutes, type ToolFinding, type ToolInput } from '../tools.ts';
import { withConfig } from '../views/view.ts';
import { at, entries, items, parse, textOf } from '../yaml-value.ts';

type Labels = Readonly<Record<string, string>>;

/** Every alert with the labels that it sends, and those of the tests of the routing, through the routing tree of every target. */
export const routes: Gate = {
  id: 'routes',
  code: 'NX605',
  title: 'amtool routes test',
  why: 'an alert that reaches nobody might as well not fire',
  tools: ['amtool'],
  run: async (context) => {
    const tool = await context.tool('amtool');
    const trees = context.subjects.flatMap((subject) => {
      const alerts = alertLabels(subject);
      const tests = testLabels(subject);
      return withConfig(subject.views, 'alertmanager').flatMap(({ view, config }) => {
        const input = view.files.get(config);
        if (input === undefined) return [];
        const { route, receivers } = { route: at(parse(input.text), 'route'), receivers: deliveringReceivers(input) };
        const content = JSON.stringify([route, [...receivers], alerts, tests, subject.plan.stack.routing.watchdog]);
        return [{ artifact: input.artifact, content, input, receivers, alerts, tests, stack: subject.plan.stack }];
      });
    });
    const fix = "correct 'routing.routes' in the definition of the stack, or give the receiver a channel";
    const findings = await checkDistinct(trees, context, fix, async ({ input, receivers, alerts, tests, stack }) => {
      const results = await amtoolRoutes(tool, input, [...alerts, ...tests.map(({ labels }) => labels)]);
      const compared = results.slice(alerts.length).flatMap(({ receivers: said }, index): ToolFinding[] => {
        if ('message' in said) return [said];
        const { name = '', labels = {} } = tests[index] ?? {};
        const message = disagreement(labels, said, stack);
        return message === undefined ? [] : [{ artifact: input.artifact, from: `routing test '${name}'`, message }];
      });
      const judged = results.slice(0, alerts.length).flatMap((result) =>
        'message' in result.receivers
          ? [result.receivers]
          : judge(result.labels, result.receivers, receivers, stack).map(
              (message): ToolFinding => ({
                artifact: input.artifact,
                from: `alert ${result.labels.alertname}`,
                message,
              }),
            ),
      );
      return [...judged, ...compared];
    });
    return { checked: trees.reduce((sum, { alerts }) => sum + alerts.length, 0), what: 'alert', findings };
  },
};

/**
 * The labels of every alert as Alertmanager gets them: those of its rule and the external ones. Of what the series add, the
 * scenarios tell.
 */
function alertLabels({ plan, artifacts }: Subject): Labels[] {
  const { name, environment, prometheus } = plan.stack;
  const external = { stack: name, environment, ...prometheus.externalLabels };
  const all = plan.groups.flatMap((group) => {
    const rules = items(at(parse(artifacts.get(`rules/${group.name}.yml`) ?? ''), 'groups')).flatMap((each) =>
      items(at(each, 'rules')),
    );
    return group.rules.flatMap((rule) => {
      if (rule.kind !== 'alert') return [];
      const sent = rules.find((each) => at(each, 'alert') === rule.name);
      const own = Object.fromEntries(entries(at(sent, 'labels')).map(([key, value]) => [key, String(value)]));
      const series = rule.scenarios.flatMap(({ expect }) =>
        Object.values(expect)
          .flat()
          .map(({ labels = {} }) => labels),
      );
      return (series.length > 0 ? series : [{}]).map((labels) => ({
        ...external,
        ...labels,
        ...own,
        alertname: rule.name,
      }));
    });
  });
  return [...new Map(all.map((labels) => [JSON.stringify(labels), labels])).values()];
}

/** The alerts of the routing tests of this environment; those that are none are found by the gate `graph`. */
function testLabels({ plan }: Subject): { readonly name: string; readonly labels: Labels }[] {
  const { routing, environment } = plan.stack;
  const tests = (routing.tests ?? []).filter(({ environments }) => environments?.includes(environment) ?? true);
  if (tests.length === 0) return [];
  const { alerts } = stackGraph(plan);
  return tests.flatMap(({ name, alert }) => {
    const whole = completed(alert, alerts);
    return 'labels' in whole ? [{ name, labels: whole.labels }] : [];
  });
}

/** The tests are judged by a routing tree of our own; it has to be that of the file. */
function disagreement(labels: Labels, said: readonly string[], { routing }: Stack): string | undefined {
  const ours = receiversOf(labels, routing);
  // amtool names a receiver again for each branch that leads to it.
  const theirs = [...new Set(said)];
  if ([...ours].sort().join('\n') === theirs.sort().join('\n')) return undefined;
  return `the routing of the definition leads to ${list(ours)}, and that of the file to ${list(theirs)}`;
}

/** The receivers of the file, and whether each delivers anything. */
function deliveringReceivers({ text }: ToolInput): ReadonlyMap<string, boolean> {
  return new Map(
    items(at(parse(text), 'receivers')).map((receiver) => [
      textOf(at(receiver, 'name')) ?? '',
      entries(receiver).some(([key, channels]) => key.endsWith('_configs') && items(channels).length > 0),
    ]),
  );
}

function judge(
  labels: Labels,
  reached: readonly string[],
  receivers: ReadonlyMap<string, boolean>,
  { routing, receivers: declared }: Stack,
): string[] {
  const alert = labels.alertname ?? '';
  const silent = reached.filter((name) => receivers.get(name) !== true);
  const faults: string[] = [];
  if (alert === watchdogAlert && reached.join() !== routing.watchdog) {
    faults.push(`${alert} reaches ${list(reached)} instead of ${routing.watchdog}, the receiver of the watchdog`);
  }
  if (labels.severity === 'critical' && silent.length > 0) {
    faults.push(`${alert} is critical and reaches ${list(silent)}, which delivers nothing`);
  } else if (silent.length === reached.length) {
    // Whoever wrote the reason meant it; for what is critical no reason is good enough.
    const meant = reached.length > 0 && silent.every((name) => 'nowhere' in (declared[name] ?? {}));
    if (!meant) faults.push(`${alert} reaches ${list(reached)}: nobody gets it`);
  }
  return faults;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'no receiver' : names.map((name) => `'${name}'`).join(' and ');
}
