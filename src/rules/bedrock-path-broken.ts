import type { ConnectionPath, HopName } from '#model/path.ts';
import { hopOwner } from './kit/hop-owner.ts';
import { meantBy } from './kit/meant.ts';
import { nameReads, overPaths, verdictReads } from './kit/path-subject.ts';
import { pathText } from './kit/path-text.ts';
import { undecided } from './kit/undecided.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

const reads = [...verdictReads, ...nameReads];

const hopText = ({ hops }: ConnectionPath, name: HopName): string => {
  const hop = hops.find((one) => one.name === name);
  const where = hop?.resource === null || hop === undefined ? '' : ` at ${hop.resource}`;
  return `First closed hop: ${name}${where}.${hop === undefined ? '' : ` ${hop.detail.replace(/\.$/, '')}.`}`;
};

const extent = {
  blocked: 'No client reaches the endpoint.',
  partial: 'Some addresses reach the endpoint, and no whole subnet.',
} as const;

const judge = (path: ConnectionPath, input: RuleInput): Opinion | null => {
  if (path.class !== 'peering-routed-bedrock') return null;
  const { verdict, firstFailedHop } = path;
  const title = `Bedrock path over a peering is broken: ${pathText(path)}`;
  if (verdict === 'unknown') {
    return undecided(path, input, { reads, title, evidence: 'Whether the path works is not known.' });
  }
  const meant = meantBy(path, input);
  if (meant === null) {
    return undecided(path, input, { reads, title, evidence: 'Whether anybody means the path is not known.' });
  }
  if (verdict === 'usable') {
    return { status: 'passed', title, evidence: `The path is meant, and works: ${meant}.` };
  }
  const hop = firstFailedHop === null ? '' : hopText(path, firstFailedHop);
  return {
    status: 'failed',
    title,
    evidence: `${extent[verdict]} ${hop} The path is meant: ${meant}.`,
    remediation: path.fix,
    fixOwner: firstFailedHop === null ? null : hopOwner(input.network, path, firstFailedHop),
  };
};

/** A Bedrock path over a peering that somebody meant, and that does not work. */
export const bedrockPathBroken: Rule = {
  id: 'bedrock-path-broken',
  formerIds: [],
  title: 'A Bedrock path that is meant does not work',
  severity: 'medium',
  isOnByDefault: true,
  reads,
  when: 'A Bedrock path over a peering that somebody meant (a private name, a route, expectedPaths) is blocked or partial.',
  why: 'Somebody built this path, and it is closed at a hop: calls to Bedrock time out, or go to the public address where there is a way out.',
  howToFix:
    'Open the first closed hop, which the finding names with the account that has to; run again, as another hop after it may be closed too. Where the path is not wanted, remove its route and its name.',
  evaluate: overPaths(judge),
};
