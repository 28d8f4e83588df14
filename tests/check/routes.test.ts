import { isNot, nowhere } from 'narthex';
import { describe, expect, it } from 'vitest';
import { routes } from '../../scripts/check/gates/routes.ts';
import { shop, smallest } from '../support/stacks.ts';
import { edited, found, subjectOf, tools } from './subjects.ts';

const alertmanagerYml = 'compose/alertmanager/alertmanager.yml';
const { team } = smallest.receivers;

// Where a program is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('amtool routes test', () => {
  it('finds nothing where every alert reaches somebody', async () => {
    expect(await found(routes, subjectOf())).toEqual([]);
  });

  it('finds the watchdog at a receiver that is not the heartbeat', async () => {
    const wrong = edited(subjectOf(), alertmanagerYml, 'receiver: heartbeat', 'receiver: team');
    const said = { from: 'alert Watchdog', message: expect.stringContaining("reaches 'team' instead of heartbeat") };
    expect(await found(routes, wrong)).toContainEqual(expect.objectContaining(said));
  });

  it('finds every critical alert that reaches a receiver that delivers nothing, whatever the reason', async () => {
    const dropping = shop({
      receivers: { team, night: nowhere('nobody is there at night') },
      routing: { ...smallest.routing, routes: [{ match: { severity: 'critical' }, receiver: 'night' }] },
    });
    const subject = subjectOf(dropping);
    const critical = subject.plan.groups
      .flatMap(({ rules }) => rules)
      .filter((rule) => rule.kind === 'alert' && rule.severity === 'critical' && rule.name !== 'Watchdog');
    const findings = await found(routes, subject);
    expect(new Set(findings.map(({ from }) => from))).toEqual(new Set(critical.map(({ name }) => `alert ${name}`)));
    expect(findings[0]?.message).toContain("is critical and reaches 'night', which delivers nothing");
  });

  it('takes a written reason for what is not critical', async () => {
    const quiet = shop({
      receivers: { team, archive: nowhere('warnings are read on the dashboard') },
      routing: { ...smallest.routing, routes: [{ match: { severity: 'warning' }, receiver: 'archive' }] },
    });
    expect(await found(routes, subjectOf(quiet))).toEqual([]);
  });

  it('finds a receiver that lost its channels on the way into the file', async () => {
    const wrong = edited(subjectOf(shop()), alertmanagerYml, /\n {4}webhook_configs:.*/s, '\n');
    const findings = await found(routes, wrong);
    expect(findings.map(({ message }) => message)).toContainEqual(expect.stringContaining('nobody gets it'));
  });

  it('looks at the labels that the series add', async () => {
    const byInstance = shop({
      receivers: { team, void: nowhere('this instance is a toy') },
      routing: { ...smallest.routing, routes: [{ match: { job: /.+/, severity: 'critical' }, receiver: 'void' }] },
    });
    expect((await found(routes, subjectOf(byInstance))).length).toBeGreaterThan(0);
  });

  it('reports a file that amtool cannot read once', async () => {
    const wrong = edited(subjectOf(), alertmanagerYml, 'receiver: heartbeat', 'receiver: nobody');
    expect(await found(routes, wrong)).toMatchObject([{ message: expect.stringContaining('undefined receiver') }]);
  });

  describe('with tests of the routing', () => {
    const tested = shop({
      receivers: { team, oncall: team },
      routing: {
        ...smallest.routing,
        routes: [
          { match: { severity: 'critical' }, receiver: 'oncall', escalate: [{ after: '15m', to: 'team' }] },
          { match: { environment: isNot('production') }, receiver: 'team' },
        ],
        tests: [
          {
            name: 'a rule that fails calls somebody',
            alert: { alertname: 'PrometheusRuleFailures' },
            reaches: ['oncall'],
          },
        ],
      },
    });

    it('finds nothing where the file routes as the definition does', async () => {
      expect(await found(routes, subjectOf(tested))).toEqual([]);
    });

    it('finds a file that routes otherwise than the definition by which the tests are judged', async () => {
      const wrong = edited(subjectOf(tested), alertmanagerYml, 'receiver: oncall', 'receiver: team');
      expect(await found(routes, wrong)).toContainEqual(
        expect.objectContaining({
          from: "routing test 'a rule that fails calls somebody'",
          message: "the routing of the definition leads to 'team' and 'oncall', and that of the file to 'team'",
        }),
      );
    });
  });
});
