import { expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { createRedactor } from '#app/snapshot/redact.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { Organization } from '#model/snapshot.ts';
import { evaluateRules, rules } from '#rules/registry.ts';
import { ruleInput } from '#test/builders/rules.ts';

const { organization, inventories } = await readSnapshot(organizationDir);

/** Accepted by a tag, as one to ECR already is: an endpoint to KMS that lets in everyone. */
const Tags = [
  { Key: 'vpc-path-auditor:exempt', Value: 'endpoint-policy-unrestricted 2027-01-31 Asked for by Jo' },
];
const scoped = inventories.map(({ scope, inventory }) => ({
  scope,
  inventory: {
    ...inventory,
    VpcEndpoints: (inventory.VpcEndpoints ?? []).map((endpoint) =>
      endpoint.ServiceName === 'com.amazonaws.us-west-2.kms' ? { ...endpoint, Tags } : endpoint,
    ),
  },
}));

/** Every rule, whatever it says, with a line for the accounts of the first unit. */
const find = ({ Accounts, OrganizationalUnits }: Organization, facts: ScopedInventory[]): Finding[] => {
  const [unit] = OrganizationalUnits ?? [];
  const config: Partial<Config> = {
    publishedStatuses: ['passed', 'warning', 'failed'],
    rules: Object.fromEntries(rules.map(({ id }) => [id, { enabled: true }])),
    allowedRegions: [
      { accounts: null, organizationalUnits: [unit?.Id ?? ''], from: 'ap-northeast-1', to: ['us-west-2'] },
    ],
    inferenceRegions: [{ accounts: null, organizationalUnits: null, regions: ['us-west-2'] }],
  };
  return evaluateRules(ruleInput(facts, { accounts: Accounts, config }));
};

const gist = (findings: readonly Finding[]): string[] =>
  findings
    .map(({ rule, status, severity, subject, pathIds, exemption }) =>
      [rule, status, severity, subject.type, pathIds.length, exemption === null ? '' : 'exempt'].join(' '),
    )
    .toSorted((a, b) => (a < b ? -1 : 1));

it('what the rules find is the same before and after', () => {
  const redactor = createRedactor('a key');
  const before = find(organization, scoped);
  const after = find(
    redactor.organization(organization),
    scoped.map(({ scope, inventory }) => redactor.inventory(scope, inventory)),
  );
  expect(gist(after)).toEqual(gist(before));
  const exempt = before.filter(({ exemption }) => exemption !== null);
  expect(exempt.map(({ subject }) => subject.id)).toEqual([
    'vpce-0ecaac635dc8084f3',
    'vpce-0b2b7dad5fd4797ed',
  ]);
  expect(new Set(before.map(({ rule }) => rule)).size).toBeGreaterThan(12);
});
