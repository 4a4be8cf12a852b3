import { partitionOf } from '#model/partition.ts';
import type { NetworkEndpoint } from '#network/network.ts';
import { told } from '#network/told.ts';
import { isLeaving, ownerOf, serviceText } from './kit/endpoint-facts.ts';
import { endpointReads, overEndpoints } from './kit/endpoint-subject.ts';
import { isForAccount } from './kit/for-accounts.ts';
import { plainPart } from './kit/policy/action-prefixes.ts';
import { both, isConfined } from './kit/policy/effect.ts';
import { usesModelsBeyond, usesProfiles } from './kit/policy/inference.ts';
import { readPolicy } from './kit/policy/read-policy.ts';
import { weighPolicy } from './kit/policy/weigh-policy.ts';
import { serviceOf } from './kit/service-of.ts';
import { someOf } from './kit/some-of.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

const notRead =
  'Service control policies and IAM policies were not read: they may keep it where this policy does not.';

/** The Regions the configuration allows the endpoint's account; none where no line is for it, null where that is not known. */
const allowedRegions = (
  endpoint: NetworkEndpoint,
  { config, network }: RuleInput,
): readonly string[] | null => {
  const lines = (config.inferenceRegions ?? []).map((line) => ({
    regions: line.regions,
    isForIt: isForAccount(line, ownerOf(endpoint), network),
  }));
  if (lines.some(({ isForIt }) => isForIt === null)) return null;
  return [...new Set(lines.flatMap(({ regions, isForIt }) => (isForIt === true ? regions : [])))].sort();
};

type Judged = Omit<Opinion, 'title'>;

/** The endpoint, the Region its service is in, and the Regions that are allowed. */
type Asked = { endpoint: NetworkEndpoint; region: string; allowed: readonly string[] };

const warning = ({ endpoint, region, allowed }: Asked, evidence: string): Judged => {
  const { vpcEndpointId: id } = endpoint;
  const account = ownerOf(endpoint);
  return {
    status: 'warning',
    evidence: `${evidence} ${notRead}`,
    remediation: allowed.includes(region)
      ? `In account ${account}, have the policy of ${id} deny bedrock:InvokeModel* where Null bedrock:InferenceProfileArn is false, or allow foundation models in ${someOf(allowed)} alone: Resource arn:${partitionOf(region)}:bedrock:REGION::foundation-model/*.`
      : `In account ${account}, use an endpoint to ${someOf(allowed)} and delete ${id}, or add ${region} to inferenceRegions.`,
    fixOwner: account,
  };
};

const judgePolicy = (asked: Asked): Judged => {
  const { endpoint, region, allowed } = asked;
  const { record, vpcEndpointId } = endpoint;
  const policy = readPolicy(record);
  if ('problem' in policy) return { status: 'not-evaluated', evidence: `${policy.problem} ${notRead}` };
  const place = { partition: partitionOf(region), region, vpcEndpointId, vpcId: told(record.VpcId) };
  const leaving = both([
    weighPolicy(policy.statements, usesProfiles(place)).effect,
    weighPolicy(policy.statements, usesModelsBeyond(allowed, place)).effect,
  ]);
  const regions = someOf(allowed);
  if (isConfined(leaving))
    return { status: 'passed', evidence: `Its policy keeps inference within ${regions}.` };
  if (leaving === 'any') {
    return warning(
      asked,
      `Its policy lets calls name inference profiles that can run models outside ${regions}.`,
    );
  }
  const evidence = `Whether its policy keeps inference within ${regions} is not known: it rests on a condition that is not weighed here, or on profiles whose Regions were not read. ${notRead}`;
  return { status: 'not-evaluated', evidence };
};

const judgeRegion = (asked: Asked): Judged =>
  asked.allowed.includes(asked.region)
    ? judgePolicy(asked)
    : warning(
        asked,
        `Models run in ${asked.region}, which is not among the allowed Regions ${someOf(asked.allowed)}.`,
      );

const unknownLines: Judged = {
  status: 'not-evaluated',
  evidence:
    'Which lines of inferenceRegions are for its account is not known: its organizational units were not told.',
};

const judge = (endpoint: NetworkEndpoint, input: RuleInput): Opinion | null => {
  if (isLeaving(endpoint)) return null;
  const { part, region } = serviceOf(input, endpoint);
  if (part === null || plainPart(part) !== 'bedrock-runtime') return null;
  const allowed = allowedRegions(endpoint, input);
  if (allowed?.length === 0) return null;
  const judged =
    allowed === null
      ? unknownLines
      : judgeRegion({ endpoint, region: region ?? endpoint.scope.region, allowed });
  const name = `${endpoint.vpcEndpointId} to ${serviceText(endpoint)}`;
  const title =
    judged.status === 'warning'
      ? `Inference may leave the allowed Regions by ${name}`
      : `Where inference runs by ${name}`;
  return { ...judged, title };
};

/** An endpoint by which Bedrock can run models where the configuration does not allow it, as far as its own policy goes. */
export const inferenceMayLeaveRegion: Rule = {
  id: 'inference-may-leave-region',
  formerIds: [],
  title: 'Bedrock may run models outside the allowed Regions',
  severity: 'medium',
  isOnByDefault: true,
  isConfigured: ({ inferenceRegions }) => inferenceRegions !== null,
  reads: endpointReads,
  when: 'Where inferenceRegions is configured: the policy of a bedrock-runtime endpoint does not keep inference profiles within it.',
  why: "By an inference profile a call to this Region's endpoint can be served in another one, data and all; that the endpoint is here proves nothing of where models run.",
  howToFix:
    'Deny inference profiles in the endpoint policy (Null bedrock:InferenceProfileArn false), or allow the foundation models of the allowed Regions alone; do the same in a service control policy.',
  evaluate: overEndpoints(judge),
};
