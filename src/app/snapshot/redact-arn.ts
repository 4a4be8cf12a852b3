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
  'ou',
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

/** Bedrock's own models, named by provider, and inference profiles, by geography before that: the names are AWS's. */
const model =
  /^(?:foundation-model|inference-profile)\/(?:\*|[a-z][a-z-]{1,11}\.)[a-z0-9.*-]{0,80}(?::\d{1,3}){0,2}\*?$/;

/** The rule for `arn:partition:service:region:account:resource`; what is no ARN is replaced whole. */
export const createArnRule = ({ text, account, id }: IdRules) => {
  const part = (value: string): string =>
    resourceTypes.has(value) || /^[:/]?$/.test(value) ? value : id(value);

  /** `type/name/…`, which may stand between colons. */
  const parts = (run: string): string => run.split('/').map(part).join('/');

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
      ...(ofService === 'bedrock' && model.test(resource.join(':')) ? resource : resource.map(parts)),
    ].join(':');
  };
};
