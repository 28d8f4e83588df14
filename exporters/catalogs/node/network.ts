import { counter, gauge, open } from '@narthex/instrumentation';

const interfaces = { device: open({ typically: 4 }) };

/** Network interfaces. */
export const nodeNetworkMetrics = {
  arpEntries: gauge('node_arp_entries', 'ARP entries by device.', { labels: interfaces }),
  networkAddressAssignType: gauge('node_network_address_assign_type', 'Network device property: address_assign_type.', {
    labels: interfaces,
  }),
  networkCarrier: gauge('node_network_carrier', 'Network device property: carrier.', {
    labels: interfaces,
    range: [0, 1],
  }),
  networkCarrierChanges: counter(
    'node_network_carrier_changes_total',
    'Network device property: carrier_changes_total.',
    { labels: interfaces },
  ),
  networkCarrierDownChanges: counter(
    'node_network_carrier_down_changes_total',
    'Network device property: carrier_down_changes_total.',
    { labels: interfaces },
  ),
  networkCarrierUpChanges: counter(
    'node_network_carrier_up_changes_total',
    'Network device property: carrier_up_changes_total.',
    { labels: interfaces },
  ),
  networkDeviceId: gauge('node_network_device_id', 'Network device property: device_id.', { labels: interfaces }),
  networkDormant: gauge('node_network_dormant', 'Network device property: dormant.', {
    labels: interfaces,
    range: [0, 1],
  }),
  networkFlags: gauge('node_network_flags', 'Network device property: flags.', { labels: interfaces }),
  networkIfaceId: gauge('node_network_iface_id', 'Network device property: iface_id.', { labels: interfaces }),
  networkIfaceLink: gauge('node_network_iface_link', 'Network device property: iface_link.', { labels: interfaces }),
  networkIfaceLinkMode: gauge('node_network_iface_link_mode', 'Network device property: iface_link_mode.', {
    labels: interfaces,
  }),
  networkInfo: gauge('node_network_info', 'Non-numeric data from /sys/class/net/<iface>, value is always 1.', {
    labels: {
      address: open({ typically: 4, sometimes: true }),
      adminstate: ['down', 'up'],
      broadcast: open({ typically: 2, sometimes: true }),
      device: open({ typically: 4 }),
      duplex: open({ typically: 2, sometimes: true }),
      ifalias: open({ typically: 1, sometimes: true }),
      operstate: ['dormant', 'down', 'lowerlayerdown', 'notpresent', 'testing', 'unknown', 'up'],
    },
    key: ['device'],
    info: true,
  }),
  networkMtuBytes: gauge('node_network_mtu_bytes', 'Network device property: mtu_bytes.', {
    unit: 'bytes',
    labels: interfaces,
  }),
  networkNameAssignType: gauge('node_network_name_assign_type', 'Network device property: name_assign_type.', {
    labels: interfaces,
  }),
  networkNetDevGroup: gauge('node_network_net_dev_group', 'Network device property: net_dev_group.', {
    labels: interfaces,
  }),
  networkProtocolType: gauge('node_network_protocol_type', 'Network device property: protocol_type.', {
    labels: interfaces,
  }),
  networkReceiveBytes: counter('node_network_receive_bytes_total', 'Network device statistic receive_bytes.', {
    unit: 'bytes',
    labels: interfaces,
  }),
  networkReceiveCompressed: counter(
    'node_network_receive_compressed_total',
    'Network device statistic receive_compressed.',
    { labels: interfaces },
  ),
  networkReceiveDrop: counter('node_network_receive_drop_total', 'Network device statistic receive_drop.', {
    labels: interfaces,
  }),
  networkReceiveErrs: counter('node_network_receive_errs_total', 'Network device statistic receive_errs.', {
    labels: interfaces,
  }),
  networkReceiveFifo: counter('node_network_receive_fifo_total', 'Network device statistic receive_fifo.', {
    labels: interfaces,
  }),
  networkReceiveFrame: counter('node_network_receive_frame_total', 'Network device statistic receive_frame.', {
    labels: interfaces,
  }),
  networkReceiveMulticast: counter(
    'node_network_receive_multicast_total',
    'Network device statistic receive_multicast.',
    { labels: interfaces },
  ),
  networkReceiveNohandler: counter(
    'node_network_receive_nohandler_total',
    'Network device statistic receive_nohandler.',
    { labels: interfaces },
  ),
  networkReceivePackets: counter('node_network_receive_packets_total', 'Network device statistic receive_packets.', {
    labels: interfaces,
  }),
  networkSpeedBytes: gauge('node_network_speed_bytes', 'Network device property: speed_bytes.', {
    unit: 'bytes',
    labels: interfaces,
  }),
  networkTransmitBytes: counter('node_network_transmit_bytes_total', 'Network device statistic transmit_bytes.', {
    unit: 'bytes',
    labels: interfaces,
  }),
  networkTransmitCarrier: counter('node_network_transmit_carrier_total', 'Network device statistic transmit_carrier.', {
    labels: interfaces,
  }),
  networkTransmitColls: counter('node_network_transmit_colls_total', 'Network device statistic transmit_colls.', {
    labels: interfaces,
  }),
  networkTransmitCompressed: counter(
    'node_network_transmit_compressed_total',
    'Network device statistic transmit_compressed.',
    { labels: interfaces },
  ),
  networkTransmitDrop: counter('node_network_transmit_drop_total', 'Network device statistic transmit_drop.', {
    labels: interfaces,
  }),
  networkTransmitErrs: counter('node_network_transmit_errs_total', 'Network device statistic transmit_errs.', {
    labels: interfaces,
  }),
  networkTransmitFifo: counter('node_network_transmit_fifo_total', 'Network device statistic transmit_fifo.', {
    labels: interfaces,
  }),
  networkTransmitPackets: counter('node_network_transmit_packets_total', 'Network device statistic transmit_packets.', {
    labels: interfaces,
  }),
  networkTransmitQueueLength: gauge(
    'node_network_transmit_queue_length',
    'Network device property: transmit_queue_length.',
    { labels: interfaces },
  ),
  networkUp: gauge('node_network_up', "Value is 1 if operstate is 'up', 0 otherwise.", {
    labels: interfaces,
    range: [0, 1],
  }),
};
