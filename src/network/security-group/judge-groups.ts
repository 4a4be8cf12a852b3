import type { Family } from '../addresses/cidr.ts';
import { mapPieces, overlay, type Partition, restrict, uniform } from '../addresses/partition.ts';
import type { AddressSet } from '../addresses/ranges.ts';
import { unknownPorts } from '../network-acl/judge-acl.ts';
import { type Gap, type Reading, unread } from '../reading.ts';
import { fail, pass, type Ruling, unknown } from '../ruling.ts';
import { told } from '../told.ts';
import { type Admission, type CompiledGroup, type GroupReference, isLive } from './security-group.ts';

/** Traffic to the members of some groups; a null port is any. */
export type GroupTraffic = {
  family: Family;
  sources: AddressSet;
  port: number | null;
  /** The peering it comes over; null inside the VPC. */
  peeringId: string | null;
  isOneRegion: boolean | null;
};

type Admitting = { groupId: string; admission: Admission };
type Admitted = { groupId: string; source: string };

/**
 * Inside a VPC a client may carry any group that a rule refers to, but one that it refers to over a peering: that is the
 * other VPC's. Over a peering it may carry those referred to over this very one.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
const mayCarry = (reference: GroupReference, peeringId: string | null): boolean =>
  isLive(reference) && told(reference.VpcPeeringConnectionId) === peeringId;

const unknownRegions: Gap = unread('the Regions of both VPCs, without which a group reference may not count');

/** What the rules of a group say of sources that no CIDR and no prefix list of theirs holds. */
type Others = { references: readonly { groupId: string; member: string }[]; gaps: readonly Gap[] };

/** The references that count, or why it is not known whether they do: across Regions none does. */
const referencesOf = (groups: readonly Admitting[], { peeringId, isOneRegion }: GroupTraffic): Others => {
  const references = groups.flatMap(({ groupId, admission }) =>
    admission.references
      .filter((reference) => mayCarry(reference, peeringId))
      .map(({ GroupId }) => ({ groupId, member: told(GroupId) ?? 'a group that was not told' })),
  );
  if (peeringId === null || isOneRegion === true) return { references, gaps: [] };
  return { references: [], gaps: isOneRegion === null && references.length > 0 ? [unknownRegions] : [] };
};

const firstAdmitted = (groups: readonly Admitting[], { sources }: GroupTraffic): Partition<Admitted | null> =>
  groups
    .map(({ groupId, admission }) =>
      mapPieces(restrict(admission.sources, sources), (source) =>
        source === null ? null : { groupId, source },
      ),
    )
    .reduce((all, one) => overlay(all, one, (a, b) => a ?? b), uniform<Admitted | null>(sources, null));

/** What holds for every address that no CIDR and no prefix list admits. */
const judgeOthers = (groupIds: string, port: number | null, by: Others): Ruling => {
  const [reference] = by.references;
  const [gap] = by.gaps;
  const what = port === null ? 'TCP' : `TCP ${port}`;
  if (reference !== undefined && port === null) return unknown(reference.groupId, unknownPorts);
  if (reference !== undefined) {
    const members = [...new Set(by.references.map(({ member }) => member))].toSorted().join(' or ');
    const detail = `${reference.groupId} admits ${what} from members of ${members}`;
    return pass(reference.groupId, detail, `the client carries security group ${members}`);
  }
  if (gap !== undefined) return unknown(groupIds, gap);
  return fail(groupIds, `No rule of ${groupIds} admits ${what} from the client's address`, `${what} in`);
};

/** What an interface's groups together do to traffic from each source address: one that admits it is enough. */
export const judgeGroups = (
  groupIds: readonly string[],
  groupOf: (groupId: string) => Reading<CompiledGroup>,
  traffic: GroupTraffic,
): Partition<Ruling> => {
  const { family, port } = traffic;
  const readings = groupIds.map(groupOf);
  const groups = readings.flatMap((reading) =>
    reading.isKnown
      ? [{ groupId: reading.value.groupId, admission: reading.value.admission(family, port) }]
      : [],
  );
  const referenced = referencesOf(groups, traffic);
  const gaps = [
    ...readings.flatMap((reading) => (reading.isKnown ? [] : [reading.gap])),
    ...groups.flatMap(({ admission }) => admission.gaps),
    ...referenced.gaps,
  ];
  const others = { references: referenced.references, gaps };
  return mapPieces(firstAdmitted(groups, traffic), (admitted) => {
    if (admitted === null) return judgeOthers(groupIds.join(', '), port, others);
    if (port === null) return unknown(admitted.groupId, unknownPorts);
    return pass(admitted.groupId, `${admitted.groupId} admits TCP ${port} from ${admitted.source}`);
  });
};
