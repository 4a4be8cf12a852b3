import type * as z from 'zod/mini';
import type { coverageRead, ScopeCoverage } from '#model/coverage.ts';
import { gapsToTell } from '#model/gaps.ts';
import { operations } from '#model/inventory.ts';
import { partitionOf } from '#model/partition.ts';
import { printable } from '#model/printable.ts';
import { remedyOf } from '#model/remedy.ts';
import { compareText } from '#model/scope.ts';
import { uniqueScopes } from './kit/places.ts';
import type { Judgement, Rule, RuleInput } from './rule.ts';

type Read = z.infer<typeof coverageRead>;
type Gap = { accountId: string; region: string; read: Read };

type Gaps = readonly [Gap, ...Gap[]];
const isSome = (gaps: readonly Gap[]): gaps is Gaps => gaps.length > 0;

const notRead = 'not-read';

/** `access-denied:scp`, `throttled`; `not-read` where nobody said why: a snapshot without that key. */
const causeOf = ({ cause, by }: Read): string => `${cause ?? notRead}${by === null ? '' : `:${by}`}`;

const gapsIn = ({ accountId, region, reads }: ScopeCoverage): Gap[] =>
  reads.filter(({ status }) => status === 'failed').map((read) => ({ accountId, region, read }));

const remedy = ({ cause, by }: Read): string =>
  cause === null ? 'Read it: add what the snapshot lacks, or capture again.' : remedyOf({ cause, by });

const mostTold = 4;

const someOf = (texts: readonly string[]): string => {
  const unique = [...new Set(texts)].sort(compareText);
  const more = unique.length - mostTold;
  return `${unique.slice(0, mostTold).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** Regions first, all of them, since they are what has to be looked at; then what failed there, and one answer of AWS's. */
const evidenceOf = (gaps: readonly Gap[]): string => {
  const regions = [...new Set(gaps.map(({ region }) => region))].sort(compareText);
  const answers = gaps.map(({ read: { cause, code, message } }) =>
    [code, cause === null ? null : message].filter((text) => text !== null).join(': '),
  );
  const [answer = ''] = answers.filter((text) => text !== '').sort(compareText);
  const reads = someOf(gaps.map(({ read }) => read.operation));
  const told = answer === '' ? '' : ` AWS answered, for one: ${printable(answer).slice(0, 300)}`;
  return `Not read in ${regions.join(', ')}: ${reads}.${told}`;
};

const toJudgement = (gaps: Gaps, { hub }: RuleInput): Judgement => {
  const [first] = gaps;
  const { accountId, read } = first;
  const owner = hub ?? { accountId, region: first.region };
  const cause = causeOf(read);
  return {
    about: {
      owner,
      isOwnerSure: true,
      subject: {
        type: 'AwsAccount',
        id: `${accountId}/${cause}`,
        arn: `arn:${partitionOf(owner.region)}:iam::${accountId}:root`,
      },
      pathIds: [],
      dependsOn: { scopes: uniqueScopes(gaps), parts: [] },
      resources: [],
    },
    opinion: {
      status: 'warning',
      title: `Part of account ${accountId} could not be read: ${cause}`,
      evidence: evidenceOf(gaps),
      remediation: remedy(read),
      fixOwner: accountId,
      isProved: true,
    },
  };
};

/** One finding an account and cause, with the Regions it is of: what the other findings could not see. */
export const coverageGap: Rule = {
  id: 'coverage-gap',
  formerIds: [],
  title: 'Something could not be read',
  severity: 'medium',
  isOnByDefault: true,
  isAboutReading: true,
  reads: Object.values(operations),
  when: 'Something of the account could not be read: the cause, the Regions, the remedy.',
  why: 'What was not read is neither good nor bad: paths may be there that nobody sees, and findings of that account and Region stay as they were.',
  howToFix:
    'Mend the cause, which `doctor` tells with the command that does it, or leave the account or Region out in the configuration (scope).',
  evaluate: (input) => {
    const gaps = gapsToTell(input.coverage).flatMap(gapsIn);
    const groups = Map.groupBy(gaps, ({ accountId, read }) => `${accountId} ${causeOf(read)}`);
    return [...groups.values()].flatMap((group) => (isSome(group) ? [toJudgement(group, input)] : []));
  },
};
