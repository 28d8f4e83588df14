import { counter, gauge, open } from '@narthex/instrumentation';

const controller = { controller: open({ typically: 1 }) };
const row = { controller: open({ typically: 1 }), csrow: open({ typically: 2 }) };
const bond = { master: open({ typically: 1 }) };
const array = { device: open({ typically: 2 }) };
const zone = { name: open({ typically: 4 }), type: open({ typically: 2 }) };
const supply = { power_supply: open({ typically: 2 }) };

/** Hardware that is there on some machines: RAID, memory with error correction, bonds, sensors, power. */
export const nodeHardwareMetrics = {
  bondingActive: gauge('node_bonding_active', 'Active interfaces of the bond.', { labels: bond }),
  bondingSlaves: gauge('node_bonding_slaves', 'Configured interfaces of the bond.', { labels: bond }),
  coolingDeviceCurState: gauge('node_cooling_device_cur_state', 'How much the device cools now.', { labels: zone }),
  coolingDeviceMaxState: gauge('node_cooling_device_max_state', 'How much the device can cool.', { labels: zone }),
  dmiInfo: gauge('node_dmi_info', 'What the firmware says about the machine, as labels.', {
    labels: {
      bios_date: open({ typically: 1, sometimes: true }),
      bios_release: open({ typically: 1, sometimes: true }),
      bios_vendor: open({ typically: 1, sometimes: true }),
      bios_version: open({ typically: 1, sometimes: true }),
      board_asset_tag: open({ typically: 1, sometimes: true }),
      board_name: open({ typically: 1, sometimes: true }),
      board_serial: open({ typically: 1, sometimes: true }),
      board_vendor: open({ typically: 1, sometimes: true }),
      board_version: open({ typically: 1, sometimes: true }),
      chassis_asset_tag: open({ typically: 1, sometimes: true }),
      chassis_serial: open({ typically: 1, sometimes: true }),
      chassis_vendor: open({ typically: 1, sometimes: true }),
      chassis_version: open({ typically: 1, sometimes: true }),
      product_family: open({ typically: 1, sometimes: true }),
      product_name: open({ typically: 1, sometimes: true }),
      product_serial: open({ typically: 1, sometimes: true }),
      product_sku: open({ typically: 1, sometimes: true }),
      product_uuid: open({ typically: 1, sometimes: true }),
      product_version: open({ typically: 1, sometimes: true }),
      system_vendor: open({ typically: 1, sometimes: true }),
    },
    key: [],
    info: true,
  }),
  edacCorrectableErrors: counter('node_edac_correctable_errors_total', 'Memory errors that were corrected.', {
    labels: controller,
  }),
  edacUncorrectableErrors: counter('node_edac_uncorrectable_errors_total', 'Memory errors that stay.', {
    labels: controller,
  }),
  edacCsrowCorrectableErrors: counter(
    'node_edac_csrow_correctable_errors_total',
    'Memory errors of a row of chips that were corrected.',
    { labels: row },
  ),
  edacCsrowUncorrectableErrors: counter(
    'node_edac_csrow_uncorrectable_errors_total',
    'Memory errors of a row of chips that stay.',
    { labels: row },
  ),
  mdBlocks: gauge('node_md_blocks', 'Blocks of the RAID array.', { labels: array }),
  mdBlocksSynced: gauge('node_md_blocks_synced', 'Blocks of the RAID array that are in step.', { labels: array }),
  mdDegraded: gauge('node_md_degraded', 'Disks that the RAID array lacks.', { labels: array }),
  mdRaidDisks: gauge('node_md_raid_disks', 'Disks that take part in the RAID array.', { labels: array }),
  mdDisks: gauge('node_md_disks', 'Disks of the RAID array by their state.', {
    labels: { ...array, state: ['active', 'failed', 'spare'] },
  }),
  mdDisksRequired: gauge('node_md_disks_required', 'Disks that the RAID array should have.', { labels: array }),
  mdState: gauge('node_md_state', 'Whether the RAID array is in this state.', {
    labels: { ...array, state: ['active', 'check', 'inactive', 'recovering', 'resync'] },
    range: [0, 1],
  }),
  nvmeInfo: gauge('node_nvme_info', 'What an NVMe disk is, as labels.', {
    labels: {
      device: open({ typically: 2 }),
      cntlid: open({ typically: 1, sometimes: true }),
      firmware_revision: open({ typically: 1, sometimes: true }),
      model: open({ typically: 1, sometimes: true }),
      serial: open({ typically: 2, sometimes: true }),
      state: open({ typically: 1, sometimes: true }),
    },
    key: ['device'],
    info: true,
  }),
  powerSupplyCapacity: gauge('node_power_supply_capacity', 'Charge in percent.', { labels: supply, range: [0, 100] }),
  powerSupplyOnline: gauge('node_power_supply_online', 'Whether the power supply gives power.', { labels: supply }),
  raplCoreJoules: counter('node_rapl_core_joules_total', 'Energy that the cores used.', {
    unit: 'joules',
    labels: { index: open({ typically: 1 }), path: open({ typically: 1 }) },
  }),
  raplDramJoules: counter('node_rapl_dram_joules_total', 'Energy that the memory used.', {
    unit: 'joules',
    labels: { index: open({ typically: 1 }), path: open({ typically: 1 }) },
  }),
  raplPackageJoules: counter('node_rapl_package_joules_total', 'Energy that the processor packages used.', {
    unit: 'joules',
    labels: { index: open({ typically: 1 }), path: open({ typically: 1 }) },
  }),
  thermalZoneTemp: gauge('node_thermal_zone_temp', 'Temperature of the zone.', {
    unit: 'celsius',
    labels: { type: open({ typically: 2 }), zone: open({ typically: 4 }) },
    key: ['zone'],
  }),
};
