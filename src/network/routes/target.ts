import type { Route } from '#model/records.ts';
import { quoted } from '../quoted.ts';
import { unclear } from '../reading.ts';
import { fail, pass, type Ruling, unknown } from '../ruling.ts';
import { told } from '../told.ts';

/** Where a route has to lead to: over this peering, inside the VPC, or to this gateway endpoint. */
export type Goal =
  | { kind: 'peering'; peeringId: string }
  | { kind: 'local' }
  | { kind: 'gateway-endpoint'; vpcEndpointId: string };

/** Where a route leads: its kind decides, its ID is told. */
type Target = { kind: 'peering' | 'local' | 'internet' | 'other' | 'none'; id: string };

const gatewayTarget = (id: string): Target => {
  if (id === 'local') return { kind: 'local', id };
  return { kind: id.startsWith('igw-') ? 'internet' : 'other', id };
};

/** The first target field that is told; AWS fills one (an instance's route also names its interface). */
const targetOf = (route: Route): Target => {
  const peering = told(route.VpcPeeringConnectionId);
  if (peering !== null) return { kind: 'peering', id: peering };
  const gateway = told(route.GatewayId);
  if (gateway !== null) return gatewayTarget(gateway);
  const egress = told(route.EgressOnlyInternetGatewayId);
  if (egress !== null) return { kind: 'internet', id: egress };
  const others = [
    route.TransitGatewayId,
    route.CoreNetworkArn,
    route.NatGatewayId,
    route.NetworkInterfaceId,
    route.InstanceId,
    route.LocalGatewayId,
    route.CarrierGatewayId,
  ];
  const other = others.map(told).find((id) => id !== null);
  return other === undefined || other === null
    ? { kind: 'none', id: 'no target' }
    : { kind: 'other', id: other };
};

const isGoal = ({ kind, id }: Target, goal: Goal): boolean => {
  if (goal.kind === 'local') return kind === 'local';
  return id === (goal.kind === 'peering' ? goal.peeringId : goal.vpcEndpointId);
};

const stateRuling = (state: string | null, tableId: string, text: string): Ruling => {
  if (state === 'active') return pass(tableId, text);
  const words = state === null ? 'whose state was not told' : `whose state is ${quoted(state)}`;
  return unknown(tableId, unclear(`${text}, ${words}`));
};

/** The table a route is in, how its destination is told, and which peerings any scanned scope shows. */
export type RoutePlace = { tableId: string; destination: string; isSeen: (peeringId: string) => boolean };

const elsewhere = (target: Target, goal: Goal, { tableId, isSeen }: RoutePlace, text: string): Ruling => {
  if (target.kind === 'internet') return fail(tableId, `${text}, an internet gateway`);
  if (target.kind === 'peering') {
    return fail(
      tableId,
      `${text}, another peering${isSeen(target.id) ? '' : ', which no scanned scope shows'}`,
    );
  }
  if (target.kind === 'none') return unknown(tableId, unclear(`${text}: nothing that this version knows`));
  if (target.kind === 'local' && goal.kind === 'peering') {
    return unknown(tableId, unclear(`${text}: the addresses of the two VPCs overlap`));
  }
  return unknown(tableId, unclear(`${text}: it leaves by ${target.id}`));
};

/**
 * What a deciding route does to a packet that has to reach `goal`. Only a blackhole, a
 * filtered route, an internet gateway or another peering cannot lead there; what another target does with the packet
 * is not modelled. https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
 */
export const judgeRoute = (route: Route, goal: Goal, place: RoutePlace): Ruling => {
  const target = targetOf(route);
  const text = `Route ${place.destination} leads to ${target.id}`;
  const state = told(route.State)?.toLowerCase() ?? null;
  if (state === 'blackhole' || state === 'filtered') return fail(place.tableId, `${text} and is ${state}`);
  if (isGoal(target, goal)) return stateRuling(state, place.tableId, text);
  return elsewhere(target, goal, place, text);
};
