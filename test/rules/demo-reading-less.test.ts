import { expect, it } from 'vitest';
import { analyse } from '#app/analyse.ts';
import { toCoverage, toIsComplete, toScopeCoverage } from '#app/coverage.ts';
import { loadConfig } from '#app/load-config.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { withoutEvidence } from '#app/stages/result.ts';
import { demoConfigFile, organizationDir } from '#cli/commands/demo.ts';
import type { Config } from '#model/config.ts';
import { type Finding, findingSchema } from '#model/finding.ts';
import { type Inventory, type InventoryKey, operations, type ScopedInventory } from '#model/inventory.ts';
import { scopeKey } from '#model/scope.ts';
import { pathClasses } from '#model/words.ts';
import { createPresence, toListings } from '#network/listing.ts';
import { exemptionTag } from '#rules/kit/exemption.ts';
import { evaluateRules, isAboutReading, readsOf } from '#rules/registry.ts';
import { isDisproved, isWhole, type Knowledge } from '#securityhub/evidence.ts';

/* One read after the other is taken from the demo's organization: what then is said of anything is the same, or nothing. */

const config: Config = {
  ...(await loadConfig(demoConfigFile, {})),
  publishedStatuses: ['passed', 'warning', 'failed'],
  publishedClasses: [...pathClasses],
};
const { organization, inventories: demo } = await readSnapshot(organizationDir);

const judge = (inventories: ScopedInventory[]) => {
  const { network, paths } = analyse({ accounts: organization.Accounts, inventories }, config);
  const read = inventories.map(({ scope, inventory }) => toScopeCoverage(scope, inventory));
  const isComplete = toIsComplete(read);
  const findings = evaluateRules({
    network,
    paths,
    config,
    coverage: toCoverage(read, { excluded: [] }),
    isComplete,
    isListed: true,
    hub: null,
    observedAt: '2026-11-22T03:00:00.000Z',
  });
  const presenceOf = createPresence(toListings(network), isComplete);
  const knowledge: Knowledge = { readsOf, isAboutReading, isComplete, presenceOf, isLost: () => false };
  return { findings: new Map(findings.map((finding) => [finding.id, finding])), knowledge };
};

type Judged = ReturnType<typeof judge>;

const isArchived = ({ id, rule, dependsOn, accountId, region }: Finding, knowledge: Knowledge): boolean => {
  const owner = { accountId, region };
  const never = { createdAt: '', updatedAt: '', contentHash: null, record: null };
  return isDisproved({ ...owner, ...never, id, rule, owner, dependsOn, recordState: 'ACTIVE' }, knowledge);
};

const isSaid = ({ rule, status }: Finding): boolean => rule !== 'coverage-gap' && status !== 'not-evaluated';

/** What would be sent to Security Hub of what a whole reading says otherwise. */
const complaintsOf = (whole: Judged, { findings, knowledge }: Judged): string[] => {
  const told = [...findings.values()].filter(isSaid).flatMap((finding) => {
    const known = whole.findings.get(finding.id);
    const is = `${finding.id} is ${finding.status}, ${finding.severity}`;
    if (known?.status !== finding.status || known.severity !== finding.severity)
      return [`${is}, was ${known?.status}, ${known?.severity}`];
    const isSent = isWhole(finding.dependsOn.scopes, readsOf(finding.rule) ?? [], knowledge);
    const isSame = JSON.stringify(finding) === JSON.stringify(known);
    return isSame || !isSent ? [] : [`${is}, in other words`];
  });
  const archived = [...whole.findings.values()]
    .filter((finding) => isSaid(finding) && !findings.has(finding.id) && isArchived(finding, knowledge))
    .map(({ id }) => `${id} is archived`);
  return [...told, ...archived];
};

const failed = (inventory: Inventory, operation: string): Inventory => ({
  ...inventory,
  Coverage: { ...inventory.Coverage, [operation]: { complete: false, cause: 'throttled' } },
});

const withoutKey = (inventory: Inventory, key: InventoryKey): Inventory =>
  Object.fromEntries(Object.entries(inventory).filter(([name]) => name !== key));

/** The records of a key without what another call told of each. */
const withoutField = (inventory: Inventory, key: InventoryKey, fields: ReadonlySet<string>): Inventory => ({
  ...inventory,
  [key]: inventory[key]?.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !fields.has(name))),
  ),
});

const further: [string, InventoryKey, string[]][] = [
  ['DescribeVpcAttribute', 'Vpcs', ['EnableDnsSupport', 'EnableDnsHostnames']],
  ['GetManagedPrefixListEntries', 'ManagedPrefixLists', ['Entries']],
  ['ListResourceRecordSets', 'HostedZones', ['ResourceRecordSets']],
  ['ListResourceRecordSets', 'ProfileResourceAssociations', ['ResourceRecordSets']],
  ['DescribeVpcEndpointServicePermissions', 'ServiceConfigurations', ['AllowedPrincipals']],
];

const keys = Object.keys(operations) as InventoryKey[];

const losses: [string, (inventory: Inventory) => Inventory][] = [
  ['anything', () => ({})],
  ...keys.flatMap((key): [string, (inventory: Inventory) => Inventory][] => [
    [key, (inventory) => withoutKey(inventory, key)],
    [
      `the first of ${key}`,
      (inventory) => failed({ ...inventory, [key]: inventory[key]?.slice(1) }, operations[key]),
    ],
  ]),
  ...further.map(([operation, key, fields]): [string, (inventory: Inventory) => Inventory] => [
    `${operation} of ${key}`,
    (inventory) => failed(withoutField(inventory, key, new Set(fields)), operation),
  ]),
];

/** The VPCs' owners exempt all that they may. */
const exempting = (inventory: Inventory): Inventory => {
  const names = Object.keys(exempted).join('+');
  const tag = { Key: exemptionTag, Value: `${names} 2099-12-31 accepted` };
  return { ...inventory, Vpcs: (inventory.Vpcs ?? []).map((vpc) => ({ ...vpc, Tags: [tag] })) };
};
const exempted = Object.fromEntries([...judge(demo).findings.values()].map(({ rule }) => [rule, true]));

it.each<[string, ScopedInventory[]]>([
  ['as it is', demo],
  [
    'with exemptions by the tags of VPCs',
    demo.map(({ scope, inventory }) => ({ scope, inventory: exempting(inventory) })),
  ],
])(
  'who reads less says the same or less: %s',
  (_, world) => {
    const whole = judge(world);
    const complaints = world.flatMap(({ scope }, index) =>
      losses.flatMap(([loss, lose]) => {
        const part = world.map((one, at) =>
          at === index ? { scope: one.scope, inventory: lose(one.inventory) } : one,
        );
        return complaintsOf(whole, judge(part)).map((text) => `${scopeKey(scope)} without ${loss}: ${text}`);
      }),
    );
    expect(complaints).toEqual([]);
  },
  60_000,
);

it('each finding is of the form that is told', () => {
  for (const finding of [...judge(demo).findings.values()].map(withoutEvidence)) {
    expect(findingSchema.parse(finding)).toEqual(finding);
  }
});
