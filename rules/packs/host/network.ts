import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { type AlertDefinition, type Duration, type Severity, seconds } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { changedScenarios } from '../../scenarios/changed.ts';
import { rateScenarios } from '../../scenarios/rate-over.ts';
import { rateShareScenarios } from '../../scenarios/rate-share.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, host } from './labels.ts';

const {
  networkReceiveBytes,
  networkTransmitBytes,
  networkSpeedBytes,
  networkUp,
  networkCarrierChanges,
  nfConntrackEntries,
  nfConntrackEntriesLimit,
} = nodeMetrics;

const device = { ...host, device: 'eth0' };
const second = { ...host, device: 'eth1' };

/** Packets that an interface gave up on, of all those that went in one direction. */
interface Loss {
  readonly lost: typeof nodeMetrics.networkReceiveErrs;
  readonly packets: typeof nodeMetrics.networkReceivePackets;
  /** Ends "Of the packets, 2 %". */
  readonly happened: string;
  readonly meaning: string;
  readonly diagnosis: string;
  readonly mitigation: string;
}

const cable =
  'Replace the cable or the transceiver, try another port of the switch, and set both sides to negotiate speed and duplex. For a virtual machine, ask the provider or move it.';

/** What arrives broken. */
export const receiveErrors: Loss = {
  lost: nodeMetrics.networkReceiveErrs,
  packets: nodeMetrics.networkReceivePackets,
  happened: 'arrive broken',
  meaning: 'The interface receives packets with wrong checksums or lengths, or has no room to take them.',
  diagnosis:
    'See `ip -s -s link show DEVICE` and `ethtool -S DEVICE | grep -iE "err|crc|fifo"`. CRC and frame errors are the cable, the transceiver or the switch port; FIFO and missed errors are a host that does not fetch packets fast enough.',
  mitigation: cable,
};

/** What cannot be sent. */
export const transmitErrors: Loss = {
  lost: nodeMetrics.networkTransmitErrs,
  packets: nodeMetrics.networkTransmitPackets,
  happened: 'cannot be sent',
  meaning: 'The interface fails to send packets: the carrier is lost, collisions, or its driver gives up.',
  diagnosis:
    'See `ip -s -s link show DEVICE` (carrier, collsns) and `dmesg -T | grep DEVICE`. Collisions mean that the two sides do not agree on duplex; resets in the log mean the driver or the card.',
  mitigation: cable,
};

/** What arrives well and is thrown away. */
export const receiveDrops: Loss = {
  lost: nodeMetrics.networkReceiveDrop,
  packets: nodeMetrics.networkReceivePackets,
  happened: 'are thrown away on arrival',
  meaning: 'Packets arrive well, but the host drops them: its buffers are full, or nobody wants them.',
  diagnosis:
    'See `ethtool -S DEVICE | grep -i drop` and the softnet counters (`/proc/net/softnet_stat`, second column): do processors not keep up with interrupts? Packets of unknown protocols or VLANs count as well, and do no harm.',
  mitigation:
    'Enlarge the ring (`ethtool -G DEVICE rx 4096`) and spread interrupts over more processors (irqbalance, RPS). If it is foreign traffic, keep it away at the switch or raise the bound.',
};

/** Too many packets of an interface are lost in one direction. */
export function packetsLost(
  name: string,
  { lost, packets, happened, meaning, diagnosis, mitigation }: Loss,
  threshold: number,
): AlertDefinition {
  return alert(name, {
    threshold,
    window: '5m',
    minimum: 10,
    expr: ({ threshold, window, minimum }) =>
      promql`rate(${lost}[${window}]) / (rate(${packets}[${window}]) > ${minimum}) > ${threshold}`,
    for: '15m',
    keepFiringFor: '5m',
    severity: 'warning',
    summary: `Packets of {{ $labels.device }} of {{ $labels.instance }} ${happened}.`,
    description: `Of the packets of {{ $labels.device }} of {{ $labels.instance }}, {{ $value | humanizePercentage }} ${happened}.`,
    runbook: {
      meaning,
      impact:
        'Connections over this interface are slow and stall, because lost packets are sent again. Small answers hardly show it, large transfers do.',
      diagnosis,
      mitigation,
      queries: [
        { ask: 'How many per second, on which interfaces?', expr: promql`rate(${lost}[5m]) > 0` },
        {
          ask: 'How many segments does TCP send again?',
          expr: promql`rate(${nodeMetrics.netstatTcpRetransSegs}[5m]) / rate(${nodeMetrics.netstatTcpOutSegs}[5m])`,
        },
      ],
    },
    scenarios: (numbers) =>
      rateShareScenarios(numbers, {
        labels: device,
        signals: (share, perSecond) => ({
          [series(packets, device)]: counting(perSecond),
          [series(lost, device)]: counting(share * perSecond),
          [series(packets, second)]: counting(perSecond),
          [series(lost, second)]: counting(0),
        }),
      }),
  });
}

/** An interface carries as much as it can. */
export const interfaceSaturated: AlertDefinition = alert('HostInterfaceSaturated', {
  threshold: 0.9,
  window: '5m',
  expr: ({
    threshold,
    window,
  }) => promql`rate(${networkReceiveBytes}[${window}]) / (${networkSpeedBytes} > 0) > ${threshold}
    or
    rate(${networkTransmitBytes}[${window}]) / (${networkSpeedBytes} > 0) > ${threshold}`,
  for: '10m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: 'The interface {{ $labels.device }} of {{ $labels.instance }} is at its limit.',
  description:
    'In one direction {{ $labels.device }} of {{ $labels.instance }} carries {{ $value | printf "%.2f" }} of what its link can carry (1 is all of it).',
  runbook: {
    meaning: 'What is received or sent has come close to the speed that the link has negotiated.',
    impact: 'Packets queue and are dropped; everything that talks over this interface becomes slow at the same time.',
    diagnosis:
      'Which direction, and who? `sar -n DEV 5`, then `nethogs DEVICE` or `iftop -i DEVICE`. Has the link negotiated less than it should: `ethtool DEVICE | grep Speed`? Backups and image pulls are the usual bursts.',
    mitigation:
      'Move or throttle the transfer that can wait. For good: a faster link, a second one, or the services apart.',
    queries: [
      { ask: 'How much is received (bytes per second)?', expr: promql`rate(${networkReceiveBytes}[5m])` },
      { ask: 'How much is sent (bytes per second)?', expr: promql`rate(${networkTransmitBytes}[5m])` },
    ],
  },
  scenarios: (numbers) => {
    const speed = 125e6;
    const link = (labels: typeof device, received: number, sent: number, of = speed): Signals => ({
      [series(networkReceiveBytes, labels)]: counting(received * speed),
      [series(networkTransmitBytes, labels)]: counting(sent * speed),
      [series(networkSpeedBytes, labels)]: level(of),
    });
    const state =
      (received: boolean) =>
      (share: number): Signals => ({
        ...(received ? link(device, share, 0.1) : link(device, 0.1, share)),
        // A virtual interface without a speed, and one whose speed is not known.
        ...link({ ...host, device: 'wg0' }, 0.5, 0.5, 0),
        ...link({ ...host, device: 'tun0' }, 0.5, 0.5, -1 / 8),
      });
    const sent = rateScenarios(numbers, { labels: device, state: state(false) });
    return [
      ...rateScenarios(numbers, { labels: device, state: state(true) }),
      ...sent
        .filter(({ kind }) => kind === 'fires' || kind === 'quiet')
        .map((scenario) => ({ ...scenario, title: `${scenario.title}, for what is sent` })),
    ];
  },
});

/** An interface has lost its link. */
export const interfaceDown: AlertDefinition = alert('HostInterfaceDown', {
  window: '6h',
  expr: ({ window }) => promql`${networkUp} == 0
    and
    max_over_time(${networkUp}[${window}]) == 1`,
  for: '5m',
  severity: 'warning',
  summary: 'The interface {{ $labels.device }} of {{ $labels.instance }} is down.',
  description: '{{ $labels.device }} of {{ $labels.instance }} had a link within the last six hours and has none now.',
  runbook: {
    meaning: 'The interface was up and is not any more. The host is still reachable over another one.',
    impact: 'What used this way has no network, or a bond of interfaces has lost its second leg.',
    diagnosis:
      'See `ip link show DEVICE` and `dmesg -T | grep DEVICE`: did the carrier go (cable, switch) or was it switched off? Ask whether the switch or the network was worked on.',
    mitigation:
      'Mend the link, or switch it on with `ip link set DEVICE up`. If it was removed on purpose, the alert ends by itself after six hours.',
    queries: [{ ask: 'When did it lose its link?', expr: promql`${networkUp}` }],
  },
  scenarios: (numbers) => {
    const state = (up: number): Signals => ({
      [series(networkUp, device)]: level(up),
      // Never was up, and nobody expects it to be.
      [series(networkUp, second)]: level(0),
      [series(networkUp, { ...another, device: 'eth0' })]: level(1),
    });
    return changedScenarios(numbers, { labels: device, bad: state(0), good: state(1) });
  },
});

/** An interface loses its link and finds it again, over and over. */
export const interfaceFlapping: AlertDefinition = alert('HostInterfaceFlapping', {
  threshold: 4,
  window: '15m',
  expr: ({ threshold, window }) => promql`increase(${networkCarrierChanges}[${window}]) > ${threshold}`,
  for: '2m',
  keepFiringFor: '10m',
  severity: 'warning',
  summary: 'The interface {{ $labels.device }} of {{ $labels.instance }} loses its link again and again.',
  description:
    '{{ $labels.device }} of {{ $labels.instance }} has lost and found its link several times within a quarter of an hour.',
  runbook: {
    meaning: 'The carrier of the interface comes and goes.',
    impact: 'Each time connections stall for seconds and the routes change; a bond moves back and forth.',
    diagnosis:
      'Look at the times in `dmesg -T | grep DEVICE`. Regular intervals point to power saving or the negotiation of the speed, irregular ones to cable, transceiver or switch port.',
    mitigation:
      'Replace cable or transceiver, or use another port. Take the interface down if another one carries the traffic.',
    queries: [{ ask: 'Which interfaces change?', expr: promql`increase(${networkCarrierChanges}[1h]) > 0` }],
  },
  scenarios: (numbers) => {
    const state = (changes: number): Signals => ({
      [series(networkCarrierChanges, device)]: counting(changes / seconds(numbers.window)),
      [series(networkCarrierChanges, second)]: counting(0),
    });
    return rateScenarios(numbers, { labels: device, state });
  },
});

/** The table of the connections that the firewall follows is (almost) full. */
export function conntrackUsed(name: string, severity: Severity, threshold: number, pending: Duration): AlertDefinition {
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${nfConntrackEntries} / ${nfConntrackEntriesLimit} > ${threshold}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'conntrack' },
    summary: 'The connection table of {{ $labels.instance }} is almost full.',
    description:
      '{{ $value | humanizePercentage }} of the entries for connections that the kernel of {{ $labels.instance }} follows are used.',
    runbook: {
      meaning:
        'The firewall of the kernel remembers every connection, also of containers, and has room for a limited number.',
      impact:
        'When the table is full, new connections are dropped without an answer, while old ones go on. It looks like a network that fails at random.',
      diagnosis:
        "Who holds so many: `conntrack -L | awk '{print $5}' | sort | uniq -c | sort -n | tail`. Many short connections (health checks, no keep-alive, DNS), or a scan from outside?",
      mitigation:
        'Raise `net.netfilter.nf_conntrack_max` now; it costs some 300 bytes for each entry. Then let clients reuse connections, or shorten the time-outs of closed ones.',
      queries: [
        { ask: 'How many connections does it follow?', expr: promql`${nfConntrackEntries}` },
        { ask: 'Are packets dropped for it already?', expr: promql`${nodeMetrics.nfConntrackStatDrop}` },
      ],
    },
    scenarios: (numbers) => {
      const table = (labels: typeof host, share: number): Signals => ({
        [series(nfConntrackEntries, labels)]: level(share * 262_144),
        [series(nfConntrackEntriesLimit, labels)]: level(262_144),
      });
      const state = (share: number) => ({ ...table(host, share), ...table(another, 0.1) });
      return scenarios(numbers, {
        labels: host,
        value: numbers.threshold * beyond,
        bad: state(numbers.threshold * beyond),
        good: state(numbers.threshold * within),
      });
    },
  });
}
