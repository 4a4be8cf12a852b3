import type { ConnectionPath, PathClass, Verdict } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import type { Scope } from '#model/scope.ts';
import { type Reads, toldScopes, toReads } from './reads.ts';

/** What tells one path from another, and where it leads. */
export type PathSketch = Pick<
  ConnectionPath,
  'id' | 'class' | 'verdict' | 'unknownReason' | 'consumer' | 'peeringId' | 'endpoint' | 'service'
>;

/** A path of which something cannot be said, and why, in a few words: `not read: 111122223333 us-west-2`. */
export type UnsurePath = { path: PathSketch; because: string };

/** Each list is sorted by the ID of the path. A path may have changed both its verdict and its class. */
export type PathChanges = {
  new: PathSketch[];
  gone: PathSketch[];
  /** `path` is as it is now. */
  verdictChanged: { path: PathSketch; from: Verdict }[];
  classChanged: { path: PathSketch; from: PathClass }[];
  /** Was there, and is not seen now where not all was read: perhaps it still is. */
  notSeen: UnsurePath[];
  /** Is seen now, and was not where not all was read: perhaps it was there. */
  notSeenBefore: UnsurePath[];
  /** Its verdict or class is another only because something could not be read, now or then. */
  notComparable: UnsurePath[];
};

const toSketch = ({
  id,
  class: pathClass,
  verdict,
  unknownReason,
  consumer,
  peeringId,
  endpoint,
  service,
}: ConnectionPath): PathSketch => ({
  id,
  class: pathClass,
  verdict,
  unknownReason,
  consumer,
  peeringId,
  endpoint,
  service,
});

const scopeOf = ({ accountId, region }: PathSketch['consumer' | 'endpoint']): Scope | null =>
  accountId === null || region === null ? null : { accountId, region };

const endpoints = 'DescribeVpcEndpoints';
const peerings = 'DescribeVpcPeeringConnections';
/** Decides the owner of the service, and by that the class, and whether a path over a peering is told at all. */
const services = 'DescribeVpcEndpointServices';

type Need = { scope: Scope; operation: string };

/**
 * The reads that would show the path, by where it is. The client's side is needed where it was read when the path was
 * seen: the client of a peering may be outside the organization.
 */
const needsOf = (path: ConnectionPath, seenBy: Reads): Need[] | null => {
  const at = scopeOf(path.endpoint);
  if (at === null) return null;
  if (path.peeringId === null) return [{ scope: at, operation: endpoints }];
  const client = scopeOf(path.consumer);
  return [
    ...[endpoints, peerings, services].map((operation) => ({ scope: at, operation })),
    ...(client !== null && seenBy.isRead(client, peerings) ? [{ scope: client, operation: peerings }] : []),
  ];
};

/** Why the absence of a path proves nothing; null where it does. */
const whyUnsure = (path: ConnectionPath, { seenBy, missedBy }: { seenBy: Reads; missedBy: Reads }) => {
  const needs = needsOf(path, seenBy);
  if (needs === null) return 'where its endpoint is was not told';
  const unread = needs.filter(({ scope, operation }) => !missedBy.isRead(scope, operation));
  return unread.length === 0 ? null : `not read: ${toldScopes(unread.map(({ scope }) => scope))}`;
};

const isNotRead = ({ unknownReason }: ConnectionPath): boolean => unknownReason === 'not-read';

type Pair = { before: ConnectionPath; now: ConnectionPath };

const isSureOfClass = ({ now }: Pair, both: readonly Reads[]): boolean => {
  const at = scopeOf(now.endpoint);
  return at !== null && both.every(({ isRead }) => isRead(at, services));
};

const absent = (
  paths: readonly ConnectionPath[],
  others: ReadonlyMap<string, ConnectionPath>,
  reads: { seenBy: Reads; missedBy: Reads },
): { sure: PathSketch[]; unsure: UnsurePath[] } => {
  const missing = paths
    .filter(({ id }) => !others.has(id))
    .map((path) => ({ path: toSketch(path), because: whyUnsure(path, reads) }));
  return {
    sure: missing.flatMap(({ path, because }) => (because === null ? [path] : [])),
    unsure: missing.flatMap(({ path, because }) => (because === null ? [] : [{ path, because }])),
  };
};

const byId = (paths: readonly ConnectionPath[]) => new Map(paths.map((path) => [path.id, path]));

/** What became of the paths between two results. A read that failed makes no path new, and none gone. */
export const toPathChanges = (earlier: ScanResult, later: ScanResult): PathChanges => {
  const [before, now] = [toReads(earlier), toReads(later)];
  const [were, are] = [byId(earlier.paths), byId(later.paths)];
  const gone = absent(earlier.paths, are, { seenBy: before, missedBy: now });
  const fresh = absent(later.paths, were, { seenBy: now, missedBy: before });
  const pairs: Pair[] = later.paths.flatMap((path) => {
    const was = were.get(path.id);
    return was === undefined ? [] : [{ before: was, now: path }];
  });
  const verdicts = pairs.filter((pair) => pair.before.verdict !== pair.now.verdict);
  const classes = pairs.filter((pair) => pair.before.class !== pair.now.class);
  const isJudged = (pair: Pair): boolean => !isNotRead(pair.before) && !isNotRead(pair.now);
  const isSure = (pair: Pair): boolean => isSureOfClass(pair, [before, now]);
  return {
    new: fresh.sure,
    gone: gone.sure,
    verdictChanged: verdicts
      .filter(isJudged)
      .map((pair) => ({ path: toSketch(pair.now), from: pair.before.verdict })),
    classChanged: classes
      .filter(isSure)
      .map((pair) => ({ path: toSketch(pair.now), from: pair.before.class })),
    notSeen: gone.unsure,
    notSeenBefore: fresh.unsure,
    notComparable: [
      ...verdicts.filter((pair) => !isJudged(pair)).map((pair) => ({ pair, what: 'verdict' })),
      ...classes.filter((pair) => !isSure(pair)).map((pair) => ({ pair, what: 'class' })),
    ].map(({ pair, what }) => ({
      path: toSketch(pair.now),
      because: `its ${what} rests on what could not be read`,
    })),
  };
};
