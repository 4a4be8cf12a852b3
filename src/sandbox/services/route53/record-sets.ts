import type { ListResourceRecordSetsCommandInput } from '@aws-sdk/client-route-53';
import { ListResourceRecordSets$ } from '@aws-sdk/client-route-53';
import type { Inventory } from '#model/inventory.ts';
import type { ResourceRecordSet as RecordSet } from '#model/records.ts';
import { compareText } from '#model/scope.ts';
import { AwsError } from '../../aws-error.ts';
import { notHeld } from '../../reads.ts';
import type { Call } from '../../service.ts';
import { operation } from '../../service.ts';

const maxItems = 300;

/** Route 53 sorts by the labels of the name from the right, then by type, then by SetIdentifier. */
const sortKey = (name: string, type = '', identifier: unknown = ''): string =>
  [name.replace(/\.$/, '').toLowerCase().split('.').reverse().join('\u0001'), type, identifier].join(
    '\u0000',
  );

const keyOf = (set: RecordSet): string => sortKey(set.Name, set.Type, set['SetIdentifier']);

type View = { owner: string; inventory: Inventory; sets: RecordSet[] | undefined };

/** Zones that a scope's VPCs use, and those that their Profiles hold. */
const zonesOf = (inventory: Inventory, accountId: string): (View & { zoneId: string | undefined })[] => [
  ...(inventory.HostedZones ?? []).map(({ HostedZoneId, Owner, ResourceRecordSets: sets }) => ({
    zoneId: HostedZoneId.replace('/hostedzone/', ''),
    owner: Owner?.OwningAccount ?? accountId,
    inventory,
    sets,
  })),
  ...(inventory.ProfileResourceAssociations ?? []).map(
    ({ ResourceArn = '', OwnerId = accountId, ResourceRecordSets: sets }) => ({
      zoneId: /:hostedzone\/(\w+)$/.exec(ResourceArn)?.[1],
      owner: OwnerId,
      inventory,
      sets,
    }),
  ),
];

/** Every scope's view of one zone; an account that uses it and the account that owns it may both show it. */
const viewsOf = (wanted: string, { state }: Call): View[] =>
  [...state.inventories.values()].flatMap(({ scope, inventory }) =>
    zonesOf(inventory, scope.accountId).filter(({ zoneId }) => zoneId === wanted),
  );

/** The records of a zone that the caller owns. */
const recordSetsOf = (zoneId: string, call: Call): RecordSet[] => {
  const views = viewsOf(zoneId, call);
  if (views.length === 0) {
    throw new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${zoneId}`, 404);
  }
  const own = views.filter(({ owner }) => owner === call.scope.accountId);
  const [sets] = own.flatMap((view) => (view.sets === undefined ? [] : [view.sets]));
  if (sets === undefined) throw notHeld(call, own[0]?.inventory.Coverage?.[call.operation]);
  return sets.toSorted((a, b) => compareText(keyOf(a), keyOf(b)));
};

export const listResourceRecordSets = operation<ListResourceRecordSetsCommandInput>(
  ListResourceRecordSets$,
  ['HostedZoneId', 'StartRecordName', 'StartRecordType', 'StartRecordIdentifier', 'MaxItems'],
  (input, call) => {
    const {
      HostedZoneId = '',
      StartRecordName,
      StartRecordType,
      StartRecordIdentifier,
      MaxItems = maxItems,
    } = input;
    if (MaxItems < 1) throw new AwsError('InvalidInput', `MaxItems ${MaxItems} is less than 1`);
    if (StartRecordType !== undefined && StartRecordName === undefined) {
      throw new AwsError('InvalidInput', 'StartRecordType needs StartRecordName');
    }
    const sets = recordSetsOf(HostedZoneId.replace('/hostedzone/', ''), call);
    const start = StartRecordName && sortKey(StartRecordName, StartRecordType, StartRecordIdentifier);
    const rest = start === undefined ? sets : sets.filter((set) => keyOf(set) >= start);
    const size = Math.min(MaxItems, maxItems);
    const next = rest[size];
    return {
      ResourceRecordSets: rest.slice(0, size),
      MaxItems: size,
      IsTruncated: next !== undefined,
      NextRecordName: next?.Name,
      NextRecordType: next?.Type,
      NextRecordIdentifier: next?.['SetIdentifier'],
    };
  },
);
