import type { VpcEndpoint } from '#model/records.ts';
import type { Family } from '../addresses/cidr.ts';
import type { Facts } from '../facts.ts';
import type { PortRange } from '../port-range.ts';
import type { Goal } from '../routes/target.ts';
import type { Source } from '../subnet-sources.ts';
import type { Destination } from './destinations.ts';

/** One path, as its hops are asked about it. */
export type Question = {
  endpoint: VpcEndpoint;
  consumer: Facts;
  /** Of the endpoint's VPC: the consumer's own when there is no peering. */
  provider: Facts;
  goal: Goal;
  /** The CIDRs that the peering tells of each side; empty when it tells none. */
  cidrs: { consumer: readonly string[]; provider: readonly string[] };
  /** Are both VPCs in one Region? Null when that is not known. */
  isOneRegion: boolean | null;
  /** The TCP ports the service listens on; null when they are not known. */
  ports: readonly number[] | null;
  /** The TCP ports that clients are answered on. */
  clientPorts: PortRange;
};

/** Packets from a consumer subnet to one address of the endpoint, on one port; a null port is any. */
export type Flow = { family: Family; source: Source; destination: Destination; port: number | null };
