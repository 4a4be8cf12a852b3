import type { Config } from '#model/config.ts';
import type { ConnectionPath } from '#model/path.ts';
import { quoted } from '#network/quoted.ts';
import { isRegionless } from '#network/service-name.ts';
import { isForAccount } from './kit/for-accounts.ts';
import { overPaths, verdictReads } from './kit/path-subject.ts';
import { pathText } from './kit/path-text.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

type Line = NonNullable<Config['allowedRegions']>[number];

/** Yes, no, or null where it is not known. */
type Answer = boolean | null;

const both = (a: Answer, b: Answer): Answer =>
  a === false || b === false ? false : a === null || b === null ? null : true;

const isAmong = (regions: readonly string[], region: string | null): Answer => {
  if (regions.includes('*')) return true;
  return region === null ? null : regions.includes(region);
};

const isFor = (line: Line, { consumer: { accountId } }: ConnectionPath, { network }: RuleInput): Answer => {
  if (accountId !== null) return isForAccount(line, accountId, network);
  return line.accounts === null && line.organizationalUnits === null ? true : null;
};

const isAllowedBy = (line: Line, path: ConnectionPath, input: RuleInput): Answer =>
  both(
    both(isAmong([line.from], path.consumer.region), isAmong(line.to, path.service.region)),
    isFor(line, path, input),
  );

const isGlobal = ({ service: { name, owner } }: ConnectionPath): boolean =>
  name !== null && owner === 'amazon' && isRegionless(name);

/**
 * A peering joins its VPCs both ways, whichever of them needs the other's endpoints: a way over it that is proved closed
 * takes no data anywhere. An endpoint in the client's own VPC was made to be used, open or not.
 */
const isClosedPeering = ({ peeringId, verdict }: ConnectionPath): boolean =>
  peeringId !== null && verdict === 'blocked';

const judge = (path: ConnectionPath, input: RuleInput): Opinion | null => {
  const { allowedRegions } = input.config;
  if (allowedRegions === null) return null;
  const { consumer, service, endpoint, peeringId } = path;
  const title = `Service Region is not allowed: ${pathText(path)}`;
  const what = service.name === null ? `endpoint ${endpoint.vpcEndpointId}` : quoted(service.name);
  const pair = `${consumer.region ?? 'an unknown Region'} -> ${service.region ?? 'an unknown Region'}`;
  if (isGlobal(path))
    return { status: 'passed', title, evidence: `${what} is a global service, of no Region.` };
  const answers = new Set(allowedRegions.map((line) => isAllowedBy(line, path, input)));
  if (answers.has(true)) return { status: 'passed', title, evidence: `${pair} is allowed (allowedRegions).` };
  if (isClosedPeering(path)) {
    const evidence = `${pair} is not allowed, and nothing gets over ${peeringId}: closed at ${path.firstFailedHop}.`;
    return { status: 'passed', title, evidence };
  }
  if (answers.has(null)) {
    const evidence = `Whether ${pair} is allowed is not known: the client's account ${consumer.accountId ?? 'unknown'}, its organizational units or its Region were not told.`;
    return { status: 'not-evaluated', title, evidence };
  }
  return {
    status: 'failed',
    title,
    evidence: `${consumer.vpcId} has a path to ${what}: ${pair} is not among the Region pairs that allowedRegions has for account ${consumer.accountId}. Verdict: ${path.verdict}.`,
    remediation: `Remove endpoint ${endpoint.vpcEndpointId}${peeringId === null ? '' : `, or the routes to ${peeringId}`}; or, if ${pair} is right for account ${consumer.accountId}, add it to allowedRegions of the configuration.`,
    fixOwner: peeringId === null ? endpoint.accountId : consumer.accountId,
  };
};

/** A path whose service is in a Region that clients of that Region and account may not use. */
export const serviceRegionNotAllowed: Rule = {
  id: 'service-region-not-allowed',
  formerIds: [],
  title: 'A service is in a Region that its clients may not use',
  severity: 'high',
  isOnByDefault: true,
  isConfigured: ({ allowedRegions }) => allowedRegions !== null,
  reads: verdictReads,
  when: "allowedRegions is configured, and has no pair of the client's Region and the service's for the client's account; global services are allowed, and a peering that lets nothing through passes.",
  why: 'Data goes where the service is. A path to a Region outside what residency, contracts or regulators allow takes it there, and no firewall sees it: the path is private.',
  howToFix:
    "Remove the endpoint or the peering that leads there, or add the pair to allowedRegions. A Region's own services need a pair, too.",
  evaluate: overPaths(judge),
};
