import { describe, expect, it } from 'vitest';
import { thresholdSteps } from '../../dashboards/guard.ts';
import type { AlertRule, Severity } from '../../stacks/model/index.ts';
import { everything, overviewOf, panelOf, sergasWith } from './boards.ts';

function alerts(...list: readonly [name: string, severity: Severity, threshold?: number][]) {
  return new Map(
    list.map(([name, severity, threshold]) => [
      name,
      { name, severity, ...(threshold !== undefined && { threshold }) } as AlertRule,
    ]),
  );
}

describe('thresholds of a panel', () => {
  it('are the numbers of its alerts in the colours of their severities', () => {
    const guard = { alerts: ['Slow', 'Slower'], fires: 'above' } as const;
    expect(thresholdSteps({ guard }, alerts(['Slow', 'warning', 1], ['Slower', 'critical', 5]))).toEqual([
      { value: null, color: 'dark-green' },
      { value: 1, color: 'orange' },
      { value: 5, color: 'red' },
    ]);
  });

  it('begin with the worst where alerts fire below', () => {
    const guard = { alerts: ['Low', 'Lower'], fires: 'below', scale: 10 } as const;
    expect(thresholdSteps({ guard }, alerts(['Low', 'warning', 3], ['Lower', 'critical', 1]))).toEqual([
      { value: null, color: 'red' },
      { value: 10, color: 'orange' },
      { value: 30, color: 'dark-green' },
    ]);
  });

  it('judge nothing where the alert is left out', () => {
    const guard = { alerts: ['Gone'], fires: 'above', bound: 1 } as const;
    expect(thresholdSteps({ guard }, alerts())).toEqual([{ value: null, color: 'text' }]);
  });

  it('leave out the number of an alert to which the panel only leads', () => {
    const guard = { alerts: ['Late'], fires: 'above', linkOnly: true } as const;
    const late = alerts(['Late', 'critical', 1.1]);
    expect(thresholdSteps({ guard }, late)).toEqual([{ value: null, color: 'text' }]);
    expect(thresholdSteps({ guard, counts: 'warning' }, late)).toEqual([
      { value: null, color: 'dark-green' },
      { value: 1, color: 'orange' },
    ]);
  });

  it('begin at one for counts of what is bad by itself', () => {
    expect(thresholdSteps({ counts: 'warning' }, alerts())).toEqual([
      { value: null, color: 'dark-green' },
      { value: 1, color: 'orange' },
    ]);
  });
});

describe('panels of the overview', () => {
  const values = (title: string, changes = everything) =>
    panelOf(overviewOf(changes).board, title).fieldConfig.defaults.thresholds.steps.map(({ value }) => value);

  it('change colour where their alerts fire', () => {
    expect(values('Disk room used')).toEqual([null, 0.9, 0.95]);
    expect(values('Processors busy')).toEqual([null, 0.8, 0.95]);
    expect(values('Memory used')).toEqual([null, 0.85, 0.95]);
    expect(values('Certificates end in')).toEqual([null, 3 * 86_400, 21 * 86_400]);
    expect(values('Failed notifications')).toEqual([null, 0.01]);
  });

  it('follow the numbers that a stack gives to its alerts', () => {
    expect(values('Disk room used', sergasWith({ alerts: { HostDiskFilling: { threshold: 0.7 } } }))).toEqual([
      null,
      0.7,
      0.95,
    ]);
  });

  it('link to the runbook of each alert that guards them', () => {
    const { board } = overviewOf(sergasWith({ runbooks: 'https://wiki.example/runbooks/' }));
    expect(panelOf(board, 'Disk room used').links.map(({ url }) => url)).toEqual([
      'https://wiki.example/runbooks/HostDiskFilling.md',
      'https://wiki.example/runbooks/HostDiskFull.md',
    ]);
    expect(JSON.stringify(panelOf(board, 'Firing alerts').fieldConfig.overrides)).toContain(
      'https://wiki.example/runbooks/$' + '{__value.raw}.md',
    );
  });

  it('link to the pages that the stack serves itself, where nobody else does', () => {
    expect(panelOf(overviewOf(sergasWith({})).board, 'Disk room used').links.map(({ url }) => url)).toEqual([
      'http://localhost:9096/HostDiskFilling',
      'http://localhost:9096/HostDiskFull',
    ]);
  });

  it('do not link to an alert that is left out', () => {
    const { board } = overviewOf(sergasWith({ alerts: { HostDiskFull: { off: 'another system watches it' } } }));
    expect(panelOf(board, 'Disk room used').links.map(({ title }) => title)).toEqual(['Alert HostDiskFilling']);
  });
});
