import { type Family, familyOf } from './addresses.ts';
import type { Attempt, Bench } from './bench.ts';
import { clientsOf } from './samples.ts';
import { type Topology, type VpcName, vpcNames } from './topology.ts';

/** One client's address, and how many of the endpoint's addresses of its family it reached. */
export type Client = {
  vpc: VpcName;
  subnet: number;
  family: Family;
  address: string;
  reached: number;
  tried: number;
};

/** One topology as the kernel ran it. */
export type Trial = { clients: readonly Client[]; connections: number };

/** Did it reach every address of the endpoint? */
export const isThrough = ({ reached, tried }: Client): boolean => reached === tried;

/** How long a connection may take, in milliseconds, before it is taken for dropped. */
const patience = { brisk: 300, patient: 4_000 };

const interfaceAddresses = ({ interfaces }: Topology, subnet?: number): string[] =>
  interfaces.flatMap((entry) => (subnet === undefined || entry.subnet === subnet ? entry.addresses : []));

const attemptsOf = (topology: Topology, vpc: VpcName, clients: readonly (readonly string[])[]): Attempt[] =>
  clients.flatMap((addresses, subnet) =>
    addresses.flatMap((from) =>
      interfaceAddresses(topology)
        .filter((to) => familyOf(to) === familyOf(from))
        .map((to) => ({ vpc, subnet, from, to, port: topology.service.port })),
    ),
  );

type Tried = { attempt: Attempt; isConnected: boolean };

const toClient = (tried: readonly Tried[]): Client => {
  const { vpc, subnet, from } = tried[0]!.attempt;
  const reached = tried.filter(({ isConnected }) => isConnected).length;
  return { vpc, subnet, family: familyOf(from), address: from, reached, tried: tried.length };
};

/**
 * Runs a topology: opens a connection from every sampled address of both VPCs to every address of the endpoint of
 * the same family.
 */
const tryTopology = async (
  bench: Bench,
  topology: Topology,
  haste: keyof typeof patience,
): Promise<Trial> => {
  const consumer = clientsOf(topology, topology.consumer);
  const endpoint = clientsOf(topology, topology.endpoint);
  const withInterfaces = endpoint.map((clients, index) => [
    ...clients,
    ...interfaceAddresses(topology, index),
  ]);
  await bench.program(topology, { consumer, endpoint: withInterfaces });
  const clients = { consumer, endpoint };
  const attempts = vpcNames.flatMap((vpc) => attemptsOf(topology, vpc, clients[vpc]));
  const connected = await bench.connect(attempts, patience[haste]);
  const tried = attempts.map((attempt, index) => ({ attempt, isConnected: connected[index] === true }));
  const byClient = Map.groupBy(tried, ({ attempt }) => attempt.from);
  return { clients: [...byClient.values()].map(toClient), connections: attempts.length };
};

/**
 * Runs a topology and tells what `judge` has to say against it. A slow machine only ever turns a connection that
 * works into one that seems dropped, so what is complained about is tried again with patience.
 */
export const complaints = async (
  bench: Bench,
  topology: Topology,
  judge: (trial: Trial) => string[],
): Promise<{ found: string[]; connections: number }> => {
  const brisk = await tryTopology(bench, topology, 'brisk');
  if (judge(brisk).length === 0) return { found: [], connections: brisk.connections };
  const patient = await tryTopology(bench, topology, 'patient');
  return { found: judge(patient), connections: brisk.connections + patient.connections };
};
