import type { ConnectionPath } from '#model/path.ts';
import { printable } from '#model/printable.ts';
import { families, parseCidr } from '#network/addresses/cidr.ts';
import { subnetBlocks } from '#network/blocks.ts';
import { leastText } from '#network/collections.ts';
import { factsOf } from '#network/facts.ts';
import { pairKey, pointersByPair } from '#network/names/pointers.ts';
import type { Network } from '#network/network.ts';
import { quoted } from '#network/quoted.ts';
import { peeringRoutes } from '#network/routes/peering-routes.ts';
import type { RuleInput } from '../rule.ts';
import { expectedPathOf } from './expected-path.ts';
import { endpointOf } from './path-subject.ts';
import { usualNameOf } from './usual-name.ts';

const byExpectation = (path: ConnectionPath, { config }: RuleInput): string | null => {
  const expected = expectedPathOf(path, config);
  return expected === null ? null : `it is expected: ${printable(expected.reason)}`;
};

const byName = (path: ConnectionPath, { network }: RuleInput): string | null => {
  const { vpcId } = path.consumer;
  const pointers = pointersByPair(network).get(pairKey(vpcId, path.endpoint.vpcEndpointId)) ?? [];
  const told = leastText(
    pointers.map(({ pointer }) => `${quoted(pointer.id)} gives ${vpcId} a name of the endpoint`),
  );
  const usual = path.dns.resolves === 'endpoint' ? usualNameOf(network, path) : null;
  return usual === null ? told : `${quoted(usual)} leads to the endpoint in ${vpcId}`;
};

/** The blocks of the endpoint's own subnets. */
const endpointBlocks = (network: Network, path: ConnectionPath) => {
  const provider = network.vpcs.get(path.endpoint.vpcId ?? '');
  if (provider === undefined) return [];
  const { subnet } = factsOf(network)(provider);
  return (endpointOf(network, path).record.SubnetIds ?? []).flatMap((id) => {
    const found = subnet(id);
    const texts = found === null ? [] : families.flatMap((family) => subnetBlocks(found, family));
    return texts.flatMap((text) => parseCidr(text) ?? []);
  });
};

const byRoute = (path: ConnectionPath, { network }: RuleInput): string | null => {
  const { consumer, peeringId } = path;
  if (consumer.vpcId === null || peeringId === null) return null;
  const routes = peeringRoutes(network, consumer.vpcId, peeringId);
  const blocks = routes.length === 0 ? [] : endpointBlocks(network, path);
  const leading = routes.filter(({ cidr }) =>
    blocks.some(
      (block) => block.family === cidr.family && block.first <= cidr.first && cidr.last <= block.last,
    ),
  );
  return leastText(
    leading.map(
      ({ tableId, destination }) =>
        `${tableId} routes ${destination}, of the endpoint's own subnets, to ${peeringId}`,
    ),
  );
};

/**
 * What shows that somebody means clients to take a path over a peering: the configuration expects it, a private name
 * in the client VPC leads to the endpoint, or a route there leads to the endpoint's own subnets and no further: one to
 * the whole VPC says that the VPCs are to talk, not what about. Null when nothing that was read does.
 */
export const meantBy = (path: ConnectionPath, input: RuleInput): string | null =>
  byExpectation(path, input) ?? byName(path, input) ?? byRoute(path, input);
