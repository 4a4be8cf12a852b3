import type { Account } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import type { Inventory } from '#model/inventory.ts';
import type { ServiceDetail, VpcEndpoint } from '#model/records.ts';
import type { Rule } from '#rules/rule.ts';
import { bedrockRuntime, endpointRecord, inventoryOf, oregon } from './network.ts';
import { findingsOfRule, wholeInventory } from './rules.ts';

/** What AWS tells of `bedrock-runtime` as an interface service, or of another. */
export const detailOf = (fields: Partial<ServiceDetail> = {}): ServiceDetail => ({
  ServiceName: bedrockRuntime,
  ServiceRegion: 'us-west-2',
  ServiceType: [{ ServiceType: 'Interface' }],
  Owner: 'amazon',
  ...fields,
});

type World = { inventory?: Inventory; config?: Partial<Config>; accounts?: Account[] };

/** What a rule finds, passes too, where Oregon has this endpoint and was read whole but for what `inventory` changes. */
export const findingsOfEndpoint = (
  rule: Rule,
  endpoint: Partial<VpcEndpoint>,
  { inventory = {}, config = {}, ...rest }: World = {},
): Finding[] =>
  findingsOfRule(
    rule,
    [
      inventoryOf(
        oregon,
        wholeInventory({
          VpcEndpoints: [endpointRecord(endpoint)],
          ServiceDetails: [detailOf()],
          ...inventory,
        }),
      ),
    ],
    { config: { publishedStatuses: ['passed', 'warning', 'failed'], ...config }, ...rest },
  );

/** That a read failed. */
export const failedRead = (operation: string): NonNullable<Inventory['Coverage']> => ({
  [operation]: { complete: false, cause: 'access-denied' },
});
