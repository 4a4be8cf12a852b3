import type { FindingStatus, Severity } from '#model/finding.ts';
import type { ConnectionPath, HopName, PathClass, Verdict } from '#model/path.ts';

/** The classes in the order in which a reader wants them: what the product is about first. */
export const classNames: Readonly<Record<PathClass, string>> = {
  'peering-routed-bedrock': 'Bedrock over a peering',
  'peering-routed-aws-service': 'AWS service over a peering',
  'cross-region-aws-service': 'AWS service in another Region',
  'same-region-aws-service': 'AWS service in the same Region',
  'cross-region-endpoint-service': 'Endpoint service in another Region',
  'same-region-endpoint-service': 'Endpoint service in the same Region',
  'gateway-load-balancer': 'Gateway Load Balancer endpoint',
  resource: 'Resource endpoint',
  'service-network': 'Service network endpoint',
  tunnel: 'Tunnel endpoint',
  unclassified: 'Unclassified',
};

/** What needs somebody first. */
export const verdictNames: Readonly<Record<Verdict, string>> = {
  blocked: 'Blocked',
  partial: 'Partial',
  unknown: 'Unknown',
  usable: 'Usable',
};

/** A sign beside the word, so that nothing is told by colour alone. */
export const verdictSigns: Readonly<Record<Verdict, string>> = {
  blocked: '✕',
  partial: '◐',
  unknown: '?',
  usable: '✓',
};

export const severityNames: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  informational: 'Informational',
};

export const statusNames: Readonly<Record<FindingStatus, string>> = {
  failed: 'Failed',
  warning: 'Warning',
  'not-evaluated': 'Not evaluated',
  passed: 'Passed',
};

export const hopTitles: Readonly<Record<HopName, string>> = {
  'endpoint-state': 'endpoint state',
  'peering-state': 'peering state',
  'consumer-route': 'client route',
  'consumer-nacl': 'client network ACL',
  'endpoint-subnet-nacl': 'endpoint network ACL',
  'endpoint-security-groups': 'endpoint security groups',
  'return-route': 'return route',
  name: 'name',
};

export const unknownReasons: Readonly<Record<NonNullable<ConnectionPath['unknownReason']>, string>> = {
  'not-read': 'something it needs could not be read',
  'depends-on-client': 'it depends on the client',
  'not-modelled': 'it leaves by a way that is not modelled',
};

/** What a name leads to in the client's VPC. */
export const resolutions: Readonly<Record<ConnectionPath['dns']['resolves'], string>> = {
  endpoint: 'leads to this endpoint',
  elsewhere: 'leads elsewhere',
  public: 'leads to the public address',
  nxdomain: 'does not exist',
  unknown: 'leads to a place that is not known',
};

const grouped = new Intl.NumberFormat('en-US');

/** `12,345`. */
export const number = (many: number): string => grouped.format(many);

/** `1 path`, `2 paths`; the plural where an `s` does not make it. */
export const count = (many: number, noun: string, plural = `${noun}s`): string =>
  `${number(many)} ${many === 1 ? noun : plural}`;

const utc = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** `22 Nov 2026, 03:01 UTC`; what is no time stays as it is. */
export const time = (iso: string): string =>
  Number.isNaN(Date.parse(iso)) ? iso : `${utc.format(new Date(iso))} UTC`;

/** `bedrock-runtime`: the part of a service's name after the prefix of its Region, or all of it. */
export const serviceName = ({ service: { name, region } }: Pick<ConnectionPath, 'service'>): string =>
  name === null ? 'no service name' : (name.split(`.${region ?? ''}.`).at(-1) ?? name);

/** The account by its name, else its ID. */
export const accountName = ({ accountName, accountId }: ConnectionPath['consumer']): string =>
  accountName ?? accountId ?? 'account not known';
