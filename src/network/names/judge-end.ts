import type { ConnectionPath } from '#model/path.ts';
import type { NetworkEndpoint } from '../network.ts';
import { toAddress } from './addresses.ts';
import type { End } from './end.ts';

type Resolves = ConnectionPath['dns']['resolves'];

/** What a name comes to for one endpoint. */
export type Answer = { resolves: Resolves; resource: string | null; detail: string };

const resolvesTo = (end: End, endpoint: NetworkEndpoint, addresses: ReadonlySet<string> | null): Resolves => {
  if (end.kind === 'endpoint') return end.vpcEndpointId === endpoint.vpcEndpointId ? 'endpoint' : 'elsewhere';
  if (end.kind === 'other-name') return 'elsewhere';
  if (end.kind !== 'address') return end.kind;
  if (addresses === null) return 'unknown';
  return addresses.has(toAddress(end.address)) ? 'endpoint' : 'elsewhere';
};

const unreadAddresses = ({ vpcEndpointId }: NetworkEndpoint): string =>
  ` The addresses of ${vpcEndpointId} were not all read (DescribeNetworkInterfaces).`;

/** The answer that all ends agree on; unknown when they do not, because which of them a client meets is not known. */
export const judgeEnds = (
  ends: readonly End[],
  endpoint: NetworkEndpoint,
  addresses: ReadonlySet<string> | null,
): Answer => {
  const answers = ends.map((end): Answer => {
    const resolves = resolvesTo(end, endpoint, addresses);
    const isUnread = end.kind === 'address' && addresses === null;
    return {
      resolves,
      resource: end.resource,
      detail: end.detail + (isUnread ? unreadAddresses(endpoint) : ''),
    };
  });
  const sorted = answers.toSorted((a, b) => (a.detail < b.detail ? -1 : a.detail > b.detail ? 1 : 0));
  const [first, ...others] = sorted;
  if (first === undefined)
    return { resolves: 'unknown', resource: null, detail: 'Nothing was told of the name.' };
  const other = others.find(({ resolves }) => resolves !== first.resolves);
  if (other === undefined) return first;
  const detail = `Which of several answers a client meets is not known: ${first.detail} ${other.detail}`;
  return { resolves: 'unknown', resource: first.resource, detail };
};
