import { counter, open } from '@narthex/instrumentation';

const dialer = { dialer_name: open({ typically: 4 }) };

/** What Go programs expose about the connections that they make, if they configure HTTP clients as Prometheus does. */
export const conntrackMetrics = {
  netConntrackDialerConnAttempted: counter(
    'net_conntrack_dialer_conn_attempted_total',
    'Connections that were attempted.',
    { labels: dialer },
  ),
  netConntrackDialerConnClosed: counter(
    'net_conntrack_dialer_conn_closed_total',
    'Connections that this side had made and that were closed.',
    { labels: dialer },
  ),
  netConntrackDialerConnEstablished: counter(
    'net_conntrack_dialer_conn_established_total',
    'Connections that were made.',
    { labels: dialer },
  ),
  netConntrackDialerConnFailed: counter('net_conntrack_dialer_conn_failed_total', 'Connections that failed.', {
    labels: { ...dialer, reason: ['refused', 'resolution', 'timeout', 'unknown'] },
  }),
};

/** What they add about the connections that they take, where that is counted. */
export const conntrackListenerMetrics = {
  netConntrackListenerConnAccepted: counter(
    'net_conntrack_listener_conn_accepted_total',
    'Connections that were taken.',
    { labels: { listener_name: open({ typically: 1 }) } },
  ),
  netConntrackListenerConnClosed: counter(
    'net_conntrack_listener_conn_closed_total',
    'Connections that were taken and closed.',
    { labels: { listener_name: open({ typically: 1 }) } },
  ),
};
