import { everyOne, type ScopeCoverage } from '#model/coverage.ts';
import { gapsOf, gapsToTell } from '#model/gaps.ts';
import { printable } from '#model/printable.ts';
import type { ScanResult, Suggestion } from '#model/result.ts';
import { count } from './count.ts';

type Read = ScopeCoverage['reads'][number];

/** Lines that a person could still look through. */
const mostGaps = 200;

/** The first few, and how many more there are. */
const few = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

const causeOf = ({ cause, by, message }: Read): string =>
  cause === null ? (message ?? 'not read') : `${cause}${by === null ? '' : ` by ${by}`}`;

/** What failed for one cause: `DescribeSubnets, DescribeVpcs (access-denied by scp, UnauthorizedOperation)`. */
const toldOf = ([cause, reads]: readonly [string, readonly Read[]]): string => {
  const codes = reads.flatMap(({ code }) => code ?? []).slice(0, 1);
  return `${few(reads.map(({ operation }) => operation))} (${[cause, ...codes].join(', ')})`;
};

/** The account, and what could not be read of one of its Regions: the same in many, as a rule. */
const gapOf = ({ accountId, reads }: ScopeCoverage): string => {
  const failed = reads.filter(({ status }) => status === 'failed');
  return `${accountId} *: ${[...Map.groupBy(failed, causeOf)].map(toldOf).join(', ')}`;
};

/** A Region that an SCP denies everywhere is one line, not one an account. */
const deniedOf = ({ excludeRegion, accounts }: Suggestion): string =>
  `  ${excludeRegion}: an SCP denies it in ${count(accounts, 'account')}`;

const renderGaps = (coverage: ScanResult['coverage']): string[] => {
  const lines = [...Map.groupBy(gapsToTell(coverage), gapOf)].map(([told, alike]) =>
    printable(`  ${told.replace(everyOne, few(alike.map(({ region }) => region)))}`),
  );
  const left = lines.length - mostGaps;
  return [
    'Not read, so nothing is known of it:',
    ...coverage.suggestions.map(deniedOf),
    ...lines.slice(0, mostGaps),
    ...(left > 0 ? [`  ... and ${left} more, which --format json tells`] : []),
  ];
};

const renderExcluded = (excluded: readonly ScopeCoverage[]): string[] => {
  const accounts = excluded.filter(({ region }) => region === everyOne).length;
  const told = [count(accounts, 'account'), count(excluded.length - accounts, 'Region')];
  return excluded.length === 0 ? [] : [`Left out on purpose: ${told.join(', ')}`];
};

/** What was read, what was left out on purpose, and what is not known. */
export const renderCoverage = ({ coverage }: Pick<ScanResult, 'coverage'>): string[] => {
  const { scopes } = coverage;
  const read = scopes.filter(({ status }) => status === 'complete').length;
  const gaps = gapsOf(coverage);
  return [
    `Scopes read completely: ${read} of ${read + gaps.length} (one scope = one account in one Region)`,
    ...renderExcluded(scopes.filter(({ status }) => status === 'excluded')),
    ...(gaps.length === 0 ? [] : renderGaps(coverage)),
  ];
};
