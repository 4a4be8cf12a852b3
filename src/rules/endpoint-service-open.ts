import { operations } from '#model/inventory.ts';
import type { ServiceConfiguration } from '#model/records.ts';
import { told } from '#network/told.ts';
import { isEveryone } from './kit/principal.ts';
import { type OfferedService, overServiceConfigurations } from './kit/service-subject.ts';
import { someOf } from './kit/some-of.ts';
import type { Opinion, Rule } from './rule.ts';

/** Regions that no new endpoint connects from. */
const closed: ReadonlySet<string> = new Set(['deleting', 'deleted', 'failed']);

/**
 * The Regions in which an endpoint to the service may be made: as EC2 tells them, else the service's own.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
 */
const regionsOf = ({ scope, record }: OfferedService): string => {
  const { SupportedRegions = [], RemoteAccessEnabled } = record;
  const open = SupportedRegions.filter(({ ServiceState = '' }) => !closed.has(ServiceState.toLowerCase()));
  const names = open.flatMap(({ Region }) => told(Region) ?? []);
  if (names.length > 0) return someOf(names, 10);
  return RemoteAccessEnabled === true
    ? `${scope.region} and others, which AWS did not name`
    : `${scope.region} alone`;
};

/** Is everyone allowed? Null when the principals were not read. */
const isForEveryone = ({ AllowedPrincipals }: ServiceConfiguration): boolean | null =>
  AllowedPrincipals?.some(isEveryone) ?? null;

const judge = (service: OfferedService): Opinion => {
  const { scope, record } = service;
  const { ServiceId: id, AcceptanceRequired } = record;
  const isOpen = isForEveryone(record);
  if (AcceptanceRequired === true || isOpen === false) {
    const why =
      AcceptanceRequired === true ? 'Each connection has to be accepted' : 'Not everyone is allowed';
    return { status: 'passed', title: `Endpoint service ${id} is not open to everyone`, evidence: `${why}.` };
  }
  if (isOpen === null || AcceptanceRequired === undefined) {
    const gap = isOpen === null ? 'who is allowed' : 'whether connections have to be accepted';
    const title = `Whether endpoint service ${id} is open to everyone is not known`;
    return { status: 'not-evaluated', title, evidence: `Not known: ${gap}.` };
  }
  return {
    status: 'failed',
    title: `Endpoint service ${id} takes connections from any AWS account unasked`,
    evidence: `Principal * is allowed, and connections are not to be accepted first. Endpoints may connect from: ${regionsOf(service)}.`,
    remediation: `In account ${scope.accountId} (${scope.region}), require acceptance: aws ec2 modify-vpc-endpoint-service-configuration --service-id ${id} --acceptance-required. Or allow the consumers by name, then remove everyone: aws ec2 modify-vpc-endpoint-service-permissions --service-id ${id} --remove-allowed-principals '*'. Look at the connections there are: both leave them as they are.`,
    fixOwner: scope.accountId,
    isProved: true,
  };
};

/** A provider's endpoint service that anybody in AWS may connect to without being asked. */
export const endpointServiceOpen: Rule = {
  id: 'endpoint-service-open',
  formerIds: [],
  title: 'An endpoint service takes connections from any AWS account',
  severity: 'high',
  isOnByDefault: true,
  reads: [operations.ServiceConfigurations],
  when: 'Principal `*` is allowed without acceptance; names the Regions that may connect.',
  why: 'Whoever learns the name of the service can make an endpoint to it from an account of their own, and meets nothing but the load balancer and what listens behind it. No route, peering or security group of yours stands between.',
  howToFix:
    'Allow the accounts, roles, organizational units or the organization that use the service instead of `*`, or require acceptance so that each connection is looked at. Connections that were made before stay until they are rejected.',
  evaluate: overServiceConfigurations(judge),
};
