import { nodeMetrics } from '../../../exporters/index.ts';
import { type Expression, type NamedMetric, promql } from '../../../promql/index.ts';
import { type StatPanel, type TimelinePanel, type TimeSeriesPanel, upDown } from '../../../stacks/model/index.ts';
import { graph, hosts, interfaces, number, share, smallShare, states } from './common.ts';

const {
  networkCarrierChanges,
  networkReceiveBytes,
  networkReceiveDrop,
  networkReceiveErrs,
  networkReceivePackets,
  networkSpeedBytes,
  networkTransmitBytes,
  networkTransmitErrs,
  networkTransmitPackets,
  networkUp,
} = nodeMetrics;
const window = '[$__rate_interval]';
const legend = '{{instance}} {{device}}';

/** Bytes in both directions. */
export const traffic: TimeSeriesPanel = {
  ...graph,
  key: 'network-traffic',
  title: 'Received and sent',
  shows: 'Bytes per second that each host receives and sends, but for those to itself.',
  action: 'A jump without more requests: a backup, a copy, or somebody who downloads everything.',
  queries: [
    {
      expr: promql`sum by (instance) (rate(${networkReceiveBytes}{${interfaces}}${window}))`,
      legend: '{{instance}} received',
    },
    {
      expr: promql`sum by (instance) (rate(${networkTransmitBytes}{${interfaces}}${window}))`,
      legend: '{{instance}} sent',
    },
  ],
};

/** How much of the speed of an interface is used. */
export const saturation: TimeSeriesPanel = {
  ...share,
  key: 'network-saturation',
  title: 'Interfaces used',
  shows: 'Share of its speed at which an interface receives or sends, the greater of both, the ten busiest.',
  action: 'Near 100 % packets wait and are dropped. Move the traffic, or give the host a faster link.',
  unit: {
    is: 'percentunit',
    because: 'the exporter gives the speed in bytes per second, whatever the name of the metric says',
  },
  noValue: 'No interface says how fast it is.',
  mayBeEmpty: { lacking: 'interfaces of virtual machines mostly do not say how fast they are' },
  queries: [
    {
      expr: promql`topk(10, max by (instance, device) (
        rate(${networkReceiveBytes}{${interfaces}}${window}) / (${networkSpeedBytes}{${interfaces}} > 0)
        or
        rate(${networkTransmitBytes}{${interfaces}}${window}) / (${networkSpeedBytes}{${interfaces}} > 0)
      ))`,
      legend,
    },
  ],
  guard: { alerts: ['HostInterfaceSaturated'], fires: 'above' },
};

function lost(part: NamedMetric, whole: NamedMetric): Expression {
  return promql`topk(10, sum by (instance, device) (rate(${part}{${interfaces}}${window}))
        /
        (sum by (instance, device) (rate(${whole}{${interfaces}}${window})) > 0))`;
}

/** Packets that were broken. */
export const broken: TimeSeriesPanel = {
  ...smallShare,
  key: 'network-errors',
  title: 'Broken packets',
  shows: 'Share of the packets that arrived broken or could not be sent, by interface, the ten highest.',
  action: 'Cable, transceiver, switch port, driver: `ethtool -S` says what kind of error it is.',
  noValue: 'No packet was counted in this range.',
  mayBeEmpty: 'an interface that carries nothing loses no share of it',
  queries: [
    { expr: lost(networkReceiveErrs, networkReceivePackets), legend: `${legend} received` },
    { expr: lost(networkTransmitErrs, networkTransmitPackets), legend: `${legend} sent` },
  ],
  guard: { alerts: ['HostReceiveErrors', 'HostTransmitErrors'], fires: 'above' },
};

/** Packets that nobody had room for. */
export const dropped: TimeSeriesPanel = {
  ...smallShare,
  key: 'network-drops',
  title: 'Dropped packets',
  shows: 'Share of the packets that arrived and were thrown away, by interface, the ten highest.',
  action: 'The host could not take them fast enough: larger rings, or spread the interrupts over more processors.',
  noValue: 'No packet was counted in this range.',
  mayBeEmpty: 'an interface that carries nothing loses no share of it',
  queries: [{ expr: lost(networkReceiveDrop, networkReceivePackets), legend }],
  guard: { alerts: ['HostReceiveDrops'], fires: 'above' },
};

/** Segments of TCP that had to be sent again. */
export const retransmitted: TimeSeriesPanel = {
  ...smallShare,
  key: 'tcp-retransmitted',
  title: 'Sent again',
  shows: 'Share of the TCP segments that had to be sent a second time, because nobody confirmed the first.',
  action: 'Above one in a hundred the way to somebody loses packets. Compare the hosts: is it one, or all?',
  noValue: 'Nothing was sent in this range.',
  queries: [
    {
      expr: promql`sum by (instance) (rate(${nodeMetrics.netstatTcpRetransSegs}{${hosts}}${window}))
        /
        (sum by (instance) (rate(${nodeMetrics.netstatTcpOutSegs}{${hosts}}${window})) > 0)`,
      legend: '{{instance}}',
    },
  ],
};

/** What is used of the table of connections. */
export const conntrack: TimeSeriesPanel = {
  ...share,
  key: 'conntrack',
  title: 'Connections followed',
  shows: 'Share of the connections that the kernel can follow for its firewall and address translation.',
  action:
    'When it is full, new connections are dropped without a word: raise `nf_conntrack_max`, or find who opens so many.',
  noValue: 'No host follows connections.',
  mayBeEmpty: { lacking: 'a host without a firewall follows no connections' },
  queries: [
    {
      expr: promql`max by (instance) (${nodeMetrics.nfConntrackEntries}{${hosts}}) / max by (instance) (${nodeMetrics.nfConntrackEntriesLimit}{${hosts}})`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['HostConntrackFilling', 'HostConntrackFull'], fires: 'above' },
};

/** Which interfaces have a link. */
export const links: TimelinePanel = {
  ...states,
  noValue: 'No interface had a link.',
  mayBeEmpty: { lacking: 'interfaces of virtual machines may not say whether they have a link' },
  key: 'links',
  title: 'Links',
  shows:
    'Whether each interface has a link. One that had none in the last six hours is only not plugged in, and left out.',
  action: 'A link that went away: cable, switch port, or somebody changed the network.',
  max: 1,
  queries: [
    {
      expr: promql`max by (instance, device) (${networkUp}{${interfaces}} and max_over_time(${networkUp}{${interfaces}}[6h]) == 1)`,
      legend,
    },
  ],
  guard: { alerts: ['HostInterfaceDown'], fires: 'below', bound: 1 },
  mappings: upDown,
};

/** Links that come and go. */
export const linkChanges: StatPanel = {
  ...number,
  key: 'link-changes',
  title: 'Changes of a link',
  shows: 'How often the most restless link came or went in the last 15 minutes.',
  action: 'A loose cable or two sides that do not agree on the speed.',
  decimals: 0,
  queries: [{ expr: promql`max(increase(${networkCarrierChanges}{${interfaces}}[15m]))`, legend: 'changes' }],
  guard: { alerts: ['HostInterfaceFlapping'], fires: 'above' },
};

/** Connections that are open, and that were. */
export const connections: TimeSeriesPanel = {
  ...graph,
  key: 'sockets',
  title: 'TCP connections',
  shows: 'Connections that are open, and those that wait out their time after they ended.',
  action: 'Very many that wait: a client that opens a connection for every request. Reuse them.',
  unit: 'short',
  queries: [
    { expr: promql`sum by (instance) (${nodeMetrics.netstatTcpCurrEstab}{${hosts}})`, legend: '{{instance}} open' },
    { expr: promql`sum by (instance) (${nodeMetrics.sockstatTCPTw}{${hosts}})`, legend: '{{instance}} ended' },
  ],
};
