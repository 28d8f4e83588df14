import { counter, gauge, histogram, open } from '@narthex/instrumentation';

/** What an Alertmanager says about its peers, where it runs in a cluster. */
export const clusterMetrics = {
  clusterAliveMessages: counter(
    'alertmanager_cluster_alive_messages_total',
    'Total number of received alive messages.',
    { labels: { peer: open({ typically: 1 }) } },
  ),
  clusterEnabled: gauge('alertmanager_cluster_enabled', 'Indicates whether the clustering is enabled or not.', {
    range: [0, 1],
  }),
  clusterFailedPeers: gauge(
    'alertmanager_cluster_failed_peers',
    'Number indicating the current number of failed peers in the cluster.',
  ),
  clusterHealthScore: gauge(
    'alertmanager_cluster_health_score',
    "Health score of the cluster. Lower values are better and zero means 'totally healthy'.",
  ),
  clusterMembers: gauge('alertmanager_cluster_members', 'Number indicating current number of members in cluster.'),
  clusterMessagesPruned: counter(
    'alertmanager_cluster_messages_pruned_total',
    'Total number of cluster messages pruned.',
  ),
  clusterMessagesQueued: gauge('alertmanager_cluster_messages_queued', 'Number of cluster messages which are queued.'),
  clusterMessagesReceivedSize: counter(
    'alertmanager_cluster_messages_received_size_total',
    'Total size of cluster messages received.',
    { unit: 'bytes', labels: { msg_type: ['full_state', 'update'] } },
  ),
  clusterMessagesReceived: counter(
    'alertmanager_cluster_messages_received_total',
    'Total number of cluster messages received.',
    { labels: { msg_type: ['full_state', 'update'] } },
  ),
  clusterMessagesSentSize: counter(
    'alertmanager_cluster_messages_sent_size_total',
    'Total size of cluster messages sent.',
    { unit: 'bytes', labels: { msg_type: ['full_state', 'update'] } },
  ),
  clusterMessagesSent: counter('alertmanager_cluster_messages_sent_total', 'Total number of cluster messages sent.', {
    labels: { msg_type: ['full_state', 'update'] },
  }),
  clusterPeerInfo: gauge('alertmanager_cluster_peer_info', "A metric with a constant '1' value labeled by peer name.", {
    labels: { peer: open({ typically: 1 }) },
    key: [],
    info: true,
  }),
  clusterPeerNameConflicts: counter(
    'alertmanager_cluster_peer_name_conflicts_total',
    'Total number of times memberlist has noticed conflicting peer names.',
  ),
  clusterPeersJoined: counter(
    'alertmanager_cluster_peers_joined_total',
    'A counter of the number of peers that have joined.',
  ),
  clusterPeersLeft: counter(
    'alertmanager_cluster_peers_left_total',
    'A counter of the number of peers that have left.',
  ),
  clusterPeersUpdate: counter(
    'alertmanager_cluster_peers_update_total',
    'A counter of the number of peers that have updated metadata.',
  ),
  clusterReconnectionsFailed: counter(
    'alertmanager_cluster_reconnections_failed_total',
    'A counter of the number of failed cluster peer reconnection attempts.',
  ),
  clusterReconnections: counter(
    'alertmanager_cluster_reconnections_total',
    'A counter of the number of cluster peer reconnections.',
  ),
  clusterRefreshJoinFailed: counter(
    'alertmanager_cluster_refresh_join_failed_total',
    'A counter of the number of failed cluster peer joined attempts via refresh.',
  ),
  clusterRefreshJoin: counter(
    'alertmanager_cluster_refresh_join_total',
    'A counter of the number of cluster peer joined via refresh.',
  ),
  oversizeGossipMessageDurationSeconds: histogram(
    'alertmanager_oversize_gossip_message_duration_seconds',
    'Duration of oversized gossip message requests.',
    {
      unit: 'seconds',
      labels: { key: open({ typically: 2 }) },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    },
  ),
  oversizedGossipMessageDropped: counter(
    'alertmanager_oversized_gossip_message_dropped_total',
    'Number of oversized gossip messages that were dropped due to a full message queue.',
    { labels: { key: open({ typically: 2 }) } },
  ),
  oversizedGossipMessageFailure: counter(
    'alertmanager_oversized_gossip_message_failure_total',
    'Number of oversized gossip message sends that failed.',
    { labels: { key: open({ typically: 2 }) } },
  ),
  oversizedGossipMessageSent: counter(
    'alertmanager_oversized_gossip_message_sent_total',
    'Number of oversized gossip message sent.',
    { labels: { key: open({ typically: 2 }) } },
  ),
  peerPosition: gauge(
    'alertmanager_peer_position',
    "Position the Alertmanager instance believes it's in. The position determines a peer's behavior in the cluster.",
  ),
};
