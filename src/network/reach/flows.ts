import type { Family } from '../addresses/cidr.ts';
import { mapPieces, overlay, type Partition, sideBySide } from '../addresses/partition.ts';
import { doubted, type Ruling } from '../ruling.ts';
import type { Source } from '../subnet-sources.ts';
import { addressText, destinationsOf } from './destinations.ts';
import { consumerAcl, consumerRoute, endpointAcl, endpointGroups, returnRoute } from './hops.ts';
import type { Flow, Question } from './question.ts';
import { sourcesOf } from './sources.ts';
import { acrossPorts, type Stop, type Trace, toTrace } from './trace.ts';

/** How a subnet's addresses fare on the way to one address of the endpoint, or to several that fare alike. */
export type JudgedFlow = {
  /** The address as it is told, `10.1.0.10/32`. */
  to: string;
  traces: Partition<Trace>;
};

/** A consumer subnet and its flows. */
export type JudgedSource = { source: Source; flows: readonly JudgedFlow[] };

/** What the consumer subnet's table and ACL do to some addresses of a destination, on one port. */
type Departure = { route: Ruling; acl: Ruling };

/** Where the addresses of either end are only possible ones, nothing but a fail is known. */
const judgeDeparture = (question: Question, flow: Flow): Partition<Departure> => {
  const { source, destination } = flow;
  return overlay(consumerRoute(question, flow), consumerAcl(question, flow), (route, acl) => ({
    route: doubted(doubted(route, destination.gap), source.gap),
    acl: doubted(acl, destination.gap),
  }));
};

const fate = (departures: readonly Departure[]): string =>
  departures.map(({ route, acl }) => `${route.status} ${acl.status}`).join(' ');

/** The departures on each port, side by side: one for a known address, else one for each way it may fare. */
const departuresOf = (question: Question, flows: readonly Flow[]): (readonly Departure[])[] => {
  const together = sideBySide(flows.map((flow) => judgeDeparture(question, flow)));
  return [...new Map(together.map(({ value }) => [fate(value), value])).values()];
};

/** The hops that look at the source's address, on one port. */
const judgeArrival = (question: Question, flow: Flow): Partition<readonly Stop[]> => {
  const inbound = overlay(endpointAcl(question, flow), endpointGroups(question, flow), (acl, groups) => ({
    acl,
    groups,
  }));
  return overlay(inbound, returnRoute(question, flow), ({ acl, groups }, route): readonly Stop[] => [
    { hop: 'endpoint-subnet-nacl', ruling: acl },
    { hop: 'endpoint-security-groups', ruling: groups },
    { hop: 'return-route', ruling: route },
  ]);
};

const judgeFlow = (question: Question, states: readonly Stop[], flow: Omit<Flow, 'port'>): JudgedFlow[] => {
  const flows = (question.ports ?? [null]).map((port) => ({ ...flow, port }));
  const arrivals = flows.map((each) => judgeArrival(question, each));
  return departuresOf(question, flows).map((departures) => {
    const traces = arrivals.map((arrival, index) => {
      const departure = departures[index];
      if (departure === undefined) throw new Error('Every port has a departure.');
      const { route, acl } = departure;
      const before: Stop[] = [
        ...states,
        { hop: 'consumer-route', ruling: route },
        { hop: 'consumer-nacl', ruling: acl },
      ];
      return mapPieces(arrival, (after) => toTrace([...before, ...after]));
    });
    return { to: addressText(flow.destination, flow.family), traces: acrossPorts(traces) };
  });
};

/** Every flow of a family to an endpoint that is reached by its network interfaces. */
export const interfaceFlows = (
  question: Question,
  states: readonly Stop[],
  family: Family,
): JudgedSource[] => {
  const { consumer, provider, endpoint, cidrs } = question;
  const destinations = destinationsOf({ endpoint, facts: provider, peeringCidrs: cidrs.provider, family });
  if (destinations.length === 0) return [];
  return sourcesOf(consumer, cidrs.consumer, family).map((source) => ({
    source,
    flows: destinations.flatMap((destination) =>
      judgeFlow(question, states, { family, source, destination }),
    ),
  }));
};
