import { everything, type Family, toCidrs } from '../addresses/cidr.ts';
import { type Partition, restrict, sideBySide, uniform } from '../addresses/partition.ts';
import { unite } from '../addresses/ranges.ts';
import { mayHoldMore, type PrefixList } from '../prefix-list.ts';
import { unclear } from '../reading.ts';
import type { RouteLookup } from '../routes/route-table.ts';
import { doubted, fail, type Ruling, unknown, whichever } from '../ruling.ts';
import type { Source } from '../subnet-sources.ts';
import type { JudgedFlow, JudgedSource } from './flows.ts';
import type { Question } from './question.ts';
import { sourcesOf } from './sources.ts';
import { acrossPorts, type Stop, toTrace } from './trace.ts';

type Subject = { question: Question; states: readonly Stop[]; family: Family; source: Source };

/** What the subnet's network ACL does on each port to traffic with some of the service's addresses. */
type AclPart = { to: string; rulings: readonly Ruling[] };

const toFlow = ({ states, source }: Subject, route: Ruling, { to, rulings }: AclPart): JudgedFlow => {
  const stops = (acl: Ruling): Stop[] => [
    ...states,
    { hop: 'consumer-route', ruling: doubted(route, source.gap) },
    { hop: 'consumer-nacl', ruling: acl },
  ];
  return { to, traces: acrossPorts(rulings.map((acl) => uniform(source.addresses, toTrace(stops(acl))))) };
};

/** The ACL's rulings on each port, side by side, for every address of the family. */
const aclRulings = ({ question, family, source }: Subject): Partition<readonly Ruling[]> => {
  const acl = source.subnet.isKnown ? question.consumer.aclOf(source.subnet.value) : source.subnet;
  if (!acl.isKnown) return uniform(everything(family), [unknown(null, acl.gap)]);
  const traffic = { request: 'out', family, clientPorts: question.clientPorts } as const;
  return sideBySide((question.ports ?? [null]).map((port) => acl.value.judge({ ...traffic, port })));
};

/** The addresses of a list, by what the ACL does to them; those nobody read may be anywhere. */
const aclParts = (subject: Subject, list: PrefixList): AclPart[] => {
  const { family } = subject;
  const rulings = aclRulings(subject);
  const entries = unite(list.cidrs.filter((cidr) => cidr.family === family));
  const known = restrict(rulings, entries).map(({ first, last, value }) => ({
    to: toCidrs(family, [{ first, last }])[0] ?? list.id,
    rulings: value,
  }));
  if (list.gap === null || !mayHoldMore(list, family)) return known;
  const unread = whichever(
    rulings.flatMap(({ value }) => value),
    list.gap,
  );
  return [...known, { to: `an entry of ${list.id}`, rulings: [unread] }];
};

const judgeTable = (subject: Subject, routes: RouteLookup): JudgedFlow[] => {
  const vpcEndpointId = subject.question.endpoint.VpcEndpointId;
  const leading = routes.toGatewayEndpoint(vpcEndpointId);
  if (leading.length > 0) {
    return leading.flatMap(({ list, ruling }) =>
      aclParts(subject, list).map((part) => toFlow(subject, ruling, part)),
    );
  }
  const route = fail(routes.tableId, `No route by prefix list leads to ${vpcEndpointId}`);
  return [
    toFlow(subject, route, {
      to: vpcEndpointId,
      rulings: [unknown(null, unclear('No route names addresses'))],
    }),
  ];
};

const judgeSource = (subject: Subject): JudgedFlow[] => {
  const { source, question } = subject;
  const routes = source.subnet.isKnown ? question.consumer.routesOf(source.subnet.value) : source.subnet;
  if (routes.isKnown) return judgeTable(subject, routes.value);
  const rulings = aclRulings(subject).flatMap(({ value }) => value);
  const part = { to: question.endpoint.VpcEndpointId, rulings: [whichever(rulings, routes.gap)] };
  return [toFlow(subject, unknown(null, routes.gap), part)];
};

/**
 * Every flow of a family to a gateway endpoint, which has neither network interfaces nor groups: the subnet's route
 * by prefix list decides, and the ACL about the list's entries.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
export const gatewayFlows = (question: Question, states: readonly Stop[], family: Family): JudgedSource[] =>
  sourcesOf(question.consumer, question.cidrs.consumer, family)
    .map((source) => ({ source, flows: judgeSource({ question, states, family, source }) }))
    .filter(({ flows }) => flows.length > 0);
