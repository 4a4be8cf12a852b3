import { expect, it } from 'vitest';
import { createRedactor } from '#app/snapshot/redact.ts';
import { findPaths } from '#classify/find-paths.ts';
import type { Inventory } from '#model/inventory.ts';
import {
  dhcpOf,
  hostName,
  oregonInventory,
  ownName,
  record,
  tokyoInventory,
  zoneOf,
} from '#test/builders/names.ts';
import { accounts, configOf, networkOf, oregon, tokyo } from '#test/builders/network.ts';

const host = `${hostName}.`;
const held = (ResourceArn: string, fields: object = {}): Inventory => ({
  ProfileAssociations: [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-tokyo' }],
  ProfileResourceAssociations: [
    { Id: 'rpr-1', ProfileId: 'rp-1', ResourceArn, OwnerId: oregon.accountId, ...fields },
  ],
});
const leading = zoneOf(host, [record(host, 'A', `dualstack.${ownName}.`)]);

it.each<[string, Inventory, string]>([
  ['a zone', { HostedZones: [leading] }, 'endpoint'],
  ['a zone without the record', { HostedZones: [zoneOf('amazonaws.com.', [])] }, 'nxdomain'],
  ['an address', { HostedZones: [zoneOf(host, [record(host, 'A', ['10.2.0.5'])])] }, 'endpoint'],
  ['a name server', { DhcpOptions: [dhcpOf('10.0.0.2')] }, 'unknown'],
  ['AWS’s own name server', {}, 'public'],
  [
    'a rule',
    {
      ResolverRuleAssociations: [{ Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-tokyo' }],
      ResolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'us-west-2.amazonaws.com.', RuleType: 'FORWARD' }],
    },
    'unknown',
  ],
  ['a Profile’s endpoint', held(`arn:aws:ec2:us-west-2:${oregon.accountId}:vpc-endpoint/vpce-1`), 'endpoint'],
  [
    'a Profile’s zone',
    held('arn:aws:route53:::hostedzone/ZP', { ResourceRecordSets: leading.ResourceRecordSets }),
    'endpoint',
  ],
])('%s resolves a name as before', (_, fields, resolves) => {
  const redactor = createRedactor('key');
  const told = [
    { scope: tokyo, inventory: tokyoInventory(fields) },
    { scope: oregon, inventory: oregonInventory() },
  ];
  const redacted = told.map(({ scope, inventory }) => redactor.inventory(scope, inventory));
  const answers = [told, redacted].map((inventories) =>
    findPaths(networkOf(...inventories), configOf())
      .filter(({ peeringId }) => peeringId !== null)
      .map(({ dns }) => dns),
  );
  const asTold = [{ name: hostName, resolves }];
  expect(answers).toEqual([asTold, asTold]);
  expect(JSON.stringify(redacted)).not.toContain(accounts[0]?.Id);
});
