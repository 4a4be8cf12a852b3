import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { actionsOf } from '#app/actions.ts';
import { defaultRoles } from '#app/roles.ts';
import { compareText } from '#model/scope.ts';
import { memberTemplate } from '../../infra/member-roles/template.ts';
import { memberTerraform } from '../../infra/member-roles/terraform.ts';

const folder = new URL('../../infra/member-roles/', import.meta.url);
const held = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');

const template = `${JSON.stringify(memberTemplate(), null, 2)}\n`;

describe('the committed member roles', () => {
  it.each([
    ['member-roles.template', template],
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

const { Resources, Outputs, Parameters } = JSON.parse(template);

type Policy = { PolicyName: string; PolicyDocument: { Statement: { Action: string[] }[] } };
const allowed = (policies: readonly Policy[]): string[] =>
  policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(({ Action }) => Action));

describe.each(['Read', 'Publish'] as const)('the trust of %sRole', (name) => {
  const { Properties } = Resources[`${name}Role`];
  const [hub, laptops] = Properties.AssumeRolePolicyDocument.Statement;

  it('is the hub’s root for the roles of the two functions that enter accounts, in the organization', () => {
    expect(hub).toEqual({
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${HubAccountId}:root' } },
      Action: 'sts:AssumeRole',
      Condition: {
        ArnLike: {
          'aws:PrincipalArn': ['audit', 'worker'].map((hubRole) => ({
            'Fn::Sub': `arn:\${AWS::Partition}:iam::\${HubAccountId}:role/vpc-path-auditor-${hubRole}`,
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
});

describe('the two roles', () => {
  it.each([
    ['Read', 'read'],
    ['Publish', 'publish'],
  ] as const)(
    '%sRole may do what is declared of %s alone, under the name that the program looks for',
    (name, grant) => {
      const { Properties } = Resources[`${name}Role`];
      expect(allowed(Properties.Policies).sort(compareText)).toEqual([...actionsOf[grant]].sort(compareText));
      expect(Properties.RoleName).toEqual({ Ref: `${name}RoleName` });
      expect(Parameters[`${name}RoleName`].Default).toBe(defaultRoles[grant]);
    },
  );

  it('the one that publishes can be left out', () => {
    expect([Resources.ReadRole.Condition, Resources.PublishRole.Condition]).toEqual([undefined, 'Publishes']);
    expect(Outputs.PublishRoleArn.Condition).toBe('Publishes');
    expect(memberTerraform()).toContain('role  = aws_iam_role.publish[0].id');
  });

  it('by Terraform each has its own policy and the one trust', () => {
    const text = memberTerraform();
    const [, read = '', publish = ''] = text.split('resource "aws_iam_role_policy"');
    expect(read).toContain('role = aws_iam_role.read.id');
    expect(read).not.toContain('"securityhub:');
    expect(publish.match(/"\w+:[A-Z]\w+"/g)?.sort()).toEqual(
      actionsOf.publish.map((action) => `"${action}"`),
    );
    expect(text.match(/assume_role_policy += local\.trust/g)).toHaveLength(2);
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
