import type { ConnectionPath, Verdict } from '#model/path.ts';
import { type Family, holds, hostCidr } from './addresses.ts';
import type { Topology } from './topology.ts';
import { type Client, isThrough, type Trial } from './trial.ts';

type Side = { topology: Topology; path: ConnectionPath; clients: readonly Client[] };

/** DESIGN's own words for a verdict, over what the kernel did with every piece of every subnet. */
const kernelVerdict = (clients: readonly Client[]): Verdict => {
  const subnets = [...Map.groupBy(clients, ({ subnet }) => subnet).values()];
  if (subnets.some((own) => own.every(isThrough))) return 'usable';
  return clients.some(({ reached }) => reached > 0) ? 'partial' : 'blocked';
};

const worstFirst: readonly Verdict[] = ['blocked', 'partial', 'usable'];

const verdictOf = ({ clients }: Side, family: Family): Verdict =>
  kernelVerdict(clients.filter((client) => client.family === family));

const isOpen = ({ path }: Side, subnetId: string, address: string): boolean =>
  path.subnets.some(
    (subnet) => subnet.subnetId === subnetId && subnet.open.some((cidr) => holds(cidr, hostCidr(address))),
  );

const clientDisagreement = (side: Side, client: Client): string[] => {
  const { topology } = side;
  const subnetId = topology[client.vpc].subnets[client.subnet]!.id;
  const told = isOpen(side, subnetId, client.address);
  const counted = `${client.address} of ${subnetId} reached ${client.reached} of ${client.tried}`;
  if (told && !isThrough(client)) return [`${counted}, but is told as open`];
  return !told && isThrough(client) && topology.isDecided ? [`${counted}, but is not told as open`] : [];
};

const verdictDisagreement = (side: Side): string[] => {
  const { path, topology } = side;
  const families = (['ipv4', 'ipv6'] as const).filter((family) =>
    side.clients.some((client) => client.family === family),
  );
  const found = families.map((family) => verdictOf(side, family));
  const best = worstFirst[Math.max(...found.map((verdict) => worstFirst.indexOf(verdict)))];
  const told = `${path.verdict} by ${path.family ?? 'no family'}`;
  const ran = families.map((family, index) => `${family} is ${found[index]}`).join(', ');
  const isRefuted =
    path.verdict === 'blocked'
      ? best !== 'blocked'
      : path.family === null ||
        verdictOf(side, path.family) !== path.verdict ||
        (topology.isDecided && best !== path.verdict);
  return isRefuted ? [`told as ${told}, but ${ran}`] : [];
};

/** The clients that a path is about: those of its consumer VPC, in the families that its endpoint has. */
const clientsOf = ({ endpoint }: Topology, path: ConnectionPath, trial: Trial): Client[] =>
  trial.clients.filter(({ vpc }) => vpc === (path.consumer.vpcId === endpoint.id ? 'endpoint' : 'consumer'));

/**
 * Where a path is not what the kernel did, in sentences. Of an unknown verdict only what it tells as open is
 * compared; a topology that leaves nothing undecided may have none.
 */
export const disagreements = (topology: Topology, path: ConnectionPath, trial: Trial): string[] => {
  const side = { topology, path, clients: clientsOf(topology, path, trial) };
  const told = side.clients
    .filter(({ family }) => family === path.family)
    .flatMap((client) => clientDisagreement(side, client));
  if (path.verdict !== 'unknown')
    return [...verdictDisagreement(side), ...told].map((text) => `${path.id}: ${text}`);
  const open = topology.isDecided ? ['told as unknown, though nothing is left undecided'] : [];
  return [...open, ...told].map((text) => `${path.id}: ${text}`);
};
