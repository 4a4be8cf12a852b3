import type { ListResourceRecordSetsCommandInput } from '@aws-sdk/client-route-53';
import { ListResourceRecordSets$ } from '@aws-sdk/client-route-53';
import type { Inventory } from '#model/inventory.ts';
import type { HostedZone } from '#model/records.ts';
import { compareText } from '#model/scope.ts';
import { AwsError } from '../../aws-error.ts';
import { notHeld } from '../../reads.ts';
import type { Call } from '../../service.ts';
import { operation } from '../../service.ts';

type RecordSet = NonNullable<HostedZone['ResourceRecordSets']>[number];

const maxItems = 300;

/** Route 53 sorts by the labels of the name from the right, then by type, then by SetIdentifier. */
const sortKey = (name: string, type = '', identifier: unknown = ''): string =>
  [name.replace(/\.$/, '').toLowerCase().split('.').reverse().join('\u0001'), type, identifier].join(
    '\u0000',
  );

const keyOf = (set: RecordSet): string => sortKey(set.Name, set.Type, set['SetIdentifier']);

type View = { accountId: string; inventory: Inventory; zone: HostedZone };

/** Every scope's view of one zone; an account that uses it and the account that owns it may both show it. */
const viewsOf = (zoneId: string, { state }: Call): View[] =>
  [...state.inventories.values()].flatMap(({ scope, inventory }) =>
    (inventory.HostedZones ?? [])
      .filter(({ HostedZoneId }) => HostedZoneId.replace('/hostedzone/', '') === zoneId)
      .map((zone) => ({ accountId: scope.accountId, inventory, zone })),
  );

/** The records of a zone that the caller owns. */
const recordSetsOf = (zoneId: string, call: Call): RecordSet[] => {
  const views = viewsOf(zoneId, call);
  if (views.length === 0) {
    throw new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${zoneId}`, 404);
  }
  const caller = call.scope.accountId;
  const own = views.filter(({ accountId, zone }) => (zone.Owner?.OwningAccount ?? accountId) === caller);
  const sets = own.flatMap(({ zone }) =>
    zone.ResourceRecordSets === undefined ? [] : [zone.ResourceRecordSets],
  )[0];
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
