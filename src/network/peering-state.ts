import type { Hop } from '#model/path.ts';
import type { NetworkPeering, PeeringSide } from './network.ts';
import { quoted } from './quoted.ts';

const placeOf = ({ accountId, region }: PeeringSide): string =>
  `${accountId === null ? "the accepter's account" : `account ${accountId}`}${region === null ? '' : ` (${region})`}`;

type Mend = (peering: NetworkPeering) => string;

const wait: Mend = ({ id }) => `Wait until AWS has finished peering ${id}.`;
const accept: Mend = ({ id, accepter }) => `Accept peering ${id} in ${placeOf(accepter)}.`;
const replace: Mend = ({ id }) => `Create a new peering between the two VPCs in place of ${id}.`;

type State = { status: Hop['status']; mend: Mend | null };

/** Only an active peering carries traffic. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
const states: ReadonlyMap<string, State> = new Map([
  ['active', { status: 'pass', mend: null }],
  ['initiating-request', { status: 'fail', mend: wait }],
  ['provisioning', { status: 'fail', mend: wait }],
  ['pending-acceptance', { status: 'fail', mend: accept }],
  ['expired', { status: 'fail', mend: replace }],
  ['failed', { status: 'fail', mend: replace }],
  ['rejected', { status: 'fail', mend: replace }],
  ['deleting', { status: 'fail', mend: replace }],
  ['deleted', { status: 'fail', mend: replace }],
]);

const stateOf = ({ status }: NetworkPeering): State | undefined => states.get(status ?? '');

/** Whether the peering's state lets traffic through. */
export const peeringStateHop = (peering: NetworkPeering): Hop => ({
  name: 'peering-state',
  status: stateOf(peering)?.status ?? 'unknown',
  resource: peering.id,
  detail:
    peering.status === null
      ? 'AWS told no status of the peering.'
      : `The peering's status is ${quoted(peering.status)}.`,
});

/** The smallest change that would make the state pass; null when there is none to name. A dead peering cannot be revived. */
export const peeringStateFix = (peering: NetworkPeering): string | null =>
  stateOf(peering)?.mend?.(peering) ?? null;
