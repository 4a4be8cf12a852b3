import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Evidence } from '#model/finding.ts';
import { findingId } from '#model/finding-id.ts';
import { operations } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { EvaluatedFinding } from '#securityhub/asff.ts';
import { firstAccounts } from './scan-organization.ts';

/** Where findings are kept: so many accounts with so many Regions, and how many findings each of these places owns. */
export type Layout = {
  mode: PublishingConfig['mode'];
  accounts: number;
  regions: number;
  findingsPerPlace: number;
  latencyMs: number;
};

const regions = ['ap-northeast-1', 'eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];

/** The caller's own account is the first, which holds no findings: as administrator it would be shown everybody's. */
export const accountsOf = ({ accounts }: Layout): string[] => firstAccounts(accounts + 1);

export const scopesOf = (layout: Layout): Scope[] =>
  accountsOf(layout)
    .slice(1)
    .flatMap((accountId) => regions.slice(0, layout.regions).map((region) => ({ accountId, region })));

/** The first place, for central findings. */
export const centreOf = (layout: Layout): Scope => {
  const [centre] = scopesOf(layout);
  if (centre === undefined) throw new Error('a layout has at least one place');
  return centre;
};

export const placeOf = (layout: Layout, owner: Scope): Scope =>
  layout.mode === 'central' ? centreOf(layout) : owner;

export const nights = ['2026-11-22T03:00:00.000Z', '2026-11-23T03:00:00.000Z'] as const;

const dependsOn = (scope: Scope, serial: string): Evidence => ({
  scopes: [scope],
  parts: [{ ...scope, operation: operations.VpcEndpoints, id: `vpce-${serial}` }],
});

/** As long as what the rules say of a path over a peering, of which most of a large organization's findings are. */
const findingOf = (scope: Scope, index: number, word: string): EvaluatedFinding => {
  const serial = index.toString(16).padStart(17, '0');
  const id = `vpc-${serial}/pcx-${serial}/vpce-${serial}`;
  const rule = 'connection-path';
  return {
    id: findingId({ partition: 'aws', ...scope, rule, subjectId: id }),
    rule,
    severity: 'informational',
    status: 'passed',
    title: `VPC vpc-${serial} reaches bedrock-runtime in ${scope.region} through vpce-${serial} over pcx-${serial}`,
    ...scope,
    subject: { type: 'Other', id, arn: null },
    pathIds: [id],
    evidence: `The ${word} path is usable. ${'Each hop of it was judged, from the state of the endpoint to the route of the reply. '.repeat(6)}`,
    remediation: null,
    fixOwner: null,
    firstSeenAt: null,
    exemption: null,
    ownerTags: {},
    ruleUrl: 'https://example.com/docs/rules.md#connection-path',
    dependsOn: dependsOn(scope, serial),
  };
};

const isNth = (index: number, nth: number): boolean => index % 500 === nth;

/**
 * What is wanted on two nights, one of a hundred of which differs: of 500, three say something else, one is gone and
 * one is new.
 */
export const findingsOf = (layout: Layout): { held: EvaluatedFinding[]; wanted: EvaluatedFinding[] } => {
  const all = scopesOf(layout).flatMap((scope, place) =>
    Array.from({ length: layout.findingsPerPlace }, (_, at) => ({
      scope,
      index: place * layout.findingsPerPlace + at,
    })),
  );
  const make = (some: typeof all, wordOf: (index: number) => string) =>
    some.map(({ scope, index }) => findingOf(scope, index, wordOf(index)));
  return {
    held: make(
      all.filter(({ index }) => !isNth(index, 99)),
      () => 'first',
    ),
    wanted: make(
      all.filter(({ index }) => !isNth(index, 199)),
      (index) => ([299, 399, 499].some((nth) => isNth(index, nth)) ? 'second' : 'first'),
    ),
  };
};
