import { isDeepStrictEqual } from 'node:util';
import type { AwsSecurityFinding } from '#securityhub/types.ts';
import type { Night } from './nights.ts';
import type { Outcome } from './trial.ts';

/** Without the times that tell which night it was written in. */
const timeless = (finding: AwsSecurityFinding): AwsSecurityFinding => ({
  ...finding,
  CreatedAt: undefined,
  UpdatedAt: undefined,
  FirstObservedAt: undefined,
});

const isArchived = (finding: AwsSecurityFinding | undefined): boolean => finding?.RecordState === 'ARCHIVED';

/** What a night that could not read everything says of that; the next healthy one archives it. */
const isAboutReading = (id: string): boolean => id.includes('/coverage-gap/');

/** What was held stays as it was, or becomes what a healthy night would have made of it: nothing between, nothing else. */
export const complaintsAboutFindings = ({ before, faulty, healthy }: Outcome): string[] => {
  const complaints = [...before].flatMap(([id, finding]) => {
    const [after, wanted] = [faulty.held.get(id), healthy.held.get(id)];
    if (isArchived(after) && !isArchived(finding) && !isArchived(wanted)) return [`${id} was archived`];
    return isDeepStrictEqual(after, finding) || isDeepStrictEqual(after, wanted)
      ? []
      : [`${id} was changed to what no healthy night says of it`];
  });
  const strange = [...faulty.held.keys()]
    .filter((id) => !healthy.held.has(id) && !isAboutReading(id))
    .map((id) => `${id} was made, and a healthy night makes no such finding`);
  const { result } = faulty;
  // What the other mode of publishing left where it could not be searched is told by a notice alone.
  const isSilent = result?.exitReasons.length === 0 && (result.publish?.notices ?? []).length === 0;
  const isLacking = isSilent && !isDeepStrictEqual(faulty.held, healthy.held);
  return [...complaints, ...strange, ...(isLacking ? ['the run claims success, and findings lack'] : [])];
};

/** The times a finding may be of: those it had, else those of the nights in which it can have been made. */
const isCreatedRight = (
  after: AwsSecurityFinding,
  { before, second }: { before: AwsSecurityFinding | undefined; second: AwsSecurityFinding | undefined },
): boolean =>
  before === undefined
    ? (after.CreatedAt ?? '') >= (second?.CreatedAt ?? '')
    : after.CreatedAt === before.CreatedAt;

/** After one healthy night nothing is left of the faulty one but when things were noticed. */
export const complaintsAboutConvergence = (
  { before, healthy }: Outcome,
  { next, third }: { next: Night; third: Night },
): string[] => {
  const ids = new Set([...next.held.keys(), ...third.held.keys()]);
  const differing = [...ids].flatMap((id) => {
    const [after, wanted] = [next.held.get(id), third.held.get(id)];
    if (after === undefined) return [`${id} is missing after the next healthy night`];
    if (isAboutReading(id))
      return isArchived(after) ? [] : [`${id} is left over after the next healthy night`];
    if (wanted === undefined) return [`${id} is left over after the next healthy night`];
    if (!isDeepStrictEqual(timeless(after), timeless(wanted)))
      return [`${id} differs after the next healthy night`];
    const isRight = isCreatedRight(after, { before: before.get(id), second: healthy.held.get(id) });
    return isRight ? [] : [`${id} has another CreatedAt`];
  });
  const reasons = next.result?.exitReasons ?? ['no result'];
  return [...differing, ...reasons.map((reason) => `the next healthy night ends with ${reason}`)];
};
