import { groupBy, leastRecord } from '../collections.ts';
import { inventoryOf } from '../inventory-of.ts';
import type { Network, NetworkVpc } from '../network.ts';
import { oncePerRecent } from '../once-per.ts';
import { quoted } from '../quoted.ts';
import { type End, unknown } from './end.ts';
import { createFollow } from './follow.ts';
import { missingRead } from './missing-reads.ts';
import { nameServerEnd } from './name-servers.ts';
import {
  doubtPart,
  endpointPart,
  hostedZonePart,
  joinParts,
  type Parts,
  type Rule,
  rulePart,
} from './parts.ts';
import { createPrivateNames } from './private-names.ts';
import { isDone, isGone, profilePart } from './profile-parts.ts';
import { indexScope, type ScopeIndex, scopesKept } from './scope-index.ts';
import type { Zone } from './zone.ts';

/** What decides how names resolve in one VPC. */
export type VpcNames = {
  /** The end of every name, when something stands before all zones and rules. */
  always: End | null;
  /** By domain. */
  rules: ReadonlyMap<string, readonly Rule[]>;
  /** By domain. */
  zones: ReadonlyMap<string, readonly Zone[]>;
};

const always = (end: End): VpcNames => ({ always: end, rules: new Map(), zones: new Map() });

const ruleParts = (vpcId: string, { ruleAssociations, rules }: ScopeIndex): Parts[] =>
  (ruleAssociations.get(vpcId) ?? []).map(({ ResolverRuleId: id = '', Status }) => {
    const rule = rules.get(id);
    if (rule !== undefined) return rulePart(rule, isDone(Status));
    return doubtPart(id, `Resolver rule ${id} holds in ${vpcId}, and ListResolverRules did not tell of it.`);
  });

/** Arranges what decides how names resolve in a VPC, from its owner's scope alone. */
export const createVpcNames = (network: Network): ((vpc: NetworkVpc) => VpcNames) => {
  const follow = createFollow(network);
  const privateNames = createPrivateNames(network);
  const endpointsIn = groupBy(network.endpoints.values(), ({ record }) => record.VpcId ?? '');
  const indexOf = oncePerRecent(scopesKept, indexScope);

  const profileParts = (vpcId: string, index: ScopeIndex): Parts[] => {
    const known = { rules: index.rules, endpoints: network.endpoints, privateNames, follow };
    const held = (index.profileAssociations.get(vpcId) ?? []).filter(({ Status }) => !isGone(Status));
    return held.flatMap(({ ProfileId: id = '', Status }) => {
      if (isDone(Status)) return (index.profileResources.get(id) ?? []).map((it) => profilePart(it, known));
      return [doubtPart(id, `Profile ${id}'s hold on ${vpcId} is ${quoted(Status ?? '')}.`)];
    });
  };

  const partsIn = (vpcId: string, index: ScopeIndex): Parts => {
    const own = joinParts((endpointsIn.get(vpcId) ?? []).map((it) => endpointPart(it, false, privateNames)));
    const explained = new Set(own.zones.map(({ domain }) => domain));
    const zones = (index.zones.get(vpcId) ?? []).map(({ zone }) =>
      hostedZonePart(zone, { explained, follow }),
    );
    return joinParts([own, ...zones, ...ruleParts(vpcId, index), ...profileParts(vpcId, index)]);
  };

  return (vpc) => {
    const { home, record, vpcId } = vpc;
    const missing = missingRead(network, vpc);
    if (missing !== null || home === null || record === null) {
      return always(unknown(null, missing ?? `${vpcId} was not read.`));
    }
    const index = indexOf(inventoryOf(network, home) ?? {});
    const end = nameServerEnd(record, index.dhcpOptions);
    if (end !== null) return always(end);
    const { rules, zones, doubts } = partsIn(vpcId, index);
    // Zones need both attributes: "Amazon VPC settings" of
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    const used = record.EnableDnsHostnames?.Value === true ? zones : [];
    return {
      always: doubts.length === 0 ? null : doubts.reduce(leastRecord),
      rules: groupBy(rules, ({ domain }) => domain),
      zones: groupBy(used, ({ domain }) => domain),
    };
  };
};
