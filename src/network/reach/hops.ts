import { type Partition, restrict, uniform } from '../addresses/partition.ts';
import type { AddressSet } from '../addresses/ranges.ts';
import type { AclLookup } from '../network-acl/judge-acl.ts';
import { known, missing, type Reading } from '../reading.ts';
import type { RouteLookup } from '../routes/route-table.ts';
import { pass, type Ruling, unknown } from '../ruling.ts';
import { judgeGroups } from '../security-group/judge-groups.ts';
import type { Flow, Question } from './question.ts';

/** What a hop does to a flow's packets, by the address that it looks at: the destination's or the source's. */
type JudgeHop = (question: Question, flow: Flow) => Partition<Ruling>;

/** The end whose subnet a hop belongs to. */
type End = 'source' | 'destination';

/** The addresses that an end's hop looks at: those of the other end. */
const farAddresses = ({ source, destination }: Flow, end: End): AddressSet =>
  end === 'source' ? destination.addresses : source.addresses;

/**
 * The subnet whose table and ACL an end's traffic meets; null when it meets neither, inside one subnet. Inside a VPC
 * that is not known unless both subnets are.
 */
const subnetToAsk = ({ goal }: Question, { source, destination }: Flow, end: End): Reading<string | null> => {
  const [own, other] =
    end === 'source' ? [source.subnet, destination.subnet] : [destination.subnet, source.subnet];
  if (!own.isKnown || goal.kind !== 'local') return own;
  if (!other.isKnown) return missing(other.gap);
  return known(own.value === other.value ? null : own.value);
};

type AskInput<T> = {
  end: End;
  find: (subnetId: string) => Reading<T>;
  judge: (found: T, far: AddressSet) => Partition<Ruling>;
};

const ask = <T>(question: Question, flow: Flow, { end, find, judge }: AskInput<T>): Partition<Ruling> => {
  const far = farAddresses(flow, end);
  const subnet = subnetToAsk(question, flow, end);
  if (!subnet.isKnown) return uniform(far, unknown(null, subnet.gap));
  if (subnet.value === null)
    return uniform(far, pass(null, 'Inside one subnet no table and no ACL is asked'));
  const found = find(subnet.value);
  return found.isKnown ? judge(found.value, far) : uniform(far, unknown(null, found.gap));
};

const askRoutes = (question: Question, flow: Flow, end: End): Partition<Ruling> => {
  const facts = end === 'source' ? question.consumer : question.provider;
  const whose = end === 'source' ? "the endpoint's" : "the client's";
  const judge = (routes: RouteLookup, addresses: AddressSet): Partition<Ruling> =>
    routes.judge({ family: flow.family, addresses, goal: question.goal, whose });
  return ask(question, flow, { end, find: facts.routesOf, judge });
};

const askAcl = (question: Question, flow: Flow, end: End): Partition<Ruling> => {
  const { family, port } = flow;
  const { clientPorts } = question;
  const facts = end === 'source' ? question.consumer : question.provider;
  const request = end === 'source' ? 'out' : 'in';
  const judge = (acl: AclLookup, addresses: AddressSet): Partition<Ruling> =>
    restrict(acl.judge({ request, family, port, clientPorts }), addresses);
  return ask(question, flow, { end, find: facts.aclOf, judge });
};

/** The consumer subnet's route table, by destination address. */
export const consumerRoute: JudgeHop = (question, flow) => askRoutes(question, flow, 'source');

/** The consumer subnet's network ACL, by destination address. */
export const consumerAcl: JudgeHop = (question, flow) => askAcl(question, flow, 'source');

/** The network ACL of the interface's subnet, by source address. */
export const endpointAcl: JudgeHop = (question, flow) => askAcl(question, flow, 'destination');

/** The interface's security groups, by source address. */
export const endpointGroups: JudgeHop = ({ provider, goal, isOneRegion }, flow) => {
  const { family, source, destination, port } = flow;
  if (!destination.groups.isKnown) return uniform(source.addresses, unknown(null, destination.groups.gap));
  return judgeGroups(destination.groups.value, provider.groupOf, {
    family,
    sources: source.addresses,
    port,
    peeringId: goal.kind === 'peering' ? goal.peeringId : null,
    isOneRegion,
  });
};

/** The route table of the interface's subnet, by source address. */
export const returnRoute: JudgeHop = (question, flow) => askRoutes(question, flow, 'destination');
