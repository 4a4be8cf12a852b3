import { expect, it } from 'vitest';
import type { Presence } from '#model/finding.ts';
import { toAsff } from '#securityhub/asff.ts';
import { reconcileStrays, type StraysInput } from '#securityhub/strays.ts';
import type { HeldFinding } from '#securityhub/types.ts';
import { asffProblems } from '#test/builders/asff-problems.ts';
import { aFinding, oregon, tokyo } from '#test/builders/findings.ts';
import { emptyHub, heldIn, imported } from '#test/builders/security-hub.ts';

const before = '2026-11-01T03:00:00.000Z';
const tonight = '2026-11-22T03:00:00.000Z';

/** Tokyo's finding, as it was kept in Oregon. */
const stray = (changes: Partial<HeldFinding> = {}): HeldFinding => {
  const record = toAsff(aFinding(), {
    partition: 'aws',
    place: oregon,
    observedAt: before,
    createdAt: before,
    recordState: 'ACTIVE',
  });
  return { ...heldIn(imported(emptyHub, [record]))[0]!, ...changes };
};
const { id } = aFinding();

const nothingKnown: Omit<StraysInput, 'strays'> = {
  isAboutReading: () => false,
  readsOf: () => ['DescribeVpcEndpoints'],
  isComplete: () => false,
  presenceOf: (): Presence => 'unread',
  isLost: () => false,
  isLiving: () => false,
  wanted: new Set(),
  observedAt: tonight,
};
const isOwner = ({ accountId }: { accountId: string }) => accountId === tokyo.accountId;

it.each<[string, 'archive' | 'kept' | 'orphaned', Partial<StraysInput>, Partial<HeldFinding>]>([
  [
    'whose like is active where it is kept now',
    'archive',
    { isLiving: (asked) => asked === id, wanted: new Set([id]) },
    {},
  ],
  [
    'whose like is active though this run does not want it',
    'archive',
    { isLiving: (asked) => asked === id },
    {},
  ],
  [
    'that is wanted, but could not be made where it is kept now',
    'kept',
    { wanted: new Set([id]), isComplete: () => true },
    {},
  ],
  ['that nothing is known of', 'kept', {}, {}],
  ['that is disproved', 'archive', { isComplete: () => true }, {}],
  [
    'whose endpoint is gone',
    'archive',
    { presenceOf: (part) => (part.id === 'vpce-1' ? 'gone' : 'unread') },
    {},
  ],
  ['whose owner is lost', 'orphaned', { isLost: isOwner }, {}],
  ['whose owner is lost, its like active', 'archive', { isLost: isOwner, isLiving: () => true }, {}],
  ['that a newer run wrote', 'kept', { isLiving: () => true }, { updatedAt: tonight }],
])('a stray %s: %s', (_, expected, knowledge, changes) => {
  const plan = reconcileStrays({ ...nothingKnown, ...knowledge, strays: [stray(changes)] });
  const ids = { ...plan, archive: plan.archive.map(({ Id }) => Id) };
  expect(ids).toEqual({ archive: [], kept: [], orphaned: [], [expected]: [id] });
});

it('is archived where it lies, with its first CreatedAt', () => {
  const { archive } = reconcileStrays({ ...nothingKnown, strays: [stray()], isLiving: () => true });
  expect(archive).toMatchObject([
    { AwsAccountId: oregon.accountId, RecordState: 'ARCHIVED', CreatedAt: before, UpdatedAt: tonight },
  ]);
  expect(archive.flatMap(asffProblems)).toEqual([]);
});
