import type { Answer, Probe, Question } from './agent.ts';
import { fabricScript, subnetScript } from './fib.ts';
import { filterScript } from './filters.ts';
import { type Namespace, openNamespace } from './namespace.ts';
import { joinPeers, joinSubnet, openFabric, settings } from './namespace-setup.ts';
import { clientPorts, type Topology, type VpcName, vpcNames } from './topology.ts';

/** A VPC as namespaces: one a subnet, with an agent in it, around one that delivers between them. */
type Star = { fabric: Namespace; subnets: readonly Namespace[] };

/** A connection to open, and the subnet it starts in. The bench chooses the client's port. */
export type Attempt = Omit<Probe, 'fromPort'> & { vpc: VpcName; subnet: number };

/** The addresses that each subnet has, by VPC. */
type Addresses = Readonly<Record<VpcName, readonly (readonly string[])[]>>;

/** Namespaces that take the shape of one topology after another. */
export type Bench = {
  program: (topology: Topology, addresses: Addresses) => Promise<void>;
  /** Opens every connection at once; tells which exchanged a byte. Throws when one failed by a fault of the bench. */
  connect: (attempts: readonly Attempt[], timeoutMs: number) => Promise<boolean[]>;
  /** The processes that hold the namespaces. */
  pids: readonly number[];
  close: () => Promise<void>;
};

/** The most subnets that a topology may have. */
export const roomFor = { consumer: 3, endpoint: 2 } as const satisfies Record<VpcName, number>;

const agent = [process.execPath, new URL('agent.ts', import.meta.url).pathname];
const noProbes: Question = { probes: [], timeoutMs: 0 };

type Open = (command: readonly string[], hello: string) => Promise<Namespace>;

const openStar = async (open: Open, count: number): Promise<Star> => {
  const [fabric, ...subnets] = await Promise.all([
    open(['cat'], 'hello'),
    ...Array.from({ length: count }, () => open(agent, JSON.stringify(noProbes))),
  ]);
  await Promise.all([fabric, ...subnets].map((namespace) => namespace.run(settings)));
  await Promise.all(subnets.map((subnet, index) => joinSubnet(fabric, subnet, index)));
  await openFabric(fabric, count);
  return { fabric, subnets };
};

const openStars = async (open: Open): Promise<Record<VpcName, Star>> => {
  const [consumer, endpoint] = await Promise.all([
    openStar(open, roomFor.consumer),
    openStar(open, roomFor.endpoint),
  ]);
  await joinPeers(consumer.fabric, endpoint.fabric);
  return { consumer, endpoint };
};

/** Both ends of the clients' range and the ports between, in turn. */
const clientPort = (turn: number): number => {
  const [first, last] = clientPorts;
  if (turn % 3 !== 0) return turn % 3 === 1 ? first : last;
  return first + 1 + ((turn * 7919) % (last - first - 1));
};

const isConnected = (answer: string | undefined, probe: Probe): boolean => {
  if (answer === 'connected') return true;
  if (answer === 'failed') return false;
  throw new Error(`The bench could not try ${JSON.stringify(probe)}: ${answer ?? 'no answer'}`);
};

const ask = async (subnet: Namespace, question: Question): Promise<boolean[]> => {
  const answer: Answer = JSON.parse(await subnet.ask(JSON.stringify(question)));
  return question.probes.map((probe, index) => isConnected(answer[index], probe));
};

const programStar = async (star: Star, vpc: VpcName, input: Parameters<Bench['program']>, zone: number) => {
  const [topology, addresses] = input;
  await Promise.all([
    star.fabric.run(fabricScript(topology, vpc)),
    ...star.subnets.map((subnet, index) =>
      subnet.run(
        subnetScript(topology, vpc, index, addresses[vpc][index] ?? []) +
          filterScript(topology, vpc, index, zone),
      ),
    ),
  ]);
};

/** Opens the bench. What was opened is closed again when it cannot be finished. */
export const openBench = async (): Promise<Bench> => {
  const opened: Promise<Namespace>[] = [];
  const close = async () => {
    const namespaces = await Promise.allSettled(opened);
    await Promise.all(namespaces.flatMap((one) => (one.status === 'fulfilled' ? [one.value.close()] : [])));
  };
  const open: Open = (command, hello) => {
    const namespace = openNamespace(command, hello);
    opened.push(namespace);
    return namespace;
  };
  const stars = await openStars(open).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  let zone = 0;
  let turn = 0;
  return {
    program: async (...input) => {
      zone += 1;
      await Promise.all(vpcNames.map((vpc) => programStar(stars[vpc], vpc, input, zone)));
    },
    connect: async (attempts, timeoutMs) => {
      const probes = attempts.map((attempt) => ({ ...attempt, fromPort: clientPort(turn++) }));
      const bySubnet = Map.groupBy(probes, ({ vpc, subnet }) => stars[vpc].subnets[subnet]);
      const answers = await Promise.all(
        [...bySubnet].map(async ([subnet, own]) => {
          if (subnet === undefined) throw new Error('The bench has no room for that many subnets.');
          const connected = await ask(subnet, { probes: own, timeoutMs });
          return own.map((probe, index) => [probe, connected[index] === true] as const);
        }),
      );
      const connected = new Map(answers.flat());
      return probes.map((probe) => connected.get(probe) === true);
    },
    pids: (await Promise.all(opened)).map(({ pid }) => pid),
    close,
  };
};
