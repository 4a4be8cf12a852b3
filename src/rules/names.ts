/** The IDs of all rules, sorted: a configuration is checked against them without loading the rules. */
export const ruleIds: readonly string[] = [
  'bedrock-dns-public',
  'bedrock-over-peering',
  'bedrock-path-broken',
  'connection-path',
  'coverage-gap',
  'cross-region-endpoint-available',
  'endpoint-not-available',
  'endpoint-policy-unrestricted',
  'endpoint-service-open',
  'endpoint-service-outside-consumer',
  'endpoint-service-owner-untrusted',
  'endpoint-sg-blocks-all',
  'endpoint-single-zone',
  'inference-may-leave-region',
  'name-captured-path-blocked',
  'peering-half-routed',
  'peering-owner-untrusted',
  'peering-wider-than-needed',
  'private-dns-off',
  'private-name-stale',
  'service-region-not-allowed',
];

/** The IDs that rules had before. */
export const formerRuleIds: readonly string[] = [];
