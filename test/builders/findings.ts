import * as fc from 'fast-check';
import type { Finding, SubjectPart } from '#model/finding.ts';
import { findingId } from '#model/finding-id.ts';
import { operations } from '#model/inventory.ts';
import { compareScopes, type Scope } from '#model/scope.ts';
import { findingStatuses, severities } from '#model/words.ts';
import type { EvaluatedFinding } from '#securityhub/asff.ts';

export const tokyo: Scope = { accountId: '111122223333', region: 'ap-northeast-1' };
export const oregon: Scope = { accountId: '444455556666', region: 'us-west-2' };

/** An evaluated finding about one path from Tokyo to Oregon; the Id follows from what is overridden. */
export const aFinding = (overrides: Partial<EvaluatedFinding> = {}): EvaluatedFinding => {
  const { rule, accountId, region, subject } = {
    rule: 'connection-path',
    ...tokyo,
    subject: { type: 'Other', id: 'vpc-1/pcx-1/vpce-1', arn: null },
    ...overrides,
  };
  return {
    id: findingId({ partition: 'aws', accountId, region, rule, subjectId: subject.id }),
    rule,
    severity: 'informational',
    status: 'passed',
    title: 'vpc-1 reaches bedrock-runtime in us-west-2 over pcx-1',
    accountId,
    region,
    subject,
    pathIds: ['vpc-1/pcx-1/vpce-1'],
    evidence: 'The peering is active.',
    remediation: null,
    fixOwner: null,
    firstSeenAt: null,
    exemption: null,
    ownerTags: {},
    ruleUrl: `https://example.com/rules.md#${rule}`,
    dependsOn: {
      scopes: [tokyo, oregon],
      parts: [
        { ...oregon, operation: 'DescribeVpcEndpoints', id: 'vpce-1' },
        { ...tokyo, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' },
      ],
    },
    ...overrides,
  };
};

/** Text as nobody would want it: any code points, controls, lone surrogates, long runs of joined characters. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 3000 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 600 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .tuple(
      fc.constantFrom('a', '\u0301', '👩‍👩‍👧‍👦', '\ud83d', '\u0000', ' ', '…', '\u202e', '"\\<&>'),
      fc.constantFrom(1, 40, 300, 10_000),
    )
    .map(([piece, times]) => piece.repeat(times)),
);

export const scopes: fc.Arbitrary<Scope> = fc.constantFrom(tokyo, oregon, {
  accountId: '111122223333',
  region: 'us-west-2',
});

const someScopes = fc
  .uniqueArray(scopes, { selector: ({ accountId, region }) => accountId + region })
  .map((list) => list.toSorted(compareScopes));

const parts = (id: fc.Arbitrary<string>): fc.Arbitrary<SubjectPart[]> =>
  fc.array(
    fc
      .record({ scope: scopes, operation: fc.constantFrom(...Object.values(operations), 'Other'), id })
      .map(({ scope, operation, id }) => ({ ...scope, operation, id })),
    { maxLength: 40 },
  );

/** Odd, but no longer than anything AWS would call an ID. */
const oddId = oddText.map((text) => text.slice(0, 60));

/** Findings whose texts hold anything at all. */
export const oddFindings: fc.Arbitrary<EvaluatedFinding> = fc
  .record({
    scope: scopes,
    severity: fc.constantFrom(...severities),
    status: fc.constantFrom('passed' as const, 'warning' as const, 'failed' as const),
    title: oddText,
    evidence: oddText,
    remediation: fc.option(oddText),
    subject: fc.record({
      type: fc.oneof(oddText, fc.constant('AwsEc2Vpc')),
      id: oddText,
      arn: fc.option(oddText),
    }),
    pathIds: fc.array(oddText, { maxLength: 5 }),
    dependsOn: fc.record({ scopes: someScopes, parts: parts(oddId) }),
  })
  .map(({ scope, ...rest }) => aFinding({ ...scope, ...rest }));

export const rules = ['connection-path', 'peering-state'] as const;

/** A few plain findings about a few subjects, at most one a subject: two draws overlap. */
export const someFindings: fc.Arbitrary<Finding[]> = fc.uniqueArray(
  fc
    .record({
      scope: scopes,
      rule: fc.constantFrom(...rules, 'retired'),
      subjectId: fc.constantFrom('vpc-1', 'vpc-2', 'vpc-3'),
      status: fc.constantFrom(...findingStatuses),
      evidence: fc.constantFrom('one thing', 'another'),
      dependsOn: fc.record({ scopes: someScopes, parts: parts(fc.constantFrom('vpce-1', 'pcx-1')) }),
    })
    .map(({ scope, subjectId, status, ...rest }) => ({
      ...aFinding({ ...scope, ...rest, subject: { type: 'AwsEc2Vpc', id: subjectId, arn: null } }),
      status,
    })),
  { selector: ({ id }) => id, maxLength: 12 },
);
