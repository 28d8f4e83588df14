import { counter, gauge, open } from '@narthex/instrumentation';

/** The host as a whole: kernel, clock, limits, and how the exporter fares with it. */
export const nodeSystemMetrics = {
  bootTimeSeconds: gauge('node_boot_time_seconds', 'Node boot time, in unixtime.', { unit: 'timestamp' }),
  entropyAvailableBits: gauge('node_entropy_available_bits', 'Bits of available entropy.'),
  entropyPoolSizeBits: gauge('node_entropy_pool_size_bits', 'Bits of entropy pool.'),
  exporterBuildInfo: gauge('node_exporter_build_info', 'The running version, as labels.', {
    labels: {
      branch: open({ typically: 1 }),
      goarch: open({ typically: 1 }),
      goos: open({ typically: 1 }),
      goversion: open({ typically: 1 }),
      revision: open({ typically: 1 }),
      tags: open({ typically: 1 }),
      version: open({ typically: 1 }),
    },
    key: [],
    info: true,
  }),
  filefdAllocated: gauge('node_filefd_allocated', 'File descriptor statistics: allocated.'),
  filefdMaximum: gauge('node_filefd_maximum', 'File descriptor statistics: maximum.'),
  kernelHungTasks: counter(
    'node_kernel_hung_tasks_total',
    'Total number of tasks that have been detected as hung since the system booted.',
  ),
  osInfo: gauge(
    'node_os_info',
    "A metric with a constant '1' value labeled by build_id, id, id_like, image_id, image_version, name, pretty_name, variant, variant_id, version, version_codename, version_id.",
    {
      labels: {
        build_id: open({ typically: 1, sometimes: true }),
        id: open({ typically: 1 }),
        id_like: open({ typically: 1, sometimes: true }),
        image_id: open({ typically: 1, sometimes: true }),
        image_version: open({ typically: 1, sometimes: true }),
        name: open({ typically: 1 }),
        pretty_name: open({ typically: 1 }),
        variant: open({ typically: 1, sometimes: true }),
        variant_id: open({ typically: 1, sometimes: true }),
        version: open({ typically: 1, sometimes: true }),
        version_codename: open({ typically: 1, sometimes: true }),
        version_id: open({ typically: 1, sometimes: true }),
      },
      key: [],
      info: true,
    },
  ),
  osVersion: gauge('node_os_version', 'Metric containing the major.minor part of the OS version.', {
    labels: {
      id: open({ typically: 1 }),
      id_like: open({ typically: 1, sometimes: true }),
      name: open({ typically: 1 }),
    },
    key: [],
  }),
  scrapeCollectorDurationSeconds: gauge(
    'node_scrape_collector_duration_seconds',
    'node_exporter: Duration of a collector scrape.',
    { unit: 'seconds', labels: { collector: open({ typically: 40 }) } },
  ),
  scrapeCollectorSuccess: gauge('node_scrape_collector_success', 'node_exporter: Whether a collector succeeded.', {
    labels: { collector: open({ typically: 40 }) },
    range: [0, 1],
  }),
  selinuxEnabled: gauge('node_selinux_enabled', 'SELinux is enabled, 1 is true, 0 is false.', { range: [0, 1] }),
  timeClocksourceAvailableInfo: gauge(
    'node_time_clocksource_available_info',
    "Available clocksources read from '/sys/devices/system/clocksource'.",
    { labels: { clocksource: open({ typically: 2 }), device: open({ typically: 1 }) }, info: true },
  ),
  timeClocksourceCurrentInfo: gauge(
    'node_time_clocksource_current_info',
    "Current clocksource read from '/sys/devices/system/clocksource'.",
    { labels: { clocksource: open({ typically: 2 }), device: open({ typically: 1 }) }, key: ['device'], info: true },
  ),
  timeSeconds: gauge('node_time_seconds', 'System time in seconds since epoch (1970).', { unit: 'timestamp' }),
  timeZoneOffsetSeconds: gauge('node_time_zone_offset_seconds', 'System time zone offset in seconds.', {
    unit: 'seconds',
    labels: { time_zone: open({ typically: 1 }) },
    key: [],
  }),
  timexEstimatedErrorSeconds: gauge('node_timex_estimated_error_seconds', 'Estimated error in seconds.', {
    unit: 'seconds',
  }),
  timexFrequencyAdjustmentRatio: gauge('node_timex_frequency_adjustment_ratio', 'Local clock frequency adjustment.'),
  timexLoopTimeConstant: gauge('node_timex_loop_time_constant', 'Phase-locked loop time constant.'),
  timexMaxerrorSeconds: gauge('node_timex_maxerror_seconds', 'Maximum error in seconds.', { unit: 'seconds' }),
  timexOffsetSeconds: gauge('node_timex_offset_seconds', 'Time offset in between local system and reference clock.', {
    unit: 'seconds',
  }),
  timexPpsCalibration: counter('node_timex_pps_calibration_total', 'Pulse per second count of calibration intervals.'),
  timexPpsError: counter('node_timex_pps_error_total', 'Pulse per second count of calibration errors.'),
  timexPpsFrequencyHertz: gauge('node_timex_pps_frequency_hertz', 'Pulse per second frequency.'),
  timexPpsJitterSeconds: gauge('node_timex_pps_jitter_seconds', 'Pulse per second jitter.', { unit: 'seconds' }),
  timexPpsJitter: counter('node_timex_pps_jitter_total', 'Pulse per second count of jitter limit exceeded events.'),
  timexPpsShiftSeconds: gauge('node_timex_pps_shift_seconds', 'Pulse per second interval duration.', {
    unit: 'seconds',
  }),
  timexPpsStabilityExceeded: counter(
    'node_timex_pps_stability_exceeded_total',
    'Pulse per second count of stability limit exceeded events.',
  ),
  timexPpsStabilityHertz: gauge(
    'node_timex_pps_stability_hertz',
    'Pulse per second stability, average of recent frequency changes.',
  ),
  timexStatus: gauge('node_timex_status', 'Value of the status array bits.'),
  timexSyncStatus: gauge('node_timex_sync_status', 'Is clock synchronized to a reliable server (1 = yes, 0 = no).', {
    range: [0, 1],
  }),
  timexTaiOffsetSeconds: gauge('node_timex_tai_offset_seconds', 'International Atomic Time (TAI) offset.', {
    unit: 'seconds',
  }),
  timexTickSeconds: gauge('node_timex_tick_seconds', 'Seconds between clock ticks.', { unit: 'seconds' }),
  unameInfo: gauge('node_uname_info', 'Labeled system information as provided by the uname system call.', {
    labels: {
      domainname: open({ typically: 1 }),
      machine: open({ typically: 1 }),
      nodename: open({ typically: 1 }),
      release: open({ typically: 1 }),
      sysname: open({ typically: 1 }),
      version: open({ typically: 1 }),
    },
    key: [],
    info: true,
  }),
  selinuxConfigMode: gauge('node_selinux_config_mode', 'Mode of SELinux in its configuration.', { range: [-1, 1] }),
  selinuxCurrentMode: gauge('node_selinux_current_mode', 'Mode of SELinux now.', { range: [-1, 1] }),
  osSupportEndTimestampSeconds: gauge(
    'node_os_support_end_timestamp_seconds',
    'When support of the operating system ends.',
    {
      unit: 'timestamp',
      labels: {
        id: open({ typically: 1 }),
        name: open({ typically: 1 }),
        version_id: open({ typically: 1, sometimes: true }),
      },
      key: [],
    },
  ),
};
