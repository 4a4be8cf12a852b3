import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { PageData } from '../html/page-data.ts';
import { accountName, classNames, serviceName, statusNames, verdictNames } from './words.ts';

/** A path with what is looked up again and again: its findings, and what a search looks through, in lower case. */
export type PathRow = { path: ConnectionPath; findings: readonly PublishedFinding[]; search: string };

/** A finding likewise, with the paths it is of. */
export type FindingRow = { finding: PublishedFinding; paths: readonly ConnectionPath[]; search: string };

/** The report as the page works with it: made once, when the page is opened. */
export type Report = PageData & {
  paths: readonly PathRow[];
  findings: readonly FindingRow[];
  pathById: ReadonlyMap<string, PathRow>;
  findingById: ReadonlyMap<string, FindingRow>;
  /** The names of accounts by their IDs, as far as paths tell them. */
  accountNames: ReadonlyMap<string, string>;
};

const searchable = (parts: readonly (string | null | undefined)[]): string => parts.join(' ').toLowerCase();

const pathText = (path: ConnectionPath): string => {
  const { consumer, endpoint, service } = path;
  return searchable([
    path.id,
    classNames[path.class],
    verdictNames[path.verdict],
    accountName(consumer),
    consumer.accountId,
    consumer.region,
    endpoint.accountId,
    endpoint.region,
    service.name,
    serviceName(path),
    service.region,
    path.fix,
  ]);
};

const findingText = (finding: PublishedFinding): string =>
  searchable([
    finding.title,
    finding.id,
    finding.severity,
    statusNames[finding.status],
    finding.evidence,
    finding.remediation,
    finding.fixOwner,
    finding.exemption,
    ...Object.entries(finding.ownerTags).flat(),
  ]);

const namesIn = (paths: readonly ConnectionPath[]): ReadonlyMap<string, string> =>
  new Map(
    paths.flatMap(({ consumer: { accountId, accountName } }) =>
      accountId === null || accountName === null ? [] : [[accountId, accountName] as const],
    ),
  );

/** Joins findings to paths and makes their search texts; in time linear in both. */
export const toReport = (data: PageData): Report => {
  const { paths, findings } = data.result;
  const findingsOf = new Map<string, PublishedFinding[]>(paths.map(({ id }) => [id, []]));
  for (const finding of findings) for (const id of finding.pathIds) findingsOf.get(id)?.push(finding);
  const pathRows = paths.map((path) => ({
    path,
    findings: findingsOf.get(path.id) ?? [],
    search: pathText(path),
  }));
  const pathById = new Map(pathRows.map((row) => [row.path.id, row]));
  const findingRows = findings.map((finding) => ({
    finding,
    paths: finding.pathIds.flatMap((id) => pathById.get(id)?.path ?? []),
    search: findingText(finding),
  }));
  return {
    ...data,
    paths: pathRows,
    findings: findingRows,
    pathById,
    findingById: new Map(findingRows.map((row) => [row.finding.id, row])),
    accountNames: namesIn(paths),
  };
};
