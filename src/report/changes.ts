import type { ScanResult } from '#model/result.ts';
import { type FindingChanges, toFindingChanges } from './finding-changes.ts';
import { type PathChanges, toPathChanges } from './path-changes.ts';

/** What is otherwise between two results. Plain JSON. */
export type Changes = {
  /** When the earlier one was begun, ISO. */
  since: string;
  /** What makes the two less than comparable, a sentence each. */
  cautions: string[];
  paths: PathChanges;
  findings: FindingChanges;
};

const accountsOf = ({ coverage }: ScanResult): Set<string> =>
  new Set(coverage.scopes.map(({ accountId }) => accountId).filter((id) => /^\d{12}$/.test(id)));

const cautionsOf = (earlier: ScanResult, later: ScanResult): string[] => {
  const before = accountsOf(earlier);
  const inCommon = [...accountsOf(later)].some((account) => before.has(account));
  const told: [isSo: boolean, sentence: string][] = [
    [
      earlier.partition !== later.partition,
      `They are of different partitions: ${earlier.partition}, ${later.partition}.`,
    ],
    [!inCommon, 'They have no account in common: perhaps they are of different organizations.'],
    [
      Date.parse(earlier.startedAt) > Date.parse(later.startedAt),
      `The earlier one (${earlier.startedAt}) was begun after the later one (${later.startedAt}).`,
    ],
    [
      earlier.configDigest !== later.configDigest,
      'The configuration was another: rules, exemptions or the classes told may differ.',
    ],
    [
      earlier.tool.version !== later.tool.version,
      `The program was another: version ${earlier.tool.version}, then ${later.tool.version}.`,
    ],
    [
      earlier.input !== later.input,
      `One was read from AWS, the other from a snapshot: ${earlier.input}, then ${later.input}.`,
    ],
  ];
  return told.filter(([isSo]) => isSo).map(([, sentence]) => sentence);
};

/**
 * What changed from one result to a later one. What a read that failed leaves open is told apart: a path whose scope was
 * not read is not gone, and one in a scope that was not read before is not new.
 */
export const toChanges = (earlier: ScanResult, later: ScanResult): Changes => ({
  since: earlier.startedAt,
  cautions: cautionsOf(earlier, later),
  paths: toPathChanges(earlier, later),
  findings: toFindingChanges(earlier, later),
});

/** Did anything change for certain? */
export const hasChanged = ({ paths, findings }: Changes): boolean =>
  [
    paths.new,
    paths.gone,
    paths.verdictChanged,
    paths.classChanged,
    findings.new,
    findings.gone,
    findings.changed,
  ].some((list) => list.length > 0);

/** Is there anything of which it cannot be said whether it changed? */
export const isUnsure = ({ paths, findings }: Changes): boolean =>
  [paths.notSeen, paths.notSeenBefore, paths.notComparable, findings.notSaid, findings.notSaidBefore].some(
    (list) => list.length > 0,
  );
