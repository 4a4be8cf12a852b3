import { everyOne, type ScopeCoverage } from '#model/coverage.ts';
import { gapsToTell } from '#model/gaps.ts';
import { remedyOf } from '#model/remedy.ts';
import type { ScanResult } from '#model/result.ts';

/** Of how many that were to be read something was read at all. */
export type SeenOf = { seen: number; of: number };

/** What could not be read of an account for one reason. */
export type Gap = {
  accountId: string;
  regions: string[];
  operations: string[];
  cause: string;
  /** What the operator should do; null where nobody said why. */
  remedy: string | null;
};

/** What the tool could see. A scope is one account in one Region. */
export type Seen = {
  complete: boolean;
  accounts: SeenOf;
  regions: SeenOf;
  scopes: { complete: number; partial: number; failed: number; of: number };
  /** Left out on purpose. */
  excluded: { accounts: number; regions: number; scopes: number };
  /** Regions that an SCP denies everywhere, each told once. */
  deniedRegions: { region: string; accounts: number }[];
  gaps: Gap[];
};

const seenOf = (scopes: readonly ScopeCoverage[], key: 'accountId' | 'region'): SeenOf => ({
  seen: new Set(scopes.filter(({ status }) => status !== 'failed').map((scope) => scope[key])).size,
  of: new Set(scopes.map((scope) => scope[key])).size,
});

type Read = ScopeCoverage['reads'][number];

const causeOf = ({ cause, by }: Read): string =>
  cause === null ? 'not read' : `${cause}${by === null ? '' : ` by ${by}`}`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const toGaps = (coverage: ScanResult['coverage']): Gap[] => {
  const failed = gapsToTell(coverage).flatMap(({ accountId, region, reads }) =>
    reads
      .filter(({ status }) => status === 'failed')
      .map((read) => ({ accountId, region, read, why: causeOf(read) })),
  );
  const groups = Map.groupBy(failed, ({ accountId, why }) => JSON.stringify([accountId, why]));
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const { cause, by } = first.read;
    return [
      {
        accountId: first.accountId,
        regions: unique(alike.map(({ region }) => region)),
        operations: unique(alike.map(({ read }) => read.operation)),
        cause: first.why,
        remedy: cause === null ? null : remedyOf({ cause, by }),
      },
    ];
  });
};

/** What was seen of what was to be seen, and why not the rest. */
export const toSeen = ({ coverage }: Pick<ScanResult, 'coverage'>): Seen => {
  const planned = coverage.scopes.filter(({ status }) => status !== 'excluded');
  const excluded = coverage.scopes.filter(({ status }) => status === 'excluded');
  const having = (status: ScopeCoverage['status']): number =>
    planned.filter((scope) => scope.status === status).length;
  const accounts = excluded.filter(({ region }) => region === everyOne).length;
  const regions = excluded.filter(
    ({ accountId, region }) => accountId === everyOne && region !== everyOne,
  ).length;
  return {
    complete: coverage.complete,
    accounts: seenOf(planned, 'accountId'),
    regions: seenOf(planned, 'region'),
    scopes: {
      complete: having('complete'),
      partial: having('partial'),
      failed: having('failed'),
      of: planned.length,
    },
    excluded: { accounts, regions, scopes: excluded.length - accounts - regions },
    deniedRegions: coverage.suggestions.map(({ excludeRegion, accounts: many }) => ({
      region: excludeRegion,
      accounts: many,
    })),
    gaps: toGaps(coverage),
  };
};
