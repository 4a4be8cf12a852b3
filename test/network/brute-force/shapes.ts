import type { Inventory } from '#model/inventory.ts';

/*
 * The verdict's rules once more, by trying every pair of addresses: slow, naive, and sharing no code with src.
 * It knows the shapes that `arbitrary-topology` makes, and no others.
 */

export type Answer = {
  verdict: 'usable' | 'partial' | 'blocked' | 'unknown';
  unknownReason: string | null;
  provided: string[];
  firstFailedHop: string | null;
  subnets: { subnetId: string; open: string[]; stoppedBy: string | null }[];
};

export type Topology = {
  family: 'ipv4' | 'ipv6';
  consumer: { vpcId: string; region: string; inventory: Inventory };
  provider: { vpcId: string; region: string; inventory: Inventory };
  peering: { id: string; status: string; consumerCidr: string; providerCidr: string } | null;
  endpointId: string;
};

export type Say = { is: 'pass' | 'fail' | 'unknown'; why?: string; provided?: string };
export const yes: Say = { is: 'pass' };
export const no: Say = { is: 'fail' };
export const dunno = (why: string): Say => ({ is: 'unknown', why });
