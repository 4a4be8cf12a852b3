import { type Operation, operations } from '#model/inventory.ts';
import { partitionOf } from '#model/partition.ts';
import type { Scope } from '#model/scope.ts';
import type { Network, NetworkEndpoint } from '#network/network.ts';
import { told } from '#network/told.ts';
import type { Judgement, Opinion, RuleInput, Subject } from '../rule.ts';
import { partOf } from './places.ts';
import { vpcTags } from './tags.ts';

/** What an endpoint is, and the tags of its VPC, which may exempt it and name its owner. */
export const endpointReads: readonly Operation[] = [operations.VpcEndpoints, operations.Vpcs];

export const endpointArn = (partition: string, { accountId, region }: Scope, id: string): string =>
  `arn:${partition}:ec2:${region}:${accountId}:vpc-endpoint/${id}`;

/** An endpoint: the account that lists it has it. */
export const endpointSubject = (
  network: Network,
  { scope, record, vpcEndpointId }: NetworkEndpoint,
): Subject => {
  const accountId = told(record.OwnerId) ?? scope.accountId;
  const vpcId = told(record.VpcId);
  const vpc = network.vpcs.get(vpcId ?? '');
  return {
    owner: scope,
    isOwnerSure: true,
    subject: {
      type: 'Other',
      id: vpcEndpointId,
      arn: endpointArn(partitionOf(scope.region), { ...scope, accountId }, vpcEndpointId),
    },
    pathIds: [],
    dependsOn: { scopes: [scope], parts: [partOf(scope, operations.VpcEndpoints, vpcEndpointId)] },
    resources: [
      { id: vpcEndpointId, accountId, tags: record.Tags ?? [] },
      ...(vpcId === null
        ? []
        : [{ id: vpcId, accountId: vpc?.accountId ?? null, tags: vpcTags(network, vpcId) }]),
    ],
  };
};

/** Judges every endpoint; null where the rule does not concern it. */
export const overEndpoints = (judge: (endpoint: NetworkEndpoint, input: RuleInput) => Opinion | null) =>
  function* (input: RuleInput): Generator<Judgement> {
    for (const endpoint of input.network.endpoints.values()) {
      const opinion = judge(endpoint, input);
      if (opinion !== null) yield { about: endpointSubject(input.network, endpoint), opinion };
    }
  };
