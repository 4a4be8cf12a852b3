import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { actionsOf } from '#app/actions.ts';
import { defaultRoleName } from '#app/default-role.ts';
import { compareText } from '#model/scope.ts';
import { memberTemplate } from '../../infra/member-roles/template.ts';
import { memberTerraform } from '../../infra/member-roles/terraform.ts';

const folder = new URL('../../infra/member-roles/', import.meta.url);
const held = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');

const template = `${JSON.stringify(memberTemplate(), null, 2)}\n`;

describe('the committed member role', () => {
  it.each([
    ['member-role.template', template],
    ['main.tf', memberTerraform()],
  ])('%s is what the code makes of its actions', async (name, text) => expect(await held(name)).toBe(text));

  it.each([
    ['CloudFormation', template],
    ['Terraform', memberTerraform()],
  ])('by %s allows each action that is declared, and none besides', (_, text) => {
    const named = [...text.matchAll(/"((?:ec2|route53|route53resolver|route53profiles|securityhub):\w+)"/g)];
    expect(named.map(([, action = '']) => action).sort(compareText)).toEqual(
      [...actionsOf.read, ...actionsOf.publish].sort(compareText),
    );
    expect(text).not.toMatch(/"Action": "\*"|"[\w-]+:\*"/);
  });
});

describe('its trust', () => {
  const { Resources } = JSON.parse(template);
  const { Properties } = Resources.Role;
  const [hub, laptops] = Properties.AssumeRolePolicyDocument.Statement;

  it('is the hub’s root for the roles of the two functions that read, in the organization', () => {
    expect(hub).toEqual({
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${HubAccountId}:root' } },
      Action: 'sts:AssumeRole',
      Condition: {
        ArnLike: {
          'aws:PrincipalArn': ['audit', 'worker'].map((name) => ({
            'Fn::Sub': `arn:\${AWS::Partition}:iam::\${HubAccountId}:role/vpc-path-auditor-${name}`,
          })),
        },
        StringEquals: {
          'aws:PrincipalOrgID': { Ref: 'OrganizationId' },
          'sts:ExternalId': { 'Fn::If': ['HasExternalId', { Ref: 'ExternalId' }, { Ref: 'AWS::NoValue' }] },
        },
      },
    });
  });

  it('is for laptops only where they are told, under the same conditions', () => {
    const [condition, statement, otherwise] = laptops['Fn::If'];
    expect([condition, otherwise]).toEqual(['HasLaptops', { Ref: 'AWS::NoValue' }]);
    expect(statement.Condition.StringEquals).toEqual(hub.Condition.StringEquals);
    expect(statement.Condition.ArnLike).toEqual({ 'aws:PrincipalArn': { Ref: 'LaptopPrincipals' } });
  });

  it('publishing can be left out, and the role’s name is the one that the program looks for', () => {
    const [read, publish] = Properties.Policies;
    expect(read.PolicyName).toBe('read');
    expect(JSON.stringify(read)).not.toContain('securityhub:');
    expect(publish['Fn::If'][0]).toBe('Publishes');
    expect(JSON.parse(template).Parameters.RoleName.Default).toBe(defaultRoleName);
  });
});

const hasTerraform = spawnSync('terraform', ['version']).status === 0;
it.skipIf(!hasTerraform)('the Terraform snippet is as Terraform formats it', async () => {
  const run = spawnSync('terraform', ['fmt', '-check', '-diff', '-'], {
    input: await held('main.tf'),
    encoding: 'utf8',
  });
  expect(run).toMatchObject({ status: 0, stdout: '' });
});
