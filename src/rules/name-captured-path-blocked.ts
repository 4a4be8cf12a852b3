import type { ConnectionPath, HopName } from '#model/path.ts';
import { parseCidr } from '#network/addresses/cidr.ts';
import { quoted } from '#network/quoted.ts';
import { isEmptyVpc } from './kit/empty-vpc.ts';
import { hopOwner } from './kit/hop-owner.ts';
import { nameReads, overPaths, verdictReads } from './kit/path-subject.ts';
import { pathText } from './kit/path-text.ts';
import { undecided } from './kit/undecided.ts';
import { isNameUnread } from './kit/unread-name.ts';
import { usualNameOf } from './kit/usual-name.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

type Row = ConnectionPath['subnets'][number];

const reads = [...verdictReads, ...nameReads];

const mostTold = 4;

const isWhole = ({ cidr, open }: Row): boolean => {
  const [all, only] = [parseCidr(cidr), open.length === 1 ? parseCidr(open[0] ?? '') : null];
  return all !== null && only !== null && all.first === only.first && all.last === only.last;
};

const rowText = ({ subnetId, cidr, open, stoppedBy }: Row): string => {
  const which =
    open.length === 0 ? 'no address gets through' : `only ${open.slice(0, mostTold).join(', ')} gets through`;
  return `${subnetId} (${cidr}): ${which}, stopped by ${stoppedBy}`;
};

const stoppedText = (rows: readonly Row[]): string => {
  const more = rows.length - mostTold;
  return `${rows.slice(0, mostTold).map(rowText).join('; ')}${more > 0 ? `; and ${more} more subnets` : ''}`;
};

/** What stops all, where no subnet was looked at. */
const wholeText = ({ hops, firstFailedHop }: ConnectionPath): string =>
  hops.find(({ name }) => name === firstFailedHop)?.detail ?? 'No client reaches the endpoint.';

const remediationOf = (path: ConnectionPath, stopped: readonly Row[], hop: HopName | null): string => {
  if (path.fix !== null) return path.fix;
  const subnets = stopped.filter(({ stoppedBy }) => stoppedBy === hop).map(({ subnetId }) => subnetId);
  return `Open ${hop} to ${path.endpoint.vpcEndpointId} for ${subnets.slice(0, mostTold).join(', ')}, as it is for the subnets that get through; or lead the name elsewhere in ${path.consumer.vpcId}.`;
};

const failing = (path: ConnectionPath, name: string, { network }: RuleInput): Omit<Opinion, 'title'> => {
  const stopped = path.subnets.filter(({ stoppedBy }) => stoppedBy !== null);
  const hop = path.firstFailedHop ?? stopped[0]?.stoppedBy ?? null;
  const told = stopped.length === 0 ? wholeText(path) : `${stoppedText(stopped)}.`;
  return {
    status: 'failed',
    evidence: `${quoted(name)} resolves to ${path.endpoint.vpcEndpointId} in ${path.consumer.vpcId}, and clients cannot get there: ${told}`,
    remediation: remediationOf(path, stopped, hop),
    fixOwner: hop === null ? null : hopOwner(network, path, hop),
  };
};

const judge = (path: ConnectionPath, input: RuleInput): Opinion | null => {
  const { dns, subnets, verdict } = path;
  const title = `Name leads to an endpoint that clients cannot reach: ${pathText(path)}`;
  if (isEmptyVpc(input.network, path.consumer.vpcId)) return null;
  const isStopped = verdict === 'blocked' || subnets.some(({ stoppedBy }) => stoppedBy !== null);
  if (dns.resolves !== 'endpoint') {
    if (!isStopped || !isNameUnread(path, input.network)) return null;
    return undecided(path, input, { reads, title, evidence: 'What the name resolves to was not read.' });
  }
  const name = usualNameOf(input.network, path);
  if (name === null) return null;
  if (isStopped) return { ...failing(path, name, input), title };
  if (verdict === 'usable' && subnets.every(isWhole)) {
    const evidence = `${quoted(name)} resolves to the endpoint, and every subnet reaches it.`;
    return { status: 'passed', title, evidence };
  }
  return undecided(path, input, { reads, title, evidence: 'Whether every subnet reaches it is not known.' });
};

/** A usual name that leads clients to an endpoint that some of them cannot reach. */
export const nameCapturedPathBlocked: Rule = {
  id: 'name-captured-path-blocked',
  formerIds: [],
  title: 'A service name leads to an endpoint that clients cannot reach',
  severity: 'medium',
  isOnByDefault: true,
  reads,
  when: 'The usual name of a service resolves to the endpoint in a VPC, and addresses of some subnet do not get there.',
  why: 'Private DNS and private zones take the name for every client of the VPC. Where a subnet cannot reach the endpoint, its calls time out though the public address would answer: an outage that waits for the first client there.',
  howToFix:
    'Open the hop that stops the subnets (route, network ACL, security group of the endpoint), or take the name back: remove the record or the VPC from the private zone, or turn private DNS off.',
  evaluate: overPaths(judge),
};
