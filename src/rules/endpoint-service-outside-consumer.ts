import { operations } from '#model/inventory.ts';
import type { VpcEndpointConnection } from '#model/records.ts';
import { scopeKey } from '#model/scope.ts';
import { groupBy } from '#network/collections.ts';
import type { Network } from '#network/network.ts';
import { oncePer } from '#network/once-per.ts';
import { quoted } from '#network/quoted.ts';
import { told } from '#network/told.ts';
import { isEveryone, principalStanding } from './kit/principal.ts';
import { type OfferedService, overServiceConfigurations } from './kit/service-subject.ts';
import { someOf } from './kit/some-of.ts';
import { type Standing, standingOf } from './kit/standing.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

/** Somebody who may connect, or who did. */
type Consumer = { kind: 'principal' | 'connection'; standing: Standing; text: string };

const connectionKey = (scope: string, serviceId: string): string => `${scope} ${serviceId}`;

/** The connections of each scope's services; of no service's where AWS did not name it. */
const connectionsIn = oncePer(({ held }: Network) =>
  groupBy(
    held.flatMap(({ scope, inventory: { VpcEndpointConnections = [] } }) =>
      VpcEndpointConnections.map((connection) => ({ scope: scopeKey(scope), connection })),
    ),
    ({ scope, connection: { ServiceId = '' } }) => connectionKey(scope, ServiceId),
  ),
);

/** States in which nothing is connected: not yet, or not any more. The rest, and what is not known, may be. */
const unconnected: ReadonlySet<string> = new Set([
  'pendingacceptance',
  'deleting',
  'deleted',
  'rejected',
  'failed',
  'expired',
]);
const connected: ReadonlySet<string> = new Set(['available', 'pending', 'partial']);

const connectionText = (
  { VpcEndpointId, VpcEndpointOwner, VpcEndpointRegion }: VpcEndpointConnection,
  region: string,
): string =>
  `${VpcEndpointId} of ${told(VpcEndpointOwner) ?? 'an account that was not told'} in ${told(VpcEndpointRegion) ?? region}`;

const connectedBy = ({ scope, record }: OfferedService, input: RuleInput): Consumer[] => {
  const of = (serviceId: string) =>
    connectionsIn(input.network).get(connectionKey(scopeKey(scope), serviceId)) ?? [];
  const toConsumer = (connection: VpcEndpointConnection, isItsOwn: boolean): Consumer[] => {
    const state = connection.VpcEndpointState?.toLowerCase() ?? '';
    if (unconnected.has(state)) return [];
    const standing = standingOf(told(connection.VpcEndpointOwner), input);
    const isSure = isItsOwn && connected.has(state);
    return [
      {
        kind: 'connection',
        standing: standing === 'outside' && !isSure ? 'unknown' : standing,
        text: connectionText(connection, scope.region),
      },
    ];
  };
  return [
    ...of(record.ServiceId).flatMap(({ connection }) => toConsumer(connection, true)),
    ...of('').flatMap(({ connection }) => toConsumer(connection, false)),
  ];
};

/** Everyone is no outsider by name: what comes of that is the connections, and rule endpoint-service-open. */
const allowedBy = ({ record: { AllowedPrincipals = [] } }: OfferedService, input: RuleInput): Consumer[] =>
  AllowedPrincipals.filter((principal) => !isEveryone(principal)).map((principal) => ({
    kind: 'principal',
    standing: principalStanding(principal, input),
    text: quoted(told(principal.Principal) ?? ''),
  }));

const textsOf = (consumers: readonly Consumer[], kind: Consumer['kind']): string =>
  someOf(consumers.filter((consumer) => consumer.kind === kind).map(({ text }) => text));

const sentencesOf = (consumers: readonly Consumer[], words: string): string[] => {
  const [principals, connections] = [textsOf(consumers, 'principal'), textsOf(consumers, 'connection')];
  return [
    ...(principals === '' ? [] : [`Allowed principals ${words}: ${principals}.`]),
    ...(connections === '' ? [] : [`Connections ${words}: ${connections}.`]),
  ];
};

const remediationOf = ({ scope, record: { ServiceId: id } }: OfferedService): string =>
  `In account ${scope.accountId} (${scope.region}), trust the account in the configuration if it is meant to use the service; else remove its principals (aws ec2 modify-vpc-endpoint-service-permissions --service-id ${id} --remove-allowed-principals ARN), then reject its connections, which stay otherwise (aws ec2 reject-vpc-endpoint-connections --service-id ${id} --vpc-endpoint-ids ID).`;

const judge = (service: OfferedService, input: RuleInput): Opinion => {
  const id = service.record.ServiceId;
  const consumers = [...allowedBy(service, input), ...connectedBy(service, input)];
  const outside = consumers.filter(({ standing }) => standing === 'outside');
  if (outside.length > 0) {
    return {
      status: 'failed',
      title: `Endpoint service ${id} serves accounts outside the Organization`,
      evidence: sentencesOf(outside, 'outside the Organization and not trusted').join(' '),
      remediation: remediationOf(service),
      fixOwner: service.scope.accountId,
      isProved: true,
    };
  }
  const unknown = consumers.filter(({ standing }) => standing === 'unknown');
  const unread = service.record.AllowedPrincipals === undefined ? ['Who is allowed was not read.'] : [];
  const gaps = [...unread, ...sentencesOf(unknown, 'of nobody knows whom')];
  if (gaps.length > 0) {
    const title = `Whom endpoint service ${id} serves is not known`;
    return { status: 'not-evaluated', title, evidence: gaps.join(' ') };
  }
  const title = `Endpoint service ${id} serves the Organization and accounts that are trusted`;
  return { status: 'passed', title, evidence: 'Nobody else is allowed by name, or connected.' };
};

/** A provider's endpoint service that strangers are allowed to use, or do use. */
export const endpointServiceOutsideConsumer: Rule = {
  id: 'endpoint-service-outside-consumer',
  formerIds: [],
  title: 'An endpoint service serves accounts outside the Organization',
  severity: 'high',
  isOnByDefault: true,
  reads: [operations.ServiceConfigurations, operations.VpcEndpointConnections],
  when: 'An allowed principal or an accepted connection is outside the Organization and not trusted.',
  why: 'A connection to an endpoint service crosses the border of the Organization without a peering, a route or a public address that anybody would see. Removing a principal does not cut the connections it has.',
  howToFix:
    'List the accounts that are meant to use the service under `trustedAccounts`. Of the others remove the principals, then reject the connections.',
  evaluate: overServiceConfigurations(judge),
};
