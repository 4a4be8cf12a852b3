import { expect, it } from 'vitest';
import type { HopName } from '#model/path.ts';
import { hopOwner } from '#rules/kit/hop-owner.ts';
import * as bedrock from '#test/builders/bedrock.ts';
import { accounts, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { ruleInput } from '#test/builders/rules.ts';

const ownerOf = (hop: HopName, State = 'available', Code = 'active', serviceOwner = 'amazon') => {
  const VpcPeeringConnections = [peeringRecord({ Status: { Code } })];
  const inventories = bedrock.bedrockWorld({
    tokyo: { VpcPeeringConnections },
    oregon: {
      VpcPeeringConnections,
      VpcEndpoints: [bedrock.bedrockEndpoint({ State })],
      ServiceDetails: [{ ServiceName: 'com.amazonaws.us-west-2.bedrock-runtime', Owner: serviceOwner }],
    },
  });
  const { network, paths } = ruleInput(inventories, { accounts });
  const path = paths.find(({ id }) => id === bedrock.subject);
  return path === undefined ? undefined : hopOwner(network, path, hop);
};

it.each<[HopName, string]>([
  ['endpoint-state', oregon.accountId],
  ['peering-state', tokyo.accountId],
  ['consumer-route', tokyo.accountId],
  ['consumer-nacl', tokyo.accountId],
  ['endpoint-subnet-nacl', oregon.accountId],
  ['endpoint-security-groups', oregon.accountId],
  ['return-route', oregon.accountId],
  ['name', tokyo.accountId],
])('%s is opened by %s', (hop, accountId) => {
  expect(ownerOf(hop)).toBe(accountId);
});

it.each([
  ['is accepted by the service’s owner', 'pendingAcceptance', '333333333333', '333333333333'],
  ['that was rejected, too', 'Rejected', '333333333333', '333333333333'],
  ['of a partner is accepted by nobody known', 'pendingAcceptance', 'aws-marketplace', null],
  ['that failed is made again by its own account', 'failed', '333333333333', oregon.accountId],
])('an endpoint %s', (_, state, serviceOwner, accountId) => {
  expect(ownerOf('endpoint-state', state, 'active', serviceOwner)).toBe(accountId);
});

it.each([
  ['pending-acceptance', oregon.accountId],
  ['expired', tokyo.accountId],
])('a peering that is %s', (status, accountId) => {
  expect(ownerOf('peering-state', 'available', status)).toBe(accountId);
});
