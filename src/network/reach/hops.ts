import { type Partition, restrict, uniform } from '../addresses/partition.ts';
import { judgeAcl } from '../network-acl/judge-acl.ts';
import { doubted, pass, type Ruling, unknown, whichever } from '../ruling.ts';
import { judgeGroups } from '../security-group/judge-groups.ts';
import type { Destination } from './destinations.ts';
import { type Flow, isInOneSubnet, type Question } from './question.ts';

/** What a hop does to a flow's packets, for each source address. */
type JudgeHop = (question: Question, flow: Flow) => Partition<Ruling>;

const everySource = ({ source }: Flow, ruling: Ruling): Partition<Ruling> => uniform(source.addresses, ruling);

const inOneSubnet = (subnet: string): Ruling =>
  pass(subnet, `Inside ${subnet} neither a route table nor a network ACL is asked`);

/** The one ruling about a destination: of its address, or of wherever it may be. */
const aboutDestination = (rulings: Partition<Ruling>, { gap }: Destination): Ruling => {
  const values = rulings.map(({ value }) => value);
  const [first] = values;
  if (first === undefined) throw new Error('A partition of every address says something of each.');
  return gap === null ? first : whichever(values, gap);
};

const judgeConsumerRoute = (question: Question, flow: Flow): Ruling => {
  const { source, destination, family } = flow;
  if (!source.subnet.isKnown) return unknown(null, source.subnet.gap);
  if (isInOneSubnet(question, flow)) return inOneSubnet(source.subnet.value);
  const routes = question.consumer.routesOf(source.subnet.value);
  if (!routes.isKnown) return unknown(null, routes.gap);
  const rulings = routes.value.judge({ family, addresses: destination.addresses, goal: question.goal });
  return aboutDestination(rulings, destination);
};

/** Also where it shows that the source's addresses are only possible ones. */
const consumerRoute: JudgeHop = (question, flow) =>
  everySource(flow, doubted(judgeConsumerRoute(question, flow), flow.source.gap));

const judgeConsumerAcl = (question: Question, flow: Flow): Ruling => {
  const { source, destination, family, port } = flow;
  if (!source.subnet.isKnown) return unknown(null, source.subnet.gap);
  if (isInOneSubnet(question, flow)) return inOneSubnet(source.subnet.value);
  const acl = question.consumer.aclOf(source.subnet.value);
  if (!acl.isKnown) return unknown(null, acl.gap);
  const rulings = judgeAcl(acl.value, { request: 'out', family, port, clientPorts: question.clientPorts });
  return aboutDestination(restrict(rulings, destination.addresses), destination);
};

const consumerAcl: JudgeHop = (question, flow) => everySource(flow, judgeConsumerAcl(question, flow));

const endpointAcl: JudgeHop = (question, flow) => {
  const { source, destination, family, port } = flow;
  if (!destination.subnet.isKnown) return everySource(flow, unknown(null, destination.subnet.gap));
  if (isInOneSubnet(question, flow)) return everySource(flow, inOneSubnet(destination.subnet.value));
  const acl = question.provider.aclOf(destination.subnet.value);
  if (!acl.isKnown) return everySource(flow, unknown(null, acl.gap));
  const rulings = judgeAcl(acl.value, { request: 'in', family, port, clientPorts: question.clientPorts });
  return restrict(rulings, source.addresses);
};

const endpointGroups: JudgeHop = ({ provider, goal, isOneRegion }, flow) => {
  const { groups } = flow.destination;
  if (!groups.isKnown) return everySource(flow, unknown(null, groups.gap));
  return judgeGroups(groups.value, provider.index.group, {
    family: flow.family,
    sources: flow.source.addresses,
    port: flow.port,
    peeringId: goal.kind === 'peering' ? goal.peeringId : null,
    isOneRegion,
  });
};

const returnRoute: JudgeHop = (question, flow) => {
  const { source, destination, family } = flow;
  if (!destination.subnet.isKnown) return everySource(flow, unknown(null, destination.subnet.gap));
  if (isInOneSubnet(question, flow)) return everySource(flow, inOneSubnet(destination.subnet.value));
  const routes = question.provider.routesOf(destination.subnet.value);
  if (!routes.isKnown) return everySource(flow, unknown(null, routes.gap));
  return routes.value.judge({ family, addresses: source.addresses, goal: question.goal });
};

/** The hops between two addresses, in the order a packet meets them. */
export const addressHops = [
  { name: 'consumer-route', judge: consumerRoute },
  { name: 'consumer-nacl', judge: consumerAcl },
  { name: 'endpoint-subnet-nacl', judge: endpointAcl },
  { name: 'endpoint-security-groups', judge: endpointGroups },
  { name: 'return-route', judge: returnRoute },
] as const satisfies readonly { name: string; judge: JudgeHop }[];
