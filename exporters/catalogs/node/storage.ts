import { counter, gauge, open } from '@narthex/instrumentation';

/** `device_error` says why a file system could not be asked, and is there only then. */
const filesystem = {
  device: open({ typically: 4 }),
  fstype: open({ typically: 2 }),
  mountpoint: open({ typically: 4 }),
  device_error: open({ typically: 1, sometimes: true }),
};
const disk = { device: open({ typically: 3 }) };

/** File systems and disks. */
export const nodeStorageMetrics = {
  diskDiscardTimeSeconds: counter(
    'node_disk_discard_time_seconds_total',
    'This is the total number of seconds spent by all discards.',
    { unit: 'seconds', labels: disk },
  ),
  diskDiscardedSectors: counter(
    'node_disk_discarded_sectors_total',
    'The total number of sectors discarded successfully.',
    { labels: disk },
  ),
  diskDiscardsCompleted: counter(
    'node_disk_discards_completed_total',
    'The total number of discards completed successfully.',
    { labels: disk },
  ),
  diskDiscardsMerged: counter('node_disk_discards_merged_total', 'The total number of discards merged.', {
    labels: disk,
  }),
  diskFlushRequestsTimeSeconds: counter(
    'node_disk_flush_requests_time_seconds_total',
    'This is the total number of seconds spent by all flush requests.',
    { unit: 'seconds', labels: disk },
  ),
  diskFlushRequests: counter(
    'node_disk_flush_requests_total',
    'The total number of flush requests completed successfully.',
    { labels: disk },
  ),
  diskInfo: gauge('node_disk_info', 'Info of /sys/block/<block_device>.', {
    labels: {
      device: open({ typically: 4 }),
      major: open({ typically: 1 }),
      minor: open({ typically: 1 }),
      model: open({ typically: 1, sometimes: true }),
      path: open({ typically: 1, sometimes: true }),
      revision: open({ typically: 1, sometimes: true }),
      rotational: open({ typically: 1, sometimes: true }),
      serial: open({ typically: 1, sometimes: true }),
      wwn: open({ typically: 1, sometimes: true }),
    },
    key: ['device'],
    info: true,
  }),
  diskIoNow: gauge('node_disk_io_now', 'The number of I/Os currently in progress.', { labels: disk }),
  diskIoTimeSeconds: counter('node_disk_io_time_seconds_total', 'Total seconds spent doing I/Os.', {
    unit: 'seconds',
    labels: disk,
  }),
  diskIoTimeWeightedSeconds: counter(
    'node_disk_io_time_weighted_seconds_total',
    'The weighted # of seconds spent doing I/Os.',
    { unit: 'seconds', labels: disk },
  ),
  diskReadBytes: counter('node_disk_read_bytes_total', 'The total number of bytes read successfully.', {
    unit: 'bytes',
    labels: disk,
  }),
  diskReadTimeSeconds: counter('node_disk_read_time_seconds_total', 'The total number of seconds spent by all reads.', {
    unit: 'seconds',
    labels: disk,
  }),
  diskReadsCompleted: counter('node_disk_reads_completed_total', 'The total number of reads completed successfully.', {
    labels: disk,
  }),
  diskReadsMerged: counter('node_disk_reads_merged_total', 'The total number of reads merged.', { labels: disk }),
  diskWriteTimeSeconds: counter(
    'node_disk_write_time_seconds_total',
    'This is the total number of seconds spent by all writes.',
    { unit: 'seconds', labels: disk },
  ),
  diskWritesCompleted: counter(
    'node_disk_writes_completed_total',
    'The total number of writes completed successfully.',
    { labels: disk },
  ),
  diskWritesMerged: counter('node_disk_writes_merged_total', 'The number of writes merged.', { labels: disk }),
  diskWrittenBytes: counter('node_disk_written_bytes_total', 'The total number of bytes written successfully.', {
    unit: 'bytes',
    labels: disk,
  }),
  filesystemAvailable: gauge('node_filesystem_avail_bytes', 'Filesystem space available to non-root users in bytes.', {
    unit: 'bytes',
    labels: filesystem,
    key: ['device', 'mountpoint'],
    series: 4,
  }),
  filesystemDeviceError: gauge(
    'node_filesystem_device_error',
    'Whether an error occurred while getting statistics for the given device.',
    { labels: filesystem, key: ['device', 'mountpoint'], range: [0, 1], series: 4 },
  ),
  filesystemFiles: gauge('node_filesystem_files', 'Filesystem total file nodes.', {
    labels: filesystem,
    key: ['device', 'mountpoint'],
    series: 4,
  }),
  filesystemFilesFree: gauge('node_filesystem_files_free', 'Filesystem total free file nodes.', {
    labels: filesystem,
    key: ['device', 'mountpoint'],
    series: 4,
  }),
  filesystemFreeBytes: gauge('node_filesystem_free_bytes', 'Filesystem free space in bytes.', {
    unit: 'bytes',
    labels: filesystem,
    key: ['device', 'mountpoint'],
    series: 4,
  }),
  filesystemMountInfo: gauge('node_filesystem_mount_info', 'Filesystem mount information.', {
    labels: {
      device: open({ typically: 4 }),
      major: open({ typically: 1 }),
      minor: open({ typically: 1 }),
      mountpoint: open({ typically: 4 }),
    },
    key: ['device', 'mountpoint'],
    series: 4,
    info: true,
  }),
  filesystemPurgeableBytes: gauge(
    'node_filesystem_purgeable_bytes',
    'Filesystem space available including purgeable space (MacOS specific).',
    { unit: 'bytes', labels: filesystem, key: ['device', 'mountpoint'], series: 4 },
  ),
  filesystemReadonly: gauge('node_filesystem_readonly', 'Filesystem read-only status.', {
    labels: filesystem,
    key: ['device', 'mountpoint'],
    range: [0, 1],
    series: 4,
  }),
  filesystemSize: gauge('node_filesystem_size_bytes', 'Filesystem size in bytes.', {
    unit: 'bytes',
    labels: filesystem,
    key: ['device', 'mountpoint'],
    series: 4,
  }),
  diskAtaRotationRateRpm: gauge(
    'node_disk_ata_rotation_rate_rpm',
    'Rotation rate of the disk, 0 for one that does not rotate.',
    { labels: disk },
  ),
  diskAtaWriteCache: gauge('node_disk_ata_write_cache', 'Whether the disk has a write cache.', {
    labels: disk,
    range: [0, 1],
  }),
  diskAtaWriteCacheEnabled: gauge('node_disk_ata_write_cache_enabled', 'Whether the write cache is on.', {
    labels: disk,
    range: [0, 1],
  }),
  diskDeviceMapperInfo: gauge('node_disk_device_mapper_info', 'What a device of the device mapper is, as labels.', {
    labels: {
      device: open({ typically: 3 }),
      lv_layer: open({ typically: 1, sometimes: true }),
      lv_name: open({ typically: 3, sometimes: true }),
      name: open({ typically: 3, sometimes: true }),
      uuid: open({ typically: 3, sometimes: true }),
      vg_name: open({ typically: 1, sometimes: true }),
    },
    key: ['device'],
    info: true,
  }),
  diskFilesystemInfo: gauge('node_disk_filesystem_info', 'What file system is on a disk, as labels.', {
    labels: {
      device: open({ typically: 3 }),
      type: open({ typically: 2, sometimes: true }),
      usage: open({ typically: 2, sometimes: true }),
      uuid: open({ typically: 3, sometimes: true }),
      version: open({ typically: 1, sometimes: true }),
    },
    key: ['device'],
    info: true,
  }),
};
