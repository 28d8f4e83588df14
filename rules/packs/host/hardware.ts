import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { eventScenarios } from '../../scenarios/event.ts';
import { rateScenarios } from '../../scenarios/rate-over.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { host } from './labels.ts';

const {
  diskIoTimeWeightedSeconds,
  diskIoTimeSeconds,
  mdDisks,
  mdDisksRequired,
  edacUncorrectableErrors,
  edacCorrectableErrors,
  thermalZoneTemp,
} = nodeMetrics;

const disk = { ...host, device: 'vda' };
const quiet = { ...host, device: 'vdb' };

/** More is asked of a disk than it can do. */
export const diskSaturated: AlertDefinition = alert('HostDiskSaturated', {
  threshold: 10,
  window: '5m',
  expr: ({ threshold, window }) => promql`rate(${diskIoTimeWeightedSeconds}[${window}]) > ${threshold}`,
  for: '15m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: 'The disk {{ $labels.device }} of {{ $labels.instance }} cannot keep up.',
  description:
    'On average {{ $value | printf "%.1f" }} requests wait for the disk {{ $labels.device }} of {{ $labels.instance }} or are being served by it.',
  runbook: {
    meaning: 'The queue of the disk has been long for a quarter of an hour, so every request waits for many others.',
    impact: 'Whatever reads or writes on it is slow: databases answer late, commits hang, health checks time out.',
    diagnosis:
      'Is it throughput or latency? `iostat -xz 5`: large `r_await` and `w_await` with little throughput mean a slow or failing disk, or a volume at the limit of its provider. `iotop -oPa` and `docker stats` name who asks for so much; backups, vacuums and compactions are the usual ones.',
    mitigation:
      'Stop or slow down the job that can wait. For good: a faster disk or volume type, another disk for the one that disturbs, or more memory so that less is read.',
    queries: [
      { ask: 'Which part of the time is each disk busy?', expr: promql`rate(${diskIoTimeSeconds}[5m])` },
      {
        ask: 'How much is read and written (bytes per second)?',
        expr: promql`rate(${nodeMetrics.diskReadBytes}[5m]) + rate(${nodeMetrics.diskWrittenBytes}[5m])`,
      },
    ],
  },
  scenarios: (numbers) => {
    const state = (waiting: number): Signals => ({
      [series(diskIoTimeWeightedSeconds, disk)]: counting(waiting),
      [series(diskIoTimeWeightedSeconds, quiet)]: counting(0.1),
    });
    return rateScenarios(numbers, { labels: disk, state });
  },
});

const array = { ...host, device: 'md0' };
const whole = { ...host, device: 'md1' };
const disks = (labels: typeof array, active: number, failed: number): Signals => ({
  [series(mdDisksRequired, labels)]: level(2),
  [series(mdDisks, { ...labels, state: 'active' })]: level(active),
  [series(mdDisks, { ...labels, state: 'failed' })]: level(failed),
  [series(mdDisks, { ...labels, state: 'spare' })]: level(1),
});

/** A RAID works without some of its disks. */
export const raidDegraded: AlertDefinition = alert('HostRaidDegraded', {
  threshold: 0,
  expr: ({ threshold }) => promql`${mdDisksRequired} - ignoring (state) ${mdDisks}{state="active"} > ${threshold}`,
  for: '5m',
  severity: 'critical',
  labels: { symptom: 'raid' },
  summary: 'The RAID {{ $labels.device }} of {{ $labels.instance }} is degraded.',
  description:
    '{{ $value }} of the disks that {{ $labels.device }} of {{ $labels.instance }} needs are missing. It works on with what is left.',
  runbook: {
    meaning: 'A software RAID has fewer active disks than it was made of, and no spare disk has taken over yet.',
    impact: 'Nobody notices, apart from slower reading. When the next disk fails, the data are lost.',
    diagnosis:
      'See `cat /proc/mdstat` (`[U_]` shows the missing one) and `mdadm --detail /dev/DEVICE`. Is it rebuilding already? Then wait for it. `smartctl -a` and `dmesg -T` say what became of the disk.',
    mitigation:
      'Check now that the last backup is good. Then replace the disk: `mdadm DEVICE --fail DISK --remove DISK`, exchange it, `mdadm DEVICE --add DISK`, and watch the rebuild.',
    queries: [{ ask: 'Which disks are in which state?', expr: promql`${mdDisks}` }],
  },
  scenarios: (numbers) =>
    scenarios(numbers, {
      labels: array,
      value: 1,
      bad: { ...disks(array, 1, 0), ...disks(whole, 2, 0) },
      good: { ...disks(array, 2, 0), ...disks(whole, 2, 0) },
    }),
});

/** A disk of a RAID has failed, also if a spare one has taken its place. */
export const raidDiskFailed: AlertDefinition = alert('HostRaidDiskFailed', {
  threshold: 0,
  expr: ({ threshold }) => promql`${mdDisks}{state="failed"} > ${threshold}`,
  for: '5m',
  severity: 'warning',
  labels: { symptom: 'raid' },
  summary: 'A disk of the RAID {{ $labels.device }} of {{ $labels.instance }} has failed.',
  description:
    '{{ $value }} failed disks are still a part of {{ $labels.device }} of {{ $labels.instance }} and have to be replaced.',
  runbook: {
    meaning: 'The kernel has thrown a disk out of the array because it did not answer or answered with errors.',
    impact: 'None as long as a spare disk took its place; there is one spare disk less.',
    diagnosis:
      'See `mdadm --detail /dev/DEVICE` for which disk it is, `smartctl -a DISK` for its health, and `dmesg -T | grep DISK` for what happened. A loose cable looks like a dead disk.',
    mitigation:
      'Take it out with `mdadm DEVICE --remove DISK`, replace it, and add the new one as a spare with `mdadm DEVICE --add DISK`.',
    queries: [{ ask: 'Which disks are in which state?', expr: promql`${mdDisks}` }],
  },
  scenarios: (numbers) =>
    scenarios(numbers, {
      labels: { ...array, state: 'failed' },
      value: 1,
      bad: { ...disks(array, 2, 1), ...disks(whole, 2, 0) },
      good: { ...disks(array, 2, 0), ...disks(whole, 2, 0) },
    }),
});

/** The memory has lost a bit that it could not restore. */
export const memoryCorrupted: AlertDefinition = alert('HostMemoryCorrupted', {
  threshold: 0,
  window: '1h',
  expr: ({ threshold, window }) => promql`increase(${edacUncorrectableErrors}[${window}]) > ${threshold}`,
  for: '0s',
  severity: 'critical',
  labels: { symptom: 'memory-errors' },
  summary: 'The memory of {{ $labels.instance }} has lost data.',
  description:
    'The memory controller {{ $labels.controller }} of {{ $labels.instance }} has reported errors that it could not correct.',
  runbook: {
    meaning: 'A memory module returned something else than what was written, beyond what ECC can correct.',
    impact: 'A program has read wrong data or was killed for it; the whole machine may stop at any moment.',
    diagnosis:
      'Which module: `ras-mc-ctl --errors`, `edac-util -v` or `dmesg -T | grep -i edac`. Look for killed processes (`hardware error`, `memory failure`) and check what they wrote.',
    mitigation:
      'Move everything to another host now, then replace the module. Check databases of this host for corruption before they are trusted again.',
    queries: [{ ask: 'Were there correctable errors before?', expr: promql`increase(${edacCorrectableErrors}[1d])` }],
  },
  scenarios: (numbers) => {
    const controller = { ...host, controller: '0' };
    return eventScenarios(numbers, {
      labels: controller,
      counter: series(edacUncorrectableErrors, controller),
      beside: { [series(edacUncorrectableErrors, { ...host, controller: '1' })]: level(2) },
    });
  },
});

/** Some part of the machine is hotter than it should be. */
export const tooHot: AlertDefinition = alert('HostTooHot', {
  threshold: 85,
  expr: ({ threshold }) => promql`${thermalZoneTemp} > ${threshold}`,
  for: '10m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: '{{ $labels.instance }} is too hot.',
  description:
    'The sensor {{ $labels.type }} (zone {{ $labels.zone }}) of {{ $labels.instance }} reads {{ $value | printf "%.0f" }} °C.',
  runbook: {
    meaning: 'A thermal zone of the machine has been above the bound for ten minutes.',
    impact: 'The processors slow themselves down to cool off; beyond their limit the machine switches itself off.',
    diagnosis:
      'Is only this machine hot, or all in its rack? `sensors` and the management controller (`ipmitool sensor`) show fans and inlet temperature. A steady full load alone should not do it.',
    mitigation:
      'Take load off the machine. Mend fans, dust and air conditioning; a sensor that is wrong is better silenced than believed.',
    queries: [{ ask: 'How hot is everything?', expr: promql`${thermalZoneTemp}` }],
  },
  scenarios: (numbers) => {
    const zone = { ...host, type: 'x86_pkg_temp', zone: '0' };
    const state = (celsius: number): Signals => ({
      [series(thermalZoneTemp, zone)]: level(celsius),
      [series(thermalZoneTemp, { ...host, type: 'acpitz', zone: '1' })]: level(40),
    });
    return scenarios(numbers, {
      labels: zone,
      value: numbers.threshold * beyond,
      bad: state(numbers.threshold * beyond),
      good: state(numbers.threshold * within),
    });
  },
});
