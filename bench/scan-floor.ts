import type { countOrganization } from './scan-organization.ts';

type Counts = ReturnType<typeof countOrganization> & { accounts: number };

/** Accounts that ListAccounts tells a page. */
const accountsPerPage = 20;

const pagesOf = ({ accounts }: Counts): number => Math.ceil(accounts / accountsPerPage);

/** What is asked of a scope that holds an endpoint, beyond its three lists: once, however many VPCs there are. */
const furtherReads = [
  'DescribeVpcs',
  'DescribeSubnets',
  'DescribeRouteTables',
  'DescribeNetworkAcls',
  'DescribeNetworkInterfaces',
  'DescribeSecurityGroups',
  'DescribeVpcEndpointServices',
  'ListResolverRuleAssociations',
  'ListProfileAssociations',
].length;

/** Two attributes, which AWS tells one a call, and the zones that it resolves names by. */
const callsPerVpc = 3;

/**
 * The fewest calls that read all of it: who asks, the pages of accounts, each one's Regions and (the caller's own
 * excepted) its role, three lists a scope, and what endpoints give cause to ask for.
 */
export const fewestCalls = (counts: Counts): number => {
  const { accounts, scopes, withEndpoints, vpcs } = counts;
  const organization = 1 + pagesOf(counts) + accounts + (accounts - 1);
  return organization + 3 * scopes + furtherReads * withEndpoints + callsPerVpc * vpcs;
};

/**
 * Calls that wait for one another: who asks, the pages of accounts, a role, its Regions; of a scope its endpoints,
 * their VPCs, these VPCs' attributes, and what resolves names there.
 */
const longestChain = (counts: Counts): number => 1 + pagesOf(counts) + 2 + 4;

/** Seconds that a token bucket makes the last of so many calls wait (FACTS: Route 53, and ListAccounts). */
const waitOf = (calls: number, { burst, perSecond }: { burst: number; perSecond: number }): number =>
  Math.max(0, (calls - burst) / perSecond);

export type Floor = { ms: number; of: 'latency' | 'calls' | 'rates' };

/**
 * The least time that any program could take, by three bounds: `latency`, calls that need one another's answers;
 * `calls`, the fewest there are with so many on their way at a time; `rates`, the fullest bucket of AWS's beyond its
 * burst, which begins when the chain has come to it and ends with an answer. EC2's 100 and 20 a second are never met here.
 */
export const floorOf = (
  counts: Counts,
  { latencyMs, callsAtOnce }: { latencyMs: number; callsAtOnce: number },
): Floor => {
  const latency = longestChain(counts) * latencyMs;
  const calls = (fewestCalls(counts) / callsAtOnce) * latencyMs;
  const wait = Math.max(
    waitOf(counts.mostVpcs, { burst: 10, perSecond: 10 }),
    waitOf(pagesOf(counts), { burst: 8, perSecond: 8 }),
  );
  const rates = wait === 0 ? 0 : latency + wait * 1000;
  const ms = Math.max(latency, calls, rates);
  return { ms, of: ms === calls ? 'calls' : ms === latency ? 'latency' : 'rates' };
};
