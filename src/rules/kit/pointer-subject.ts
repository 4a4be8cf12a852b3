import { partitionOf } from '#model/partition.ts';
import { compareText, scopeKey } from '#model/scope.ts';
import { groupBy } from '#network/collections.ts';
import { type Pointer, pointersOf } from '#network/names/pointers.ts';
import type { Network } from '#network/network.ts';
import type { Judgement, Opinion, RuleInput, Subject } from '../rule.ts';
import { scopeInOrganization, uniqueScopes } from './places.ts';
import { vpcTags } from './tags.ts';

/** A private name, or a Profile's resource, as one scope read it: all the endpoints it gives, there or not. */
export type PrivateName = readonly [Pointer, ...Pointer[]];

const isSome = (pointers: readonly Pointer[]): pointers is PrivateName => pointers.length > 0;

/** The VPCs of a private name, sorted. */
export const vpcsOf = (pointers: PrivateName): string[] =>
  [...new Set(pointers.flatMap(({ vpcIds }) => vpcIds))].sort(compareText);

const arnOf = ({ kind, holder, scope }: Pointer): string | null =>
  kind === 'record' ? `arn:${partitionOf(scope.region)}:route53:::hostedzone/${holder}` : null;

/** A private name: the scope whose VPCs use it and that read it has it, whoever owns the zone or the Profile. */
export const pointerSubject = (network: Network, pointers: PrivateName): Subject => {
  const [{ scope, id, holder }] = pointers;
  const endpoints = pointers.map(
    ({ vpcEndpointId, place }) =>
      network.endpoints.get(vpcEndpointId)?.scope ?? scopeInOrganization(network, place),
  );
  return {
    owner: scope,
    isOwnerSure: true,
    subject: { type: 'Other', id, arn: arnOf(pointers[0]) },
    pathIds: [],
    // No listing tells that a record is gone: what shows it is that the whole read finds nothing wrong any more.
    dependsOn: { scopes: uniqueScopes([scope, ...endpoints]), parts: [] },
    resources: [
      { id: holder, accountId: scope.accountId, tags: [] },
      ...vpcsOf(pointers).map((vpcId) => {
        const vpc = network.vpcs.get(vpcId);
        return { id: vpcId, accountId: vpc?.accountId ?? null, tags: vpcTags(network, vpcId) };
      }),
    ],
  };
};

/** Judges every private name that gives an endpoint; null where the rule does not concern it. */
export const overPrivateNames = (judge: (pointers: PrivateName, input: RuleInput) => Opinion | null) =>
  function* (input: RuleInput): Generator<Judgement> {
    const names = groupBy(pointersOf(input.network), ({ scope, id }) => `${scopeKey(scope)} ${id}`);
    for (const pointers of names.values()) {
      const sorted = pointers.toSorted((a, b) => compareText(a.vpcEndpointId, b.vpcEndpointId));
      if (!isSome(sorted)) continue;
      const opinion = judge(sorted, input);
      if (opinion !== null) yield { about: pointerSubject(input.network, sorted), opinion };
    }
  };
