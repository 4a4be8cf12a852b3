import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath, Verdict } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { severities } from '#model/words.ts';
import type { ReportData } from '../report-data.ts';

/** Paths, and findings, that a browser still handles, and one text in it holds: some 60 MB unpacked. */
export const mostInPage = 20_000;

/** What the page carries: what it shows, and so no more of the coverage than its digest. Plain JSON. */
export type PageData = Omit<ReportData, 'result'> & {
  result: Omit<ScanResult, 'coverage' | 'peerings'>;
  /** How many are in the result and not in the page, the least pressing of them. */
  leftOut: { paths: number; findings: number };
};

const verdictRank: Record<Verdict, number> = { blocked: 0, partial: 1, unknown: 2, usable: 3 };
const statusRank: Record<PublishedFinding['status'], number> = {
  failed: 0,
  warning: 1,
  'not-evaluated': 2,
  passed: 3,
};

const pathRank = ({ verdict, service }: ConnectionPath): number =>
  verdictRank[verdict] + (service.family === null ? 0.5 : 0);

const findingRank = ({ status, severity }: PublishedFinding): number =>
  statusRank[status] * severities.length - severities.indexOf(severity);

/** The first so many by rank, in the order they had. */
const first = <T>(items: readonly T[], rankOf: (item: T) => number): T[] => {
  if (items.length <= mostInPage) return [...items];
  const ranked = items.map((item, index) => ({ item, index, rank: rankOf(item) }));
  const kept = ranked.toSorted((a, b) => a.rank - b.rank || a.index - b.index).slice(0, mostInPage);
  return kept.toSorted((a, b) => a.index - b.index).map(({ item }) => item);
};

/** The data of a report as its page carries it. Its numbers are of the whole result, its tables of what there is room for. */
export const toPageData = ({ result, digest, changes }: ReportData): PageData => {
  const { coverage: _coverage, peerings: _peerings, ...shown } = result;
  const paths = first(result.paths, pathRank);
  const findings = first(result.findings, findingRank);
  return {
    result: { ...shown, paths, findings },
    digest,
    changes,
    leftOut: {
      paths: result.paths.length - paths.length,
      findings: result.findings.length - findings.length,
    },
  };
};
