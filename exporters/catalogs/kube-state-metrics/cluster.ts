import { open } from '@narthex/instrumentation';
import { kind } from './objects.ts';

const request = kind(
  { certificatesigningrequest: open({ typically: 5 }), signer_name: open({ typically: 2 }) },
  ['certificatesigningrequest'],
  5,
);
const namespaced = { namespace: open({ typically: 1, sometimes: true }) };
const lease = kind({ ...namespaced, lease: open({ typically: 15 }) }, ['namespace', 'lease'], 15);
const mutating = kind(
  { ...namespaced, mutatingwebhookconfiguration: open({ typically: 3 }) },
  ['mutatingwebhookconfiguration'],
  3,
);
const validating = kind(
  { ...namespaced, validatingwebhookconfiguration: open({ typically: 3 }) },
  ['validatingwebhookconfiguration'],
  3,
);
const webhook = {
  labels: {
    webhook_name: open({ typically: 2 }),
    service_name: open({ typically: 1 }),
    service_namespace: open({ typically: 1 }),
  },
  key: ['webhook_name'],
} as const;

/** CertificateSigningRequests. */
export const signingRequestMetrics = {
  certificatesigningrequestCondition: request.flag(
    'kube_certificatesigningrequest_condition',
    '1 for what was decided.',
    { labels: { condition: ['approved', 'denied'] } },
  ),
  certificatesigningrequestCertLength: request.number(
    'kube_certificatesigningrequest_cert_length',
    'Length of the certificate that was issued, 0 before.',
  ),
  certificatesigningrequestCreated: request.time('kube_certificatesigningrequest_created', 'When it was created.'),
};

/** Leases, by which nodes and controllers show that they live. */
export const leaseMetrics = {
  leaseOwner: lease.info('kube_lease_owner', 'Who holds it.', {
    labels: {
      owner_kind: open({ typically: 2, sometimes: true }),
      owner_name: open({ typically: 15, sometimes: true }),
      lease_holder: open({ typically: 15, sometimes: true }),
    },
  }),
  leaseRenewTime: lease.time('kube_lease_renew_time', 'When it was last renewed.'),
};

/** Webhooks that are asked before objects are stored. */
export const webhookMetrics = {
  mutatingwebhookconfigurationInfo: mutating.info(
    'kube_mutatingwebhookconfiguration_info',
    'One for each configuration.',
  ),
  mutatingwebhookconfigurationWebhookClientconfigService: mutating.info(
    'kube_mutatingwebhookconfiguration_webhook_clientconfig_service',
    'The service that answers a webhook.',
    webhook,
  ),
  mutatingwebhookconfigurationMetadataResourceVersion: mutating.number(
    'kube_mutatingwebhookconfiguration_metadata_resource_version',
    'Version of the object.',
  ),
  mutatingwebhookconfigurationCreated: mutating.time(
    'kube_mutatingwebhookconfiguration_created',
    'When it was created.',
  ),
  validatingwebhookconfigurationInfo: validating.info(
    'kube_validatingwebhookconfiguration_info',
    'One for each configuration.',
  ),
  validatingwebhookconfigurationWebhookClientconfigService: validating.info(
    'kube_validatingwebhookconfiguration_webhook_clientconfig_service',
    'The service that answers a webhook.',
    webhook,
  ),
  validatingwebhookconfigurationMetadataResourceVersion: validating.number(
    'kube_validatingwebhookconfiguration_metadata_resource_version',
    'Version of the object.',
  ),
  validatingwebhookconfigurationCreated: validating.time(
    'kube_validatingwebhookconfiguration_created',
    'When it was created.',
  ),
};
