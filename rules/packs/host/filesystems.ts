import { dataFilesystems, nodeMetrics } from '../../../exporters/index.ts';
import { type Expression, promql } from '../../../promql/index.ts';
import { type AlertDefinition, type Duration, type Severity, seconds } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { changedScenarios } from '../../scenarios/changed.ts';
import { phases } from '../../scenarios/phases.ts';
import { runningOutScenarios } from '../../scenarios/running-out.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { host } from './labels.ts';

const {
  filesystemAvailable,
  filesystemSize,
  filesystemFiles,
  filesystemFilesFree,
  filesystemReadonly,
  filesystemDeviceError,
} = nodeMetrics;

/** A file system of the scenarios, one in memory that is nobody's business, and one that is well. */
export const disk = { ...host, device: '/dev/vda', fstype: 'ext4', mountpoint: '/' };
const inMemory = { ...host, device: 'tmpfs', fstype: 'tmpfs', mountpoint: '/run' };
const roomy = { ...disk, device: '/dev/vdb', mountpoint: '/srv' };

/** What of a file system runs out: its room, or the number of files that it can hold. */
interface Resource {
  readonly symptom: string;
  readonly left: typeof filesystemAvailable;
  readonly size: typeof filesystemSize;
  /** For texts: "room", "inodes". */
  readonly called: string;
  readonly meaning: string;
  readonly diagnosis: string;
  readonly mitigation: string;
}

/** The room of a file system. */
export const room: Resource = {
  symptom: 'disk-space',
  left: filesystemAvailable,
  size: filesystemSize,
  called: 'room',
  meaning: 'What is reserved for the superuser counts as used, because nobody else can have it.',
  diagnosis:
    'Find what grew: `du -xh --max-depth=2 MOUNTPOINT | sort -h | tail`. Logs, old images (`docker system df`), core dumps and forgotten backups are the usual finds. If `du` finds far less than `df`, a process keeps a deleted file open: `lsof +L1`.',
  mitigation:
    'Remove what is not needed, rotate logs, or enlarge the disk. For the disk of Prometheus lower its retention.',
};

/** The inodes of a file system: one for each file, however small. */
export const inodes: Resource = {
  symptom: 'disk-inodes',
  left: filesystemFilesFree,
  size: filesystemFiles,
  called: 'inodes',
  meaning: 'Each file takes one inode, however small it is, and their number was fixed when the file system was made.',
  diagnosis:
    'Find the folder with the many files: `du --inodes -x --max-depth=3 MOUNTPOINT | sort -n | tail`. Session files, caches, mail queues and layers of old container images are the usual finds.',
  mitigation:
    'Remove the files, with `find FOLDER -type f -delete` where there are too many for a shell, and see to it that their program clears up. More inodes need a new or, for ext4, an enlarged file system.',
};

const usedShare = ({ left, size }: Resource): Expression =>
  promql`1 - ${left}{${dataFilesystems}} / ${size}{${dataFilesystems}}`;
const writable = promql`${filesystemReadonly}{${dataFilesystems}} == 0`;

/** The series of some file systems that have so much left of so much; the one in memory is as full as the first. */
function filesystem({ left, size }: Resource, of: Signal, capacity: number, readonly = 0): Signals {
  const one = (labels: typeof disk, signal: Signal): Signals => ({
    [series(left, labels)]: signal,
    [series(size, labels)]: level(capacity),
    [series(filesystemReadonly, labels)]: level(readonly),
  });
  return { ...one(disk, of), ...one(inMemory, of), ...one(roomy, level(capacity * 0.8)) };
}

/** A file system that can be written has (almost) nothing left. */
export function filesystemUsed(
  resource: Resource,
  name: string,
  severity: Severity,
  threshold: number,
  pending: Duration,
): AlertDefinition {
  const { called, symptom, meaning, diagnosis, mitigation } = resource;
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${usedShare(resource)} > ${threshold}
      and
      ${writable}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom },
    summary: `The file system {{ $labels.mountpoint }} of {{ $labels.instance }} has hardly any ${called} left.`,
    description: `Of the ${called} of {{ $labels.mountpoint }} ({{ $labels.device }}) of {{ $labels.instance }}, {{ $value | humanizePercentage }} are used.`,
    runbook: {
      meaning: `A file system that can be written has hardly any ${called} left. ${meaning}`,
      impact:
        'When it is full, nobody can write there: databases stop, logs are lost, uploads fail, Prometheus stores nothing.',
      diagnosis,
      mitigation,
      queries: [
        { ask: 'How full are the file systems of all hosts?', expr: usedShare(resource) },
        {
          ask: 'How fast does it fill (per second)?',
          expr: promql`-deriv(${resource.left}{${dataFilesystems}}[1h])`,
        },
      ],
    },
    scenarios: (numbers) => {
      const at = (used: number, readonly = 0) => filesystem(resource, level((1 - used) * 100_000), 100_000, readonly);
      const { threshold } = numbers;
      const whole: Duration = `${seconds(numbers.for) + 300}s`;
      return [
        ...scenarios(numbers, {
          labels: disk,
          value: threshold * beyond,
          bad: at(threshold * beyond),
          good: at(threshold * within),
        }),
        {
          kind: 'quiet',
          title: 'stays quiet for a file system that nobody can write',
          series: phases([{ lasts: whole, series: at(threshold * beyond, 1) }]),
          expect: { [whole]: [] },
        },
      ];
    },
  });
}

/** A file system will be full at the horizon, if it goes on like this. */
export function filesystemFillsUp(
  resource: Resource,
  name: string,
  severity: Severity,
  { window, horizon, pending }: { readonly window: Duration; readonly horizon: Duration; readonly pending: Duration },
): AlertDefinition {
  const { left, called, symptom, diagnosis, mitigation } = resource;
  const within = horizon === '24h' ? 'a day' : 'four hours';
  return alert(name, {
    window,
    horizon,
    minimum: 0.6,
    expr: ({
      window,
      horizon,
      minimum,
    }) => promql`predict_linear(${left}{${dataFilesystems}}[${window}], ${seconds(horizon)}) < 0
      and
      ${usedShare(resource)} > ${minimum}
      and
      ${left} offset ${window}
      and
      ${writable}`,
    for: pending,
    keepFiringFor: '10m',
    severity,
    labels: { symptom },
    summary: `The file system {{ $labels.mountpoint }} of {{ $labels.instance }} will have no ${called} left within ${within}.`,
    description: `If {{ $labels.mountpoint }} ({{ $labels.device }}) of {{ $labels.instance }} goes on filling as it has of late, it has no ${called} left within ${within}.`,
    runbook: {
      meaning: `A line through the last measurements (over ${window}) reaches zero within ${within}, and more than half is used already.`,
      impact: `Nobody notices anything yet. Within ${within} nobody can write there any more, which stops databases and loses logs.`,
      diagnosis: `See since when it grows, and what began then: a deployment, a job, a flood of log lines. ${diagnosis}`,
      mitigation: `Stop what writes so much, while there is time to do it gently. ${mitigation}`,
      queries: [
        { ask: 'How much is left?', expr: promql`${left}{${dataFilesystems}}` },
        { ask: 'How fast does it fill (per second)?', expr: promql`-deriv(${left}{${dataFilesystems}}[1h])` },
      ],
    },
    scenarios: (numbers) => {
      const { size } = resource;
      const one =
        (labels: typeof disk, readonly = 0) =>
        (signal: Signal, capacity: number): Signals => ({
          [series(left, labels)]: signal,
          [series(size, labels)]: level(capacity),
          [series(filesystemReadonly, labels)]: level(readonly),
        });
      const at = (mountpoint: string) => ({ ...disk, device: `/dev/mapper${mountpoint}`, mountpoint });
      return runningOutScenarios(numbers, {
        labels: disk,
        signals: (signal, capacity) => ({
          ...one(disk)(signal, capacity),
          ...one(inMemory)(signal, capacity),
          ...one(at('/usr'), 1)(signal, capacity),
        }),
        others: { roomy: one(at('/srv')), steady: one(at('/var')), young: one(at('/tmp')) },
      });
    },
  });
}

/** The kernel has made a file system read-only, which it does when the disk under it fails. */
export const filesystemReadOnly: AlertDefinition = alert('HostFilesystemReadOnly', {
  window: '6h',
  expr: ({ window }) => promql`${filesystemReadonly}{${dataFilesystems}} == 1
    and
    min_over_time(${filesystemReadonly}{${dataFilesystems}}[${window}]) == 0`,
  for: '2m',
  severity: 'critical',
  labels: { symptom: 'disk-read-only' },
  summary: 'The file system {{ $labels.mountpoint }} of {{ $labels.instance }} has become read-only.',
  description:
    '{{ $labels.mountpoint }} ({{ $labels.device }}) of {{ $labels.instance }} could be written within the last six hours and cannot any more.',
  runbook: {
    meaning:
      'A file system that could be written is mounted read-only now. The kernel does that by itself after errors, to save what is there.',
    impact: 'All writes fail at once: databases stop, services answer with errors, logs are lost.',
    diagnosis:
      'Ask the kernel why: `dmesg -T | grep -iE "remount|I/O error|EXT4-fs|XFS"`. Then the disk: `smartctl -a DEVICE`, or the state of the volume at the provider. Has somebody remounted it on purpose?',
    mitigation:
      'Move the services to another host first. Unmount it, repair it with `fsck` (a copy first, if the data matter), replace the disk if the kernel reports errors of the device.',
    queries: [{ ask: 'Which file systems cannot be written?', expr: promql`${filesystemReadonly} == 1` }],
  },
  scenarios: (numbers) => {
    const state = (value: number): Signals => ({
      [series(filesystemReadonly, disk)]: level(value),
      [series(filesystemReadonly, inMemory)]: level(value),
      // Meant to be so: it never was otherwise.
      [series(filesystemReadonly, { ...roomy, mountpoint: '/usr' })]: level(1),
    });
    return changedScenarios(numbers, { labels: disk, bad: state(1), good: state(0) });
  },
});

/** A file system cannot even be asked how full it is. */
export const filesystemError: AlertDefinition = alert('HostFilesystemError', {
  expr: promql`${filesystemDeviceError}{${dataFilesystems}} == 1`,
  for: '5m',
  severity: 'warning',
  summary: 'The file system {{ $labels.mountpoint }} of {{ $labels.instance }} does not answer.',
  description:
    'The node exporter cannot read the figures of {{ $labels.mountpoint }} ({{ $labels.device }}) of {{ $labels.instance }}, so that no alert knows how full it is.',
  runbook: {
    meaning: 'Asking for the size of a mounted file system failed: the device is gone, hangs, or may not be read.',
    impact: 'Programs that use it fail or hang, above all with network file systems. Nobody is told when it fills up.',
    diagnosis:
      'Try it with a time limit: `timeout 5 stat -f MOUNTPOINT`. A hanging NFS server, a volume that was taken away, or a lost encrypted device shows in `dmesg -T`. "Permission denied" concerns only the exporter.',
    mitigation:
      'Bring the server or the device back, or unmount it with `umount -l`. If it is of no interest, exclude the mount point from the exporter.',
    queries: [{ ask: 'Which file systems do not answer?', expr: promql`${filesystemDeviceError} == 1` }],
  },
  scenarios: (numbers) => {
    const state = (value: number): Signals => ({
      [series(filesystemDeviceError, disk)]: level(value),
      [series(filesystemDeviceError, inMemory)]: level(1),
      [series(filesystemDeviceError, roomy)]: level(0),
    });
    return scenarios(numbers, { labels: disk, bad: state(1), good: state(0) });
  },
});
