import { judgeAcl } from './acl.ts';
import { judgeGroups } from './groups.ts';
import type { Place, Target } from './places.ts';
import { judgeRoute } from './routes.ts';
import { dunno, no, type Say, type Topology, yes } from './shapes.ts';

export const hopNames = (peering: Topology['peering']): string[] => [
  'endpoint-state',
  ...(peering === null ? [] : ['peering-state']),
  'consumer-route',
  'consumer-nacl',
  'endpoint-subnet-nacl',
  'endpoint-security-groups',
  'return-route',
];

/** Of an address that is only possible, nothing but a fail is known. */
const atBest = (say: Say, isReal: boolean): Say => (isReal || say.is === 'fail' ? say : dunno('not-read'));

/** What each hop says of one pair of addresses, in order. */
export const judgePair = (topology: Topology, port: number | null, source: Place, target: Target): Say[] => {
  const { consumer, provider, peering } = topology;
  const goal = peering?.id ?? 'local';
  const isOneSubnet = peering === null && source.subnetId !== null && source.subnetId === target.subnetId;
  /** Inside a VPC an unknown subnet may be the very same. */
  const mayBeOne = peering === null && (source.subnetId === null || target.subnetId === null);
  const at = (subnetId: string | null, judge: (subnetId: string) => Say): Say =>
    subnetId === null || mayBeOne ? dunno('not-read') : isOneSubnet ? yes : judge(subnetId);
  const from = (judge: (subnetId: string) => Say): Say => at(source.subnetId, judge);
  const to = (judge: (subnetId: string) => Say): Say => at(target.subnetId, judge);
  const isReal = source.isReal && target.isReal;
  return [
    yes,
    ...(peering === null ? [] : [peering.status === 'active' ? yes : no]),
    atBest(
      from((id) => judgeRoute(id, { ...consumer, bits: target.bits, goal })),
      isReal,
    ),
    atBest(
      from((id) => judgeAcl(id, { ...consumer, bits: target.bits, request: 'out', port })),
      target.isReal,
    ),
    to((id) => judgeAcl(id, { ...provider, bits: source.bits, request: 'in', port })),
    target.groupIds === null
      ? dunno('not-read')
      : judgeGroups(target.groupIds, source.bits, {
          inventory: provider.inventory,
          peeringId: peering?.id ?? null,
          isOneRegion: consumer.region === provider.region,
          port,
        }),
    to((id) => judgeRoute(id, { ...provider, bits: source.bits, goal })),
  ];
};

export type Pair = { source: Place; says: Say[]; is: Say['is']; reached: number };

export const toPair = (source: Place, says: Say[]): Pair => {
  const reached = says.findIndex(({ is }) => is === 'fail');
  if (reached !== -1) return { source, says, is: 'fail', reached };
  return {
    source,
    says,
    is: says.some(({ is }) => is === 'unknown') ? 'unknown' : 'pass',
    reached: says.length,
  };
};
