import { findPaths } from '#classify/find-paths.ts';
import type { Account } from '#model/account.ts';
import { type Config, configSchema } from '#model/config.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { VpcEndpoint, VpcPeeringConnection } from '#model/records.ts';
import type { Scope } from '#model/scope.ts';
import { joinInventories } from '#network/join.ts';
import type { Network } from '#network/network.ts';

/** The client's side of the Tokyo -> Oregon case: VPC `vpc-tokyo`. */
export const tokyo: Scope = { accountId: '111111111111', region: 'ap-northeast-1' };
/** The endpoint's side: VPC `vpc-oregon`. */
export const oregon: Scope = { accountId: '222222222222', region: 'us-west-2' };

export const accounts: Account[] = [
  { Id: tokyo.accountId, Name: 'workload' },
  { Id: oregon.accountId, Name: 'hub' },
];

export const bedrockRuntime = 'com.amazonaws.us-west-2.bedrock-runtime';

/** Oregon's endpoint to `bedrock-runtime`, as its owner sees it. */
export const endpointRecord = (fields: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  VpcEndpointId: 'vpce-1',
  VpcEndpointType: 'Interface',
  VpcId: 'vpc-oregon',
  ServiceName: bedrockRuntime,
  ServiceRegion: 'us-west-2',
  State: 'available',
  OwnerId: oregon.accountId,
  ...fields,
});

/** The active peering from Tokyo to Oregon, with all that AWS tells of one. */
export const peeringRecord = (fields: Partial<VpcPeeringConnection> = {}): VpcPeeringConnection => ({
  VpcPeeringConnectionId: 'pcx-1',
  RequesterVpcInfo: {
    OwnerId: tokyo.accountId,
    Region: tokyo.region,
    VpcId: 'vpc-tokyo',
    CidrBlock: '10.1.0.0/16',
  },
  AccepterVpcInfo: {
    OwnerId: oregon.accountId,
    Region: oregon.region,
    VpcId: 'vpc-oregon',
    CidrBlock: '10.2.0.0/16',
  },
  Status: { Code: 'active' },
  ...fields,
});

export const inventoryOf = (scope: Scope, inventory: Inventory): ScopedInventory => ({ scope, inventory });

export const networkOf = (...inventories: ScopedInventory[]): Network =>
  joinInventories({ accounts, inventories });

export const configOf = (fields: Partial<Config> = {}): Config => ({ ...configSchema.parse({}), ...fields });

export const pathsOf = (inventories: ScopedInventory[], config: Partial<Config> = {}): ConnectionPath[] =>
  findPaths(networkOf(...inventories), configOf(config));

/** Tokyo and Oregon as a nightly scan sees them, with the fields under test changed. */
export const tokyoToOregon = (
  endpoint: Partial<VpcEndpoint> = {},
  peering: Partial<VpcPeeringConnection> = {},
): ScopedInventory[] => [
  inventoryOf(tokyo, { VpcEndpoints: [], VpcPeeringConnections: [peeringRecord(peering)] }),
  inventoryOf(oregon, {
    VpcEndpoints: [endpointRecord(endpoint)],
    VpcPeeringConnections: [peeringRecord(peering)],
  }),
];
