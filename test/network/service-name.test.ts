import { describe, expect, it } from 'vitest';
import { isBedrock, isRegionless, serviceNameKind, servicePart } from '#network/service-name.ts';

describe('AWS service names', () => {
  it.each([
    ['com.amazonaws.us-west-2.bedrock-runtime', 'us-west-2', 'bedrock-runtime'],
    ['com.amazonaws.us-east-1.ecr.api', 'us-east-1', 'ecr.api'],
    ['com.amazonaws.us-east-1.transfer.server', 'us-east-1', 'transfer.server'],
    ['com.amazonaws.us-gov-west-1.bedrock-runtime-fips', 'us-gov-west-1', 'bedrock-runtime-fips'],
    ['com.amazonaws.iam', 'us-east-1', 'iam'],
    ['com.amazonaws.s3-global.accesspoint', 'us-west-2', 's3-global.accesspoint'],
    ['cn.com.amazonaws.cn-north-1.ecr.dkr', 'cn-north-1', 'ecr.dkr'],
    ['eu.amazonaws.eusc-de-east-1.kms', 'eusc-de-east-1', 'kms'],
    ['gov.ic.c2s.us-iso-east-1.elasticfilesystem', 'us-iso-east-1', 'elasticfilesystem'],
    ['gov.sgov.sc2s.us-isob-east-1.bedrock', 'us-isob-east-1', 'bedrock'],
    ['gov.ic.hci.csp.us-isof-south-1.kms', 'us-isof-south-1', 'kms'],
    ['uk.adc-e.cloud.eu-isoe-west-1.kms', 'eu-isoe-west-1', 'kms'],
    ['aws.api.us-east-1.bedrock-agentcore', 'us-east-1', 'bedrock-agentcore'],
    ['api.aws.us-east-1.cassandra-streams', 'us-east-1', 'cassandra-streams'],
    ['aws.sagemaker.us-east-1.notebook', 'us-east-1', 'notebook'],
    ['com.amazonaws.us-west-2.kms', 'ap-northeast-1', 'kms'],
    ['Com.AmazonAWS.us-west-2.KMS', 'us-west-2', 'kms'],
  ])('%s in %s is %s', (name, region, part) => {
    expect(serviceNameKind(name)).toBe('aws-service');
    expect(servicePart(name, region)).toBe(part);
  });

  it('find the service in a name of a prefix nobody knows, by the Region AWS told', () => {
    expect(servicePart('zz.example.us-west-2.bedrock-runtime', 'us-west-2')).toBe('bedrock-runtime');
  });
});

it.each([
  ['com.amazonaws.vpce.us-west-2.vpce-svc-0123', 'endpoint-service'],
  ['cn.com.amazonaws.vpce.cn-north-1.vpce-svc-0123', 'endpoint-service'],
  ['com.amazonaws.vpce.us-west-2.something', 'unknown'],
  ['com.amazonaws.', 'unknown'],
  ['vpce.us-west-2.vpce-svc-0123', 'unknown'],
  ['com.example.us-west-2.bedrock-runtime', 'unknown'],
  ['evil.com.amazonaws.us-west-2.kms', 'unknown'],
  ['', 'unknown'],
])('%j is a name of kind %s', (name, kind) => {
  expect(serviceNameKind(name)).toBe(kind);
});

describe('the Bedrock family', () => {
  const members = [
    'bedrock',
    'bedrock-runtime',
    'bedrock-agent',
    'bedrock-agent-runtime',
    'bedrock-mantle',
    'bedrock-data-automation',
    'bedrock-data-automation-runtime',
    'bedrock-agentcore',
    'bedrock-agentcore-control',
    'bedrock-agentcore.gateway',
  ];
  it.each(members.flatMap((part) => [part, `${part}-fips`]))('holds %s', (part) => {
    expect(isBedrock(part)).toBe(true);
  });

  it.each(['bedrocks', 'kms', 'not-bedrock', 'ecr.bedrock', ''])('does not hold %j', (part) => {
    expect(isBedrock(part)).toBe(false);
  });
});

it.each([
  ['com.amazonaws.iam', true],
  ['Com.AmazonAWS.Route53', true],
  ['com.amazonaws.s3-global.accesspoint', true],
  ['com.amazonaws.us-west-2.s3', false],
  ['com.amazonaws.us-gov-west-1.kms', false],
  ['eu.amazonaws.eusc-de-east-1.kms', false],
  ['aws.api.us-east-1.freetier', false],
  ['com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0', false],
  ['example.partner', false],
])('%s tells no Region: %s', (name, expected) => {
  expect(isRegionless(name)).toBe(expected);
});
