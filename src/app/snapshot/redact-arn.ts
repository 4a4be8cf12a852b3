import { keepIf } from './keep-if.ts';
import type { IdRules } from './redact-id.ts';

/** Resource types within an ARN, which are AWS's words; every other part of a resource is the customer's. */
const resourceTypes = new Set([
  '*',
  'app',
  'assumed-role',
  'core-network',
  'federated-user',
  'firewall-rule-group',
  'foundation-model',
  'gwy',
  'hostedzone',
  'inference-profile',
  'loadbalancer',
  'net',
  'organization',
  'resolver-rule',
  'resourceconfiguration',
  'role',
  'root',
  'servicenetwork',
  'user',
  'vpc',
  'vpc-endpoint',
]);
const partition = /^(?:aws(?:-[a-z]+)*|\*)$/;
const service = /^(?:[a-z0-9-]{2,40}|\*)$/;
const region = /^(?:[a-z]{2,}(?:-[a-z]+)+-\d{1,2}|\*|)$/;

/** The rule for `arn:partition:service:region:account:resource`; what is no ARN is replaced whole. */
export const createArnRule = ({ text, account, id }: IdRules) => {
  const part = (value: string): string =>
    resourceTypes.has(value) || /^[:/]?$/.test(value) ? value : id(value);

  return (value: string): string => {
    const [arn, inPartition, ofService, inRegion, owner, ...resource] = value.split(':');
    if (arn !== 'arn' || inPartition === undefined || ofService === undefined) return text(value);
    if (inRegion === undefined || owner === undefined) return text(value);
    return [
      arn,
      keepIf(partition, text)(inPartition),
      keepIf(service, text)(ofService),
      keepIf(region, text)(inRegion),
      keepIf(/^(?:aws|\*|)$/, account)(owner),
      ...resource.map((run) => run.split('/').map(part).join('/')),
    ].join(':');
  };
};
