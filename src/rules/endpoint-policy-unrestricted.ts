import type { Severity } from '#model/finding.ts';
import { operations } from '#model/inventory.ts';
import { partitionOf } from '#model/partition.ts';
import type { NetworkEndpoint } from '#network/network.ts';
import { quoted } from '#network/quoted.ts';
import { told } from '#network/told.ts';
import { isLeaving, ownerOf, serviceText } from './kit/endpoint-facts.ts';
import { endpointReads, overEndpoints } from './kit/endpoint-subject.ts';
import { plainPart } from './kit/policy/action-prefixes.ts';
import { anyone } from './kit/policy/anyone.ts';
import { readPolicy } from './kit/policy/read-policy.ts';
import { type Weighed, weighPolicy } from './kit/policy/weigh-policy.ts';
import { serviceDetailOf, serviceOf } from './kit/service-of.ts';
import { someOf } from './kit/some-of.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

/** Services that keep what is worth taking out, or hand out the keys to it. */
const keepers: ReadonlySet<string> = new Set([
  's3',
  'dynamodb',
  'sts',
  'kms',
  'secretsmanager',
  'ecr.api',
  'ecr.dkr',
  'bedrock-runtime',
]);

const severityOf = (part: string): Severity => (keepers.has(plainPart(part)) ? 'medium' : 'low');

/** What decided, by the statement's place in the policy. */
const becauseOf = ({ effect, by }: Weighed): string => {
  const statement = `Statement ${by?.position ?? 0} of its policy`;
  if (effect === 'any') {
    return `${statement} lets anyone do anything with anyone's resources, and no condition and no Deny keeps it to the organization.`;
  }
  if (effect === 'unknown') {
    const keys = (by?.conditions ?? []).map(({ key }) => quoted(key));
    const on = keys.length === 0 ? '' : `, with conditions on ${someOf(keys)}`;
    return `How far ${statement}${on} narrows it is not known.`;
  }
  return by === null
    ? 'No statement of its policy lets anyone do anything.'
    : `${statement} keeps it within bounds.`;
};

const statuses = { any: 'failed', unknown: 'not-evaluated', some: 'passed', none: 'passed' } as const;

const judgePolicy = (endpoint: NetworkEndpoint, part: string, region: string): Opinion => {
  const { record, vpcEndpointId } = endpoint;
  const name = `of ${vpcEndpointId} to ${serviceText(endpoint)}`;
  const policy = readPolicy(record);
  if ('problem' in policy) {
    return { status: 'not-evaluated', title: `Endpoint policy ${name}`, evidence: policy.problem };
  }
  const place = { partition: partitionOf(region), region, vpcEndpointId, vpcId: told(record.VpcId) };
  const weighed = weighPolicy(policy.statements, anyone(part, place));
  const isOpen = weighed.effect === 'any';
  return {
    status: statuses[weighed.effect],
    severity: severityOf(part),
    title: isOpen ? `Endpoint policy ${name} is unrestricted` : `Endpoint policy ${name}`,
    evidence: becauseOf(weighed),
    remediation: `In account ${ownerOf(endpoint)}, give ${vpcEndpointId} a policy that denies what is not the organization's: Deny * where StringNotEqualsIfExists aws:PrincipalOrgID is your organization's ID and BoolIfExists aws:PrincipalIsAWSService is false, and the same by aws:ResourceOrgID (less what AWS itself owns).`,
    fixOwner: ownerOf(endpoint),
  };
};

const judge = (endpoint: NetworkEndpoint, input: RuleInput): Opinion | null => {
  if (endpoint.record.RequesterManaged === true || isLeaving(endpoint)) return null;
  const { owner, part, region } = serviceOf(input, endpoint);
  if (owner !== 'amazon' || part === null) return null;
  const isSupported = serviceDetailOf(input.network, endpoint)?.VpcEndpointPolicySupported;
  if (isSupported === true) return judgePolicy(endpoint, part, region ?? endpoint.scope.region);
  if (isSupported === false) return null;
  return {
    status: 'not-evaluated',
    title: `Endpoint policy of ${endpoint.vpcEndpointId} to ${serviceText(endpoint)}`,
    evidence: 'AWS did not tell whether the service supports endpoint policies.',
  };
};

/** An endpoint policy that lets everything through, as AWS's default does. IAM's and the resources' own policies are not part of it. */
export const endpointPolicyUnrestricted: Rule = {
  id: 'endpoint-policy-unrestricted',
  formerIds: [],
  title: 'A VPC endpoint policy is unrestricted',
  severity: 'low',
  isOnByDefault: true,
  reads: [...endpointReads, operations.ServiceDetails],
  when: "The endpoint policy lets anyone do anything with anyone's resources; medium for services that keep data, keys or credentials.",
  why: 'By such an endpoint data can leave to any account in the world without touching the internet: somebody inside needs only credentials of an account of their own.',
  howToFix:
    "Deny in the endpoint policy what is not your organization's: callers by aws:PrincipalOrgID, resources by aws:ResourceOrgID, with exceptions for AWS services and for what AWS itself owns.",
  evaluate: overEndpoints(judge),
};
