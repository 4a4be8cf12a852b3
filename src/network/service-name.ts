/*
 * What a service name alone can tell. AWS writes its services' names as a reversed DNS suffix, mostly a Region, then
 * the service, whose part may hold dots: `com.amazonaws.us-west-2.ecr.api`, `com.amazonaws.iam`,
 * `aws.api.us-east-1.freetier`. Endpoint services: `<suffix>.vpce.<region>.vpce-svc-<id>`.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */

/** The partitions' reversed DNS suffixes, then the names AWS gives outside them. */
const prefixes = [
  'com.amazonaws.',
  'cn.com.amazonaws.',
  'eu.amazonaws.',
  'gov.ic.c2s.',
  'gov.sgov.sc2s.',
  'gov.ic.hci.csp.',
  'uk.adc-e.cloud.',
  'aws.api.',
  'api.aws.',
  'aws.sagemaker.',
];

const regionLabel = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;
const endpointService = /^vpce\.[^.]+\.vpce-svc-/;

export type ServiceNameKind = 'aws-service' | 'endpoint-service' | 'unknown';

const afterPrefix = (name: string): string | null => {
  const prefix = prefixes.find((text) => name.startsWith(text));
  return prefix === undefined || name.length === prefix.length ? null : name.slice(prefix.length);
};

/** Whose kind of name it is. A fallback only: some partners' names look like AWS's own. */
export const serviceNameKind = (name: string): ServiceNameKind => {
  const rest = afterPrefix(name.toLowerCase());
  if (rest === null) return 'unknown';
  if (endpointService.test(rest)) return 'endpoint-service';
  return rest.startsWith('vpce.') ? 'unknown' : 'aws-service';
};

/** Whether a name is an AWS service's and tells no Region: `com.amazonaws.iam`, `com.amazonaws.s3-global.accesspoint`. */
export const isRegionless = (name: string): boolean => {
  const lower = name.toLowerCase();
  const [label = ''] = (afterPrefix(lower) ?? '').split('.');
  return serviceNameKind(lower) === 'aws-service' && !regionLabel.test(label);
};

/**
 * The service's part of an AWS service's name, in lower case: `ecr.api`, `bedrock-runtime-fips`. What follows the
 * service's Region, or in a name without it what follows the prefix, less a label that looks like a Region (but is
 * not taken for one). The whole name when it has no known prefix; null when it is an endpoint service's.
 */
export const servicePart = (name: string, serviceRegion: string): string | null => {
  const lower = name.toLowerCase();
  if (serviceNameKind(lower) === 'endpoint-service') return null;
  const region = `.${serviceRegion}.`;
  const at = lower.indexOf(region);
  if (at !== -1 && at + region.length < lower.length) return lower.slice(at + region.length);
  const rest = afterPrefix(lower) ?? lower;
  const [label = '', ...others] = rest.split('.');
  return others.length > 0 && regionLabel.test(label) ? others.join('.') : rest;
};

/**
 * Whether a service's part is of the Bedrock family: `bedrock`, `bedrock-runtime`, `bedrock-agentcore.gateway`,
 * each perhaps with `-fips`. By the first word, because the family keeps growing under it.
 */
export const isBedrock = (part: string): boolean => /^bedrock(?:[-.]|$)/.test(part);
