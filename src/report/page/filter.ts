import type { FindingStatus, PublishedFinding, Severity } from '#model/finding.ts';
import type { ConnectionPath, PathClass, Verdict } from '#model/path.ts';
import { endsOf } from './map/path-ends.ts';

/** What the reader narrowed the report to. A key that is absent lets everything through. */
export type Filter = {
  /** Words, each of which is somewhere in the row, in either case. */
  text?: string;
  class?: PathClass;
  verdict?: Verdict;
  /** The Regions a path leads from and to, as `endsOf` tells them: an arc of the map. */
  from?: string;
  to?: string;
  /** A Region that the path's client, endpoint or service is in: a dot of the map. */
  region?: string;
  accountId?: string;
  severity?: Severity;
  status?: FindingStatus;
  rule?: string;
};

/** What the map sets, and nothing else does; a choice there takes the place of the one before. */
export type PlaceFilter = Pick<Filter, 'from' | 'to' | 'region' | 'class'>;

type Facets = Omit<Filter, 'text'>;

const fits = (wanted: string | undefined, ...told: readonly (string | null)[]): boolean =>
  wanted === undefined || told.includes(wanted);

/** Whether a path is what the filter asks for, its text apart. */
export const isPathWanted = (path: ConnectionPath, filter: Facets): boolean => {
  const { consumer, endpoint, service } = path;
  const { from, to } = endsOf(path);
  return (
    fits(filter.class, path.class) &&
    fits(filter.verdict, path.verdict) &&
    fits(filter.from, from) &&
    fits(filter.to, to) &&
    fits(filter.region, consumer.region, endpoint.region, service.region) &&
    fits(filter.accountId, consumer.accountId, endpoint.accountId)
  );
};

/** The part of the filter that asks about paths, for what rests on them. */
const pathPart = ({ class: pathClass, verdict, from, to }: Facets): Facets => ({
  ...(pathClass === undefined ? {} : { class: pathClass }),
  ...(verdict === undefined ? {} : { verdict }),
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/**
 * Whether a finding is what the filter asks for, its text apart. What is asked of paths, one of its own paths has to
 * meet; its Region and account may be its own, or its paths'.
 */
export const isFindingWanted = (
  finding: PublishedFinding,
  paths: readonly ConnectionPath[],
  filter: Facets,
): boolean => {
  const { region, accountId } = filter;
  const onPaths = pathPart(filter);
  return (
    fits(filter.severity, finding.severity) &&
    fits(filter.status, finding.status) &&
    fits(filter.rule, finding.rule) &&
    (Object.keys(onPaths).length === 0 || paths.some((path) => isPathWanted(path, onPaths))) &&
    (fits(region, finding.region) ||
      paths.some((path) => isPathWanted(path, region === undefined ? {} : { region }))) &&
    (fits(accountId, finding.accountId, finding.fixOwner) ||
      paths.some((path) => isPathWanted(path, accountId === undefined ? {} : { accountId })))
  );
};

/** Whether the text, already in lower case, holds each word of the search. */
export const holdsWords = (text: string, search: string | undefined): boolean =>
  (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
