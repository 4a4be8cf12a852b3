import { operations } from '#model/inventory.ts';
import { type Family, families } from '#network/addresses/cidr.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import { factsOf } from '#network/facts.ts';
import type { Network, NetworkEndpoint } from '#network/network.ts';
import type { Reading } from '#network/reading.ts';
import { type Admission, type CompiledGroup, isLive } from '#network/security-group/security-group.ts';
import { told } from '#network/told.ts';
import { isLeaving, managedNote, ownerOf, serviceText } from './kit/endpoint-facts.ts';
import { endpointReads, overEndpoints } from './kit/endpoint-subject.ts';
import { serviceOf } from './kit/service-of.ts';
import { someOf } from './kit/some-of.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

/** What a group admits, of the families the endpoint speaks, on the ports that count; a null port is any. */
type Asked = { families: readonly Family[]; ports: readonly (number | null)[] };

/** The families of the endpoint's addresses: both where AWS does not tell. */
const familiesOf = ({ record }: NetworkEndpoint): readonly Family[] => {
  const type = record.IpAddressType?.toLowerCase();
  return families.filter(
    (family) => type === undefined || type === family || !families.some((it) => it === type),
  );
};

/** Does it admit an address, or the members of some group? Those who refer to themselves admit each other. */
const admitsSomebody = ({ sources, references }: Admission): boolean =>
  references.some(isLive) || sources.some(({ value }) => value !== null);

type Answer = { admits: boolean; gap: string | null };

const answerOf = (group: Reading<CompiledGroup>, asked: Asked): Answer => {
  if (!group.isKnown) return { admits: false, gap: group.gap.text };
  const admissions = asked.families.flatMap((family) =>
    asked.ports.map((port) => group.value.admission(family, port)),
  );
  const [gap = null] = admissions.flatMap(({ gaps }) => gaps);
  return { admits: admissions.some(admitsSomebody), gap: gap?.text ?? null };
};

/** The endpoint's groups, by ID: of its VPC's owner, as all that concerns the VPC. */
const groupsOf = (network: Network, { record }: NetworkEndpoint) => {
  const vpc = network.vpcs.get(record.VpcId ?? '');
  const ids = (record.Groups ?? []).flatMap(({ GroupId }) => told(GroupId) ?? []);
  const isWhole = ids.length > 0 && ids.length === record.Groups?.length;
  if (vpc === undefined || !isWhole) return null;
  const { groupOf } = factsOf(network)(vpc);
  return { ids, groups: ids.map(groupOf) };
};

const tcp = (ports: readonly number[] | null): string =>
  ports === null || ports.length === 0 ? 'TCP' : `TCP ${ports.join(' or ')}`;

const judge = (endpoint: NetworkEndpoint, input: RuleInput): Opinion | null => {
  if (endpointTypeOf(endpoint.record) !== 'Interface' || isLeaving(endpoint)) return null;
  const { vpcEndpointId: id } = endpoint;
  const name = `endpoint ${id} to ${serviceText(endpoint)}`;
  const plain = `Security groups of ${name}`;
  const unknown = (evidence: string): Opinion => ({ status: 'not-evaluated', title: plain, evidence });
  const held = groupsOf(input.network, endpoint);
  if (held === null) return unknown('AWS did not tell the security groups of the endpoint, or its VPC.');
  const { ports } = serviceOf(input, endpoint);
  const arePortsKnown = ports !== null && ports.length > 0;
  const asked = { families: familiesOf(endpoint), ports: arePortsKnown ? ports : [null] };
  const answers = held.groups.map((group) => answerOf(group, asked));
  const groups = someOf(held.ids);
  if (answers.some(({ admits }) => admits)) {
    if (!arePortsKnown)
      return unknown(
        `Rules of ${groups} admit somebody on some port; which ports the service listens on is not known.`,
      );
    return {
      status: 'passed',
      title: plain,
      evidence: `Rules of ${groups} admit ${tcp(ports)} from somewhere.`,
    };
  }
  const gap = answers.find((answer) => answer.gap !== null)?.gap ?? null;
  if (gap !== null) return unknown(`${gap}.`);
  return {
    status: 'failed',
    title: `No security group of ${name} admits anybody`,
    evidence: `No rule of ${groups} admits ${tcp(ports)} from any address, prefix list or group.`,
    remediation: `In account ${ownerOf(endpoint)}, let ${tcp(ports)} in to ${held.ids[0]} from the CIDRs or the security groups of the clients of ${id}.${managedNote(endpoint)}`,
    fixOwner: ownerOf(endpoint),
  };
};

/** An interface endpoint whose security groups let nobody in: it costs, and serves nobody. */
export const endpointSgBlocksAll: Rule = {
  id: 'endpoint-sg-blocks-all',
  formerIds: [],
  title: 'The security groups of an interface endpoint admit nobody',
  severity: 'medium',
  isOnByDefault: true,
  reads: [
    ...endpointReads,
    operations.ServiceDetails,
    operations.SecurityGroups,
    operations.ManagedPrefixLists,
  ],
  when: "No group of an interface endpoint admits any source on the service's ports.",
  why: 'Nobody reaches the service by this endpoint; where its private name is on, clients time out instead of using the public address.',
  howToFix:
    "Let the service's port (443 for most) in to a security group of the endpoint, from the CIDRs or the groups of its clients.",
  evaluate: overEndpoints(judge),
};
