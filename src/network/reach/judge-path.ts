import type { ConnectionPath } from '#model/path.ts';
import { type Family, families } from '../addresses/cidr.ts';
import type { EndpointType } from '../endpoint-type.ts';
import { quoted } from '../quoted.ts';
import { missing, type UnknownReason, unclear, unread } from '../reading.ts';
import { fail, foremostReason, type Ruling, unknown } from '../ruling.ts';
import { hopsOf, subnetRows } from './evidence.ts';
import { betterFamily, type FamilyVerdict, judgeFamily } from './family-verdict.ts';
import { type FixInput, fixOf } from './fix.ts';
import { interfaceFlows, type JudgedSource } from './flows.ts';
import { gatewayFlows } from './gateway-flows.ts';
import type { Question } from './question.ts';
import { stateStops } from './states.ts';
import { type Stop, toTrace } from './trace.ts';

/** What the addresses, routes and rules of a path come to. */
export type Reach = Pick<
  ConnectionPath,
  'verdict' | 'unknownReason' | 'family' | 'provided' | 'hops' | 'firstFailedHop' | 'fix' | 'subnets'
>;

/** Endpoint types that are reached at the addresses of their network interfaces. */
const interfaceTypes: ReadonlySet<EndpointType | null> = new Set(['Interface', 'Resource', 'ServiceNetwork']);

const reasonOf = (focus: FamilyVerdict['focus']): UnknownReason | null => {
  const rulings = focus.flatMap(({ trace }) => trace.stops.map(({ ruling }) => ruling));
  return foremostReason(
    new Set(rulings.flatMap((ruling) => (ruling.status === 'unknown' ? ruling.reason : []))),
  );
};

const toReach = (judged: FamilyVerdict, input: FixInput): Reach => {
  const { verdict, focus, family, provided } = judged;
  const stopped = verdict === 'blocked' || verdict === 'partial' ? focus[0] : undefined;
  return {
    verdict,
    unknownReason: verdict === 'unknown' ? reasonOf(focus) : null,
    family,
    provided: [...provided],
    hops: hopsOf(focus),
    firstFailedHop: stopped?.trace.stops[stopped.trace.reached]?.hop ?? null,
    fix: stopped === undefined ? null : fixOf(input, judged),
    subnets: subnetRows(judged),
  };
};

/** A path of which no address was looked at: its states, and one ruling about all there might be. */
const judgeWithoutFlows = (states: readonly Stop[], ruling: Ruling): FamilyVerdict => {
  const trace = toTrace([...states, { hop: 'consumer-route', ruling }]);
  const gap = unclear('No address was looked at');
  const source = { subnet: missing<string>(gap), blocks: [], addresses: [], gap };
  const focus = [{ source, to: 'the endpoint', range: { first: 0n, last: 0n }, trace }];
  const verdict = trace.status === 'fail' ? 'blocked' : 'unknown';
  return { family: null, verdict, provided: [], sources: [], focus };
};

/** There is no pair of addresses: every pair fails, there being none. */
const noPair = ({ consumer }: Question): Ruling => {
  const { vpcId } = consumer.vpc;
  return fail(
    vpcId,
    `No subnet of ${vpcId} has addresses of a family that the endpoint has`,
    'an address block',
  );
};

const flowsOf = (type: EndpointType | null, question: Question, states: readonly Stop[]) => {
  if (interfaceTypes.has(type)) return (family: Family) => interfaceFlows(question, states, family);
  if (question.goal.kind === 'gateway-endpoint') {
    return (family: Family) => gatewayFlows(question, states, family);
  }
  return null;
};

const judgeFlows = (
  question: Question,
  states: readonly Stop[],
  flows: (family: Family) => JudgedSource[],
): FamilyVerdict => {
  const judged = families
    .map((family) => ({ family, sources: flows(family) }))
    .filter(({ sources }) => sources.length > 0)
    .map(({ family, sources }) => judgeFamily(family, sources));
  const [first, ...others] = judged;
  return first === undefined
    ? judgeWithoutFlows(states, noPair(question))
    : others.reduce(betterFamily, first);
};

/**
 * Judges a path by every pair of a consumer address and an address of the endpoint. Null facts: AWS did not say which
 * VPC the endpoint is in.
 */
export const judgePath = (input: FixInput, type: EndpointType | null, question: Question | null): Reach => {
  const states = stateStops(input.endpoint, input.peering, interfaceTypes.has(type));
  const id = input.endpoint.vpcEndpointId;
  if (question === null) {
    return toReach(judgeWithoutFlows(states, unknown(null, unread(`the VPC of ${id}`))), input);
  }
  const flows = flowsOf(type, question, states);
  if (flows === null) {
    const gap = unclear(`How traffic reaches ${id}, of type ${quoted(type ?? 'not known')}, is not modelled`);
    return toReach(judgeWithoutFlows(states, unknown(id, gap)), input);
  }
  return toReach(judgeFlows(question, states, flows), input);
};
