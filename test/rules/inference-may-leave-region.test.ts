import { describe, expect, it } from 'vitest';
import { type Inventory, operations } from '#model/inventory.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { inferenceMayLeaveRegion } from '#rules/inference-may-leave-region.ts';
import { failedRead, findingsOfEndpoint } from '#test/builders/endpoint-rules.ts';
import { bedrockRuntime, oregon } from '#test/builders/network.ts';

const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const deny = { ...open, Effect: 'Deny' };
const lineOf = (...regions: string[]) => ({ accounts: null, organizationalUnits: null, regions });
const model = (region: string) => `arn:aws:bedrock:${region}::foundation-model/*`;
const profile = 'arn:aws:bedrock:*:*:inference-profile/*';

type Case = {
  endpoint?: Partial<VpcEndpoint>;
  inventory?: Inventory;
  inferenceRegions?: (ReturnType<typeof lineOf> | object)[] | null;
};

const find = (statements: unknown, { endpoint = {}, inventory = {}, ...config }: Case = {}) =>
  findingsOfEndpoint(
    inferenceMayLeaveRegion,
    {
      ...(statements === undefined ? {} : { PolicyDocument: JSON.stringify({ Statement: statements }) }),
      ...endpoint,
    },
    { inventory, config: { inferenceRegions: [lineOf('us-west-2')], ...config } as never },
  );

it('warns of AWS’s default policy, and says what was not read', () => {
  expect(find([open])).toMatchObject([
    {
      status: 'warning',
      severity: 'medium',
      title: `Inference may leave the allowed Regions by vpce-1 to ${bedrockRuntime}`,
      evidence:
        'Its policy lets calls name inference profiles that can run models outside us-west-2. Service control policies and IAM policies were not read: they may keep it where this policy does not.',
      remediation: expect.stringContaining('In account 222222222222, have the policy of vpce-1 deny'),
      fixOwner: oregon.accountId,
    },
  ]);
});

describe('an Allow', () => {
  it.each<[string, string, object]>([
    ['of each action of Bedrock', 'warning', { Action: 'bedrock:*' }],
    ['of invoking', 'warning', { Action: ['bedrock:InvokeModel*'] }],
    ['of models and profiles everywhere', 'warning', { Resource: [model('*'), profile] }],
    ['of models and profiles of some Regions', 'warning', { Resource: [model('us-*'), profile] }],
    [
      'of models of another Region',
      'warning',
      { Resource: [model('us-west-2'), model('us-east-1'), profile] },
    ],
    [
      'of models and a global profile',
      'warning',
      { Resource: [model('*'), 'arn:aws:bedrock:us-west-2:*:inference-profile/global.anthropic.claude'] },
    ],
    [
      'of all but one model',
      'warning',
      { Resource: undefined, NotResource: 'arn:aws:bedrock:*::foundation-model/x' },
    ],
    ['of one account', 'warning', { Principal: { AWS: '222222222222' } }],
    ['of the organization', 'warning', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
    ['by this endpoint', 'warning', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
    [
      'of a global profile',
      'warning',
      { Condition: { ArnLike: { 'bedrock:InferenceProfileArn': '*:inference-profile/global.*' } } },
    ],
    [
      'of calls that name a profile',
      'warning',
      { Condition: { Null: { 'bedrock:InferenceProfileArn': 'false' } } },
    ],
    ['of nothing that invokes', 'passed', { Action: ['bedrock:GetInferenceProfile', 's3:*'] }],
    ['of all but invoking', 'passed', { Action: undefined, NotAction: 'bedrock:Invoke*' }],
    ['of models of this Region', 'passed', { Resource: model('us-west-2') }],
    ['of models of this Region, and profiles', 'passed', { Resource: [model('us-west-2'), profile] }],
    ['of models everywhere and no profile', 'passed', { Resource: model('*') }],
    ['of profiles and no model', 'passed', { Resource: profile }],
    [
      'of all but profiles',
      'passed',
      { Resource: undefined, NotResource: [profile, 'arn:aws:bedrock:*:*:application-inference-profile/*'] },
    ],
    [
      'of calls that name no profile',
      'passed',
      { Condition: { Null: { 'bedrock:InferenceProfileArn': 'true' } } },
    ],
    ['by another endpoint', 'passed', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-2' } } }],
    ['of nobody', 'passed', { Principal: undefined, NotPrincipal: '*' }],
    [
      'of some profiles',
      'not-evaluated',
      {
        Condition: {
          ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:us-west-2:*:inference-profile/us.*' },
        },
      },
    ],
    [
      'of models and a profile of a geography',
      'not-evaluated',
      { Resource: [model('*'), 'arn:aws:bedrock:us-west-2:*:inference-profile/us.anthropic.claude'] },
    ],
    [
      'of a requested Region',
      'not-evaluated',
      { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } } },
    ],
    ['of a tag', 'not-evaluated', { Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['of a variable', 'not-evaluated', { Resource: ['${aws:PrincipalTag/model}', profile] }],
  ])('%s: %s', (_, status, change) => {
    expect(find({ ...open, ...change })).toMatchObject([{ status }]);
  });
});

const named = (test: object) => ({ Condition: test });

describe('beside an open Allow a Deny', () => {
  it.each<[string, string, object]>([
    ['of calls that name a profile', 'passed', named({ Null: { 'bedrock:InferenceProfileArn': 'false' } })],
    ['of each profile by its ARN', 'passed', named({ ArnLike: { 'bedrock:InferenceProfileArn': '*' } })],
    [
      'of profiles',
      'passed',
      {
        Action: 'bedrock:InvokeModel*',
        Resource: [profile, 'arn:aws:bedrock:*:*:application-inference-profile/*'],
      },
    ],
    ['of all but models here', 'passed', { Resource: undefined, NotResource: [model('us-west-2'), profile] }],
    ['of invoking', 'passed', { Action: 'bedrock:Invoke*' }],
    ['of all models', 'passed', { Resource: model('*') }],
    ['of one way of invoking', 'warning', { Action: 'bedrock:InvokeModel' }],
    ['of one account', 'warning', { Principal: { AWS: '111111111111' } }],
    ['of another service', 'warning', { Action: 's3:*' }],
    ['of strangers', 'warning', named({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
    [
      'of one profile',
      'warning',
      named({
        ArnEquals: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:us-west-2:1:inference-profile/us.x' },
      }),
    ],
    [
      'of global profiles',
      'not-evaluated',
      named({ ArnLike: { 'bedrock:InferenceProfileArn': '*:inference-profile/global.*' } }),
    ],
    [
      'of other profiles',
      'not-evaluated',
      named({ ArnNotLike: { 'bedrock:InferenceProfileArn': '*:inference-profile/us.*' } }),
    ],
    ['of some Regions’ models', 'not-evaluated', { Resource: [model('us-east-1'), model('us-east-2')] }],
    [
      'of other requested Regions',
      'not-evaluated',
      named({ StringNotEquals: { 'aws:RequestedRegion': 'us-west-2' } }),
    ],
  ])('%s: %s', (_, status, change) => {
    expect(find([open, { ...deny, ...change }])).toMatchObject([{ status }]);
  });
});

describe('the configuration', () => {
  const unit = (...organizationalUnits: string[]) => ({ ...lineOf('us-west-2'), organizationalUnits });
  it.each<[string, string[], Case]>([
    ['that does not matter', [], { inferenceRegions: null }],
    [
      'for other accounts',
      [],
      { inferenceRegions: [{ ...lineOf('us-west-2'), accounts: ['111111111111'] }] },
    ],
    [
      'for this account',
      ['warning'],
      { inferenceRegions: [{ ...lineOf('us-west-2'), accounts: ['222222222222'] }] },
    ],
    ['for units nobody told', ['not-evaluated'], { inferenceRegions: [unit('ou-ab12-34567890')] }],
  ])('%s: %j', (_, statuses, change) => {
    expect(find([open], change).map(({ status }) => status)).toEqual(statuses);
  });

  it('of several lines allows what each does', () => {
    const inferenceRegions = [lineOf('us-west-2'), lineOf('us-east-1')];
    const Resource = [model('us-west-2'), model('us-east-1'), profile];
    expect(find({ ...open, Resource }, { inferenceRegions })).toMatchObject([{ status: 'passed' }]);
  });

  it('warns where the endpoint’s own Region is not allowed, whatever its policy', () => {
    const inferenceRegions = [lineOf('eu-central-1', 'eu-west-1')];
    expect(find({ ...open, Resource: model('us-west-2') }, { inferenceRegions })).toMatchObject([
      {
        status: 'warning',
        evidence: expect.stringContaining(
          'Models run in us-west-2, which is not among the allowed Regions eu-central-1, eu-west-1.',
        ),
        remediation: expect.stringContaining('use an endpoint to eu-central-1, eu-west-1'),
      },
    ]);
  });
});

it.each([
  ['bedrock-runtime', 1],
  ['bedrock-runtime-fips', 1],
  ['bedrock', 0],
  ['bedrock-agent-runtime', 0],
  ['kms', 0],
])('concerns %s: %d', (part, count) => {
  expect(find([open], { endpoint: { ServiceName: `com.amazonaws.us-west-2.${part}` } })).toHaveLength(count);
});

it.each<[string, unknown, Case]>([
  ['there is no policy', undefined, {}],
  ['the policy is no policy', [{}], {}],
  [
    'the endpoints were not all read',
    [open],
    { inventory: { Coverage: failedRead(operations.VpcEndpoints) } },
  ],
])('is not evaluated when %s', (_, statements, change) => {
  expect(find(statements, change)).toMatchObject([{ status: 'not-evaluated' }]);
});

it('does not concern an endpoint that is being deleted', () => {
  expect(find([open], { endpoint: { State: 'deleting' } })).toEqual([]);
});
