import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Presence } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';
import { toAsff } from '#securityhub/asff.ts';
import {
  decide,
  idsToRead,
  type ReconcileInput,
  type ReconcilePlan,
  reconcile,
} from '#securityhub/reconcile.ts';
import type { AwsSecurityFinding, HeldFinding } from '#securityhub/types.ts';
import { asffProblems } from '#test/builders/asff-problems.ts';
import { aFinding, oregon, rules, someFindings, tokyo } from '#test/builders/findings.ts';
import { emptyHub, type Hub, heldIn, imported } from '#test/builders/security-hub.ts';

const firstNight = '2026-11-01T03:00:00.000Z';
const tonight = '2026-11-22T03:00:00.000Z';
const oneMinuteLater = '2026-11-22T03:01:00.000Z';

const everything: Omit<ReconcileInput, 'held' | 'wanted'> = {
  isAboutReading: (rule) => rule === 'coverage-gap',
  readsOf: (rule) =>
    rules.some((known) => known === rule) ? ['DescribeVpcEndpoints', 'DescribeVpcPeeringConnections'] : null,
  isComplete: () => true,
  presenceOf: () => 'listed',
  isLost: () => false,
  placeOf: (owner) => owner,
  firstSeenBefore: new Map(),
  observedAt: tonight,
  refreshAfterDays: 60,
  partition: 'aws',
};
const nothingRead = { isComplete: () => false, presenceOf: (): Presence => 'unread' };

const sentBy = ({ create, update, refresh, archive }: ReconcilePlan): AwsSecurityFinding[] => [
  ...create,
  ...update,
  ...refresh,
  ...archive,
];
const applied = (hub: Hub, plan: ReconcilePlan): Hub => imported(hub, sentBy(plan));

/** What Security Hub holds after an earlier night, with what has happened to it since. */
const heldSince = (finding = aFinding(), changes: Partial<HeldFinding> = {}): HeldFinding => {
  const times = { observedAt: firstNight, createdAt: '2026-02-03T03:00:00.000Z' };
  const record = toAsff(finding, {
    ...times,
    partition: 'aws',
    place: finding,
    recordState: changes.recordState ?? 'ACTIVE',
  });
  return { ...heldIn(imported(emptyHub, [record]))[0]!, ...changes };
};

const outcome = (held: HeldFinding[], wanted: Finding[], changes: Partial<ReconcileInput> = {}) => {
  const { kept, orphaned, ...plan } = reconcile({ ...everything, held, wanted, ...changes });
  const kinds = Object.entries(plan).flatMap(([kind, records]) => records.map(() => kind));
  return [...kinds, ...kept.map(() => 'keep'), ...orphaned.map(() => 'orphan')].join() || 'nothing';
};

const daysBefore = (days: number): string => new Date(Date.parse(tonight) - days * 86_400_000).toISOString();
const isLiving = ({ recordState }: HeldFinding): boolean => recordState === 'ACTIVE';
const silent: Finding = { ...aFinding(), status: 'not-evaluated' };
const emptyEvidence = { scopes: [], parts: [] };

const unread = (operation: string, region: string): Partial<ReconcileInput> => ({
  isComplete: (scope, asked) => scope.region !== region || asked !== operation,
});

describe('a wanted finding', () => {
  it.each<[string, string, HeldFinding[], Finding]>([
    ['that is not held', 'create', [], aFinding()],
    ['that is held alike', 'keep', [heldSince()], aFinding()],
    ['that says something else', 'update', [heldSince()], aFinding({ status: 'failed' })],
    ['whose hash was lost', 'update', [heldSince(aFinding(), { contentHash: null })], aFinding()],
    ['that is back', 'update', [heldSince(aFinding(), { recordState: 'ARCHIVED' })], aFinding()],
    [
      'that a newer run saw',
      'keep',
      [heldSince(aFinding(), { updatedAt: tonight })],
      aFinding({ status: 'failed' }),
    ],
    ['that is old', 'refresh', [heldSince(aFinding(), { updatedAt: daysBefore(60) })], aFinding()],
    ['that is not old yet', 'keep', [heldSince(aFinding(), { updatedAt: daysBefore(49) })], aFinding()],
    ['not evaluated and not held', 'nothing', [], silent],
    ['not evaluated and held', 'keep', [heldSince(aFinding(), { updatedAt: daysBefore(49) })], silent],
    ['not evaluated and old', 'refresh', [heldSince(aFinding(), { updatedAt: daysBefore(60) })], silent],
    ['not evaluated and archived', 'nothing', [heldSince(aFinding(), { recordState: 'ARCHIVED' })], silent],
    ['held in another account', 'create,archive', [heldSince(aFinding(), oregon)], aFinding()],
  ])('%s: %s', (_, expected, held, wanted) => expect(outcome(held, [wanted])).toBe(expected));

  const other = aFinding({ status: 'failed' });
  const old = heldSince(aFinding(), { updatedAt: daysBefore(60) });
  it.each<[string, string, HeldFinding, Partial<ReconcileInput>]>([
    ['one read failed in one scope', 'keep', heldSince(), unread('DescribeVpcEndpoints', oregon.region)],
    ['nothing was read', 'keep', heldSince(), nothingRead],
    ['another rule would miss a read', 'update', heldSince(), unread('DescribeRouteTables', oregon.region)],
    ['one read failed, and it is old', 'refresh', old, unread('DescribeVpcEndpoints', oregon.region)],
    ['its rule is known no more', 'keep', heldSince(), { readsOf: () => null }],
    ['its rule reads nothing', 'update', heldSince(), { ...nothingRead, readsOf: () => [] }],
    ['it is archived', 'update', heldSince(aFinding(), { recordState: 'ARCHIVED' }), nothingRead],
  ])('that says something else when %s: %s', (_, expected, held, changes) =>
    expect(outcome([held], [other], changes)).toBe(expected),
  );

  it('that rests on no scope, which proves nothing, does not change what is held', () => {
    const baseless = aFinding({ status: 'failed', dependsOn: { ...other.dependsOn, scopes: [] } });
    expect(outcome([heldSince()], [baseless])).toBe('keep');
  });

  it('keeps its first CreatedAt and takes the time of observation', () => {
    const held = heldSince(aFinding(), { recordState: 'ARCHIVED' });
    expect(reconcile({ ...everything, held: [held], wanted: [aFinding()] }).update).toMatchObject([
      { CreatedAt: '2026-02-03T03:00:00.000Z', UpdatedAt: tonight, RecordState: 'ACTIVE' },
    ]);
  });

  it('is refreshed on different nights, none later than asked for', () => {
    const ids = Array.from({ length: 100 }, (_, index) => `vpc-${index}`);
    const ages = ids.map((id) => {
      const finding = aFinding({ subject: { type: 'AwsEc2Vpc', id, arn: null } });
      const isRefreshed = (days: number) =>
        outcome([heldSince(finding, { updatedAt: daysBefore(days) })], [finding]) === 'refresh';
      return [49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60].find(isRefreshed);
    });
    expect(new Set(ages)).toEqual(new Set([50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60]));
  });

  it('that was first seen in another place says so, unless it was seen here before', () => {
    const firstSeenBefore = new Map([[aFinding().id, firstNight]]);
    const { create } = reconcile({ ...everything, firstSeenBefore, held: [], wanted: [aFinding()] });
    expect(create).toMatchObject([{ CreatedAt: firstNight, UpdatedAt: tonight }]);
    const back = {
      ...everything,
      firstSeenBefore,
      held: [heldSince(aFinding(), { recordState: 'ARCHIVED' })],
    };
    expect(reconcile({ ...back, wanted: [aFinding()] }).update).toMatchObject([
      { CreatedAt: '2026-02-03T03:00:00.000Z' },
    ]);
  });

  it('is the same finding after its rule was renamed, with what people wrote on it', () => {
    const renamed: Finding = { ...aFinding(), rule: 'new-name' };
    const { create, update, archive } = reconcile({
      ...everything,
      readsOf: () => ['DescribeVpcEndpoints'],
      held: [heldSince()],
      wanted: [renamed],
    });
    expect([create, archive]).toEqual([[], []]);
    expect(update).toMatchObject([
      { Id: aFinding().id, GeneratorId: 'vpc-path-auditor/new-name', CreatedAt: '2026-02-03T03:00:00.000Z' },
    ]);
  });

  it('that was exempted is updated to passed, and to failed again when the exemption ends', () => {
    const failing = aFinding({ status: 'failed' });
    const exempt = aFinding({ status: 'passed', exemption: 'accepted until 2027-01-01' });
    expect(reconcile({ ...everything, held: [heldSince(failing)], wanted: [exempt] }).update).toMatchObject([
      { Id: failing.id, Compliance: { Status: 'PASSED' }, RecordState: 'ACTIVE' },
    ]);
    expect(reconcile({ ...everything, held: [heldSince(exempt)], wanted: [failing] }).update).toMatchObject([
      { Id: failing.id, Compliance: { Status: 'FAILED' }, RecordState: 'ACTIVE' },
    ]);
  });

  it('is kept in one place for all owners when so asked, under the Id of its true owner', () => {
    const wanted = [aFinding(), aFinding(oregon)];
    const { create } = reconcile({ ...everything, placeOf: () => oregon, held: [], wanted });
    expect(new Set(create.map(({ Id }) => Id))).toEqual(new Set(wanted.map(({ id }) => id)));
    for (const { AwsAccountId, ProductArn } of create) {
      expect(AwsAccountId).toBe(oregon.accountId);
      expect(ProductArn).toContain(`${oregon.region}:${oregon.accountId}:product/`);
    }
    const held = heldIn(imported(emptyHub, create));
    expect(new Set(held.map(({ owner }) => owner.accountId))).toEqual(
      new Set([tokyo.accountId, oregon.accountId]),
    );
    const again = reconcile({
      ...everything,
      placeOf: () => oregon,
      held,
      wanted,
      observedAt: oneMinuteLater,
    });
    expect(sentBy(again)).toEqual([]);
    expect(again.kept).toHaveLength(2);
  });

  it('is refused when it is given twice', () =>
    expect(() => outcome([], [aFinding(), aFinding()])).toThrow('given twice'));
});

const lost =
  ({ accountId, region }: Scope) =>
  (scope: Scope): boolean =>
    scope.accountId === accountId && scope.region === region;

describe('a held finding that is not wanted', () => {
  const gone = (id: string): Partial<ReconcileInput> => ({
    ...nothingRead,
    presenceOf: (part) => (part.id === id ? 'gone' : 'unread'),
  });
  const isOld = { updatedAt: daysBefore(60) };
  const elsewhere: Scope = { accountId: '999999999999', region: 'us-west-2' };
  const bothSides = {
    dependsOn: {
      scopes: [tokyo, oregon],
      parts: [tokyo, oregon].map((side) => ({
        ...side,
        operation: 'DescribeVpcPeeringConnections',
        id: 'pcx-1',
      })),
    },
  };
  const goneFrom = (region: string): Partial<ReconcileInput> => ({
    ...nothingRead,
    presenceOf: (part) => (part.id === 'pcx-1' && part.region === region ? 'gone' : 'unread'),
  });
  it.each<[string, string, Partial<HeldFinding>, Partial<ReconcileInput>]>([
    ['when everything was read', 'archive', {}, {}],
    ['when nothing was read', 'keep', {}, nothingRead],
    ['when nothing was read, and it is old', 'refresh', isOld, nothingRead],
    ['when one read failed in one scope', 'keep', {}, unread('DescribeVpcEndpoints', oregon.region)],
    ['when another rule would miss a read', 'archive', {}, unread('DescribeRouteTables', oregon.region)],
    ['when its endpoint is gone', 'archive', {}, gone('vpce-1')],
    ['when something else is gone', 'keep', {}, gone('vpce-2')],
    ['when its peering is gone from both sides', 'archive', bothSides, gone('pcx-1')],
    ['when its peering is gone from one side only', 'keep', bothSides, goneFrom(oregon.region)],
    ['when its peering is gone from the other side only', 'keep', bothSides, goneFrom(tokyo.region)],
    ['when it was archived before', 'nothing', { recordState: 'ARCHIVED' }, {}],
    ['when a newer run saw it', 'keep', { updatedAt: tonight }, {}],
    ['when its evidence was lost', 'keep', { dependsOn: null }, {}],
    ['when its evidence was lost, and it is old', 'keep', { ...isOld, dependsOn: null }, {}],
    ['when its evidence is empty, and it is old', 'keep', { ...isOld, dependsOn: emptyEvidence }, {}],
    ['when its rule is unknown, and it is old', 'keep', { ...isOld, rule: 'retired' }, {}],
    ['when its owner is lost, and it is old', 'orphan', isOld, { ...nothingRead, isLost: lost(tokyo) }],
    ['when its evidence is empty', 'keep', { dependsOn: emptyEvidence }, {}],
    ['when its rule is unknown', 'keep', { rule: 'retired' }, {}],
    ['when it has no rule', 'keep', { rule: null }, {}],
    ['when its rule reads nothing', 'keep', {}, { readsOf: () => [] }],
    ['when its owner is lost', 'orphan', {}, { ...nothingRead, isLost: lost(tokyo) }],
    ['when a scope it rests on is lost', 'orphan', {}, { ...nothingRead, isLost: lost(oregon) }],
    ['when its rule is gone and its owner too', 'orphan', { rule: 'retired' }, { isLost: lost(tokyo) }],
    ['when another scope is lost', 'keep', {}, { ...nothingRead, isLost: lost(elsewhere) }],
    [
      'when its owner is lost, and its endpoint gone',
      'archive',
      {},
      { ...gone('vpce-1'), isLost: lost(tokyo) },
    ],
    [
      'when its owner is lost, and it was archived before',
      'nothing',
      { recordState: 'ARCHIVED' },
      { isLost: lost(tokyo) },
    ],
    [
      'when its rule was renamed since',
      'archive',
      { rule: 'old-name' },
      { readsOf: () => ['DescribeVpcEndpoints'] },
    ],
  ])('%s: %s', (_, expected, held, changes) =>
    expect(outcome([heldSince(aFinding(), held)], [], changes)).toBe(expected),
  );

  it('is archived as it is held, less what is not ours to send', () => {
    const held = heldSince();
    const { archive } = reconcile({ ...everything, held: [held], wanted: [] });
    expect(held.record).toMatchObject({
      Workflow: {},
      Note: {},
      ProductFields: { 'aws/securityhub/ProductName': 'Default' },
    });
    const sent = toAsff(aFinding(), {
      partition: 'aws',
      place: aFinding(),
      observedAt: tonight,
      createdAt: held.createdAt,
      recordState: 'ARCHIVED',
    });
    expect(JSON.parse(JSON.stringify(archive))).toEqual([JSON.parse(JSON.stringify(sent))]);
  });
});

describe('a held finding whose evidence cannot be read when it is due', () => {
  const held = heldSince(aFinding({ status: 'failed' }), { updatedAt: daysBefore(60) });
  const refreshed = (changes: Partial<ReconcileInput>): AwsSecurityFinding[] =>
    reconcile({ ...everything, ...nothingRead, held: [held], wanted: [], ...changes }).refresh;

  it.each<[string, Partial<ReconcileInput>]>([
    ['wanted, and saying something else', { wanted: [aFinding({ evidence: 'half of it' })] }],
    ['wanted, and not evaluated', { wanted: [silent] }],
    ['not wanted', {}],
  ])('%s: it is refreshed as it stands, suppressed as it is', (_, changes) => {
    expect(held.record).toMatchObject({ Workflow: { Status: 'SUPPRESSED' } });
    const sent = toAsff(aFinding({ status: 'failed' }), {
      partition: 'aws',
      place: aFinding(),
      observedAt: tonight,
      createdAt: held.createdAt,
      recordState: 'ACTIVE',
    });
    expect(JSON.parse(JSON.stringify(refreshed(changes)))).toEqual([JSON.parse(JSON.stringify(sent))]);
  });

  it('is not refreshed again the night after', () => {
    const [record] = refreshed({});
    const [after] = heldIn(imported(emptyHub, [record!]));
    expect(outcome([after!], [], { ...nothingRead, observedAt: oneMinuteLater })).toBe('keep');
  });
});

const remembered = (changes: Partial<HeldFinding> = {}): HeldFinding =>
  heldSince(aFinding(), { ...changes, record: null });

describe('what is only remembered', () => {
  const { id } = aFinding();
  const wanted = [aFinding()];
  it.each<[string, string[], Partial<ReconcileInput>]>([
    ['what is to be made, which may be there', [id], { wanted }],
    ['what is to be archived, as it stands', [id], { held: [remembered()] }],
    ['not what stays', [], { held: [remembered()], wanted }],
    ['not what is to change', [], { held: [remembered()], wanted: [aFinding({ status: 'failed' })] }],
    ['not what is to be refreshed', [], { held: [remembered({ updatedAt: daysBefore(60) })], wanted }],
    ['not what nothing is known of', [], { held: [remembered()], ...nothingRead }],
    [
      'what is to be refreshed as it stands',
      [id],
      { held: [remembered({ updatedAt: daysBefore(60) })], ...nothingRead },
    ],
  ])('is read before it counts: %s', (_, expected, input) =>
    expect(idsToRead(decide({ ...everything, held: [], wanted: [], ...input }))).toEqual(expected),
  );

  it('is never archived unread', () =>
    expect(() => reconcile({ ...everything, held: [remembered()], wanted: [] })).toThrow('must be read'));
});

/** A night: what is wanted, and what could be read. */
const nights = fc.record({
  wanted: someFindings,
  complete: fc.func(fc.boolean()),
  presence: fc.func(fc.constantFrom<Presence>('listed', 'gone', 'unread')),
});
type Night = typeof nights extends fc.Arbitrary<infer T> ? T : never;

const inputOf = ({ wanted, complete, presence }: Night, hub: Hub, observedAt: string): ReconcileInput => ({
  ...everything,
  held: heldIn(hub),
  wanted,
  isComplete: ({ accountId, region }, operation) => complete(accountId, region, operation),
  presenceOf: ({ accountId, region, operation, id }) => presence(accountId, region, operation, id),
  observedAt,
});

/** The hub after earlier nights: some findings active, some archived. */
const hubs: fc.Arbitrary<Hub> = fc.tuple(nights, nights).map(([one, two]) => {
  const hub = applied(emptyHub, reconcile(inputOf(one, emptyHub, daysBefore(70))));
  return applied(hub, reconcile(inputOf(two, hub, firstNight)));
});

const contentsOf = (hub: Hub) =>
  [...hub.values()].map(({ UpdatedAt: _u, ProcessedAt: _p, ...content }) => content);

describe('reconciling', () => {
  it('twice changes nothing', () => {
    fc.assert(
      fc.property(hubs, nights, (hub, night) => {
        const after = applied(hub, reconcile(inputOf(night, hub, tonight)));
        const again = reconcile(inputOf(night, after, oneMinuteLater));
        expect(sentBy(again)).toEqual([]);
      }),
    );
  });

  it('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(hubs, nights, (hub, night) => {
        const input = inputOf(night, hub, tonight);
        const reversed = { ...input, held: input.held.toReversed(), wanted: input.wanted.toReversed() };
        expect(reconcile(reversed)).toEqual(reconcile(input));
      }),
    );
  });

  it('archives nothing whose scopes were not read completely, unless a part is gone', () => {
    fc.assert(
      fc.property(hubs, nights, (hub, night) => {
        const input = inputOf(night, hub, tonight);
        const archived = new Set(reconcile(input).archive.map(({ Id }) => Id));
        for (const { id, rule, dependsOn } of input.held.filter(({ id }) => archived.has(id))) {
          const parts = dependsOn!.parts;
          const isGone = parts.some(({ id: some }) =>
            parts.every((part) => part.id !== some || input.presenceOf(part) === 'gone'),
          );
          const reads = input.readsOf(rule!);
          const isRead = dependsOn!.scopes.every((scope) =>
            reads?.every((read) => input.isComplete(scope, read)),
          );
          expect(isGone || (isRead && dependsOn!.scopes.length > 0) ? [] : [id]).toEqual([]);
        }
      }),
    );
  });

  it('changes no living finding whose scopes were not read completely', () => {
    fc.assert(
      fc.property(hubs, nights, (hub, night) => {
        const input = inputOf(night, hub, tonight);
        const living = new Set(input.held.filter(isLiving).map(({ id }) => id));
        const updated = new Set(reconcile(input).update.map(({ Id }) => Id));
        for (const { id, rule, dependsOn } of input.wanted.filter(
          ({ id }) => updated.has(id) && living.has(id),
        )) {
          const missing = dependsOn.scopes.filter((scope) =>
            (input.readsOf(rule) ?? []).some((read) => !input.isComplete(scope, read)),
          );
          expect([id, missing]).toEqual([id, []]);
        }
      }),
    );
  });

  it('changes nothing when every read failed', () => {
    fc.assert(
      fc.property(hubs, someFindings, (hub, findings) => {
        const wanted = findings.map((finding): Finding => ({ ...finding, status: 'not-evaluated' }));
        const input = { ...everything, ...nothingRead, held: heldIn(hub), wanted };
        const { refresh, ...plan } = reconcile(input);
        expect(sentBy({ ...plan, refresh: [] })).toEqual([]);
        expect(contentsOf(imported(hub, refresh))).toEqual(contentsOf(hub));
      }),
    );
  });

  it('lets no living finding grow old that some night could disprove, whatever could be read', () => {
    fc.assert(
      fc.property(hubs, nights, (hub, night) => {
        const input = { ...inputOf(night, hub, tonight), refreshAfterDays: 1 };
        const after = heldIn(applied(hub, reconcile(input)));
        const forgotten = after.filter(
          ({ recordState, updatedAt, rule, dependsOn }) =>
            recordState === 'ACTIVE' &&
            updatedAt < tonight &&
            input.readsOf(rule!) !== null &&
            dependsOn!.scopes.length > 0,
        );
        expect(forgotten).toEqual([]);
      }),
    );
  });

  it('accounts for every finding once, and for none but those held or wanted', () => {
    fc.assert(
      fc.property(hubs, nights, (hub, night) => {
        const input = inputOf(night, hub, tonight);
        const plan = reconcile(input);
        const told = [...sentBy(plan).map(({ Id }) => Id), ...plan.kept];
        const wanted = input.wanted.filter(({ status }) => status !== 'not-evaluated');
        const active = input.held.filter(({ recordState }) => recordState === 'ACTIVE');
        expect(told).toHaveLength(new Set(told).size);
        expect(new Set(told)).toEqual(new Set([...wanted, ...active].map(({ id }) => id)));
      }),
    );
  });

  it('sends only what Security Hub takes, later than before and with the first CreatedAt', () => {
    fc.assert(
      fc.property(hubs, nights, (hub, night) => {
        const input = inputOf(night, hub, tonight);
        const first = new Map(input.held.map(({ id, createdAt }) => [id, createdAt]));
        for (const record of sentBy(reconcile(input))) {
          expect(asffProblems(record)).toEqual([]);
          expect(record.UpdatedAt).toBe(tonight);
          expect(record.CreatedAt).toBe(first.get(record.Id!) ?? tonight);
        }
      }),
    );
  });

  it("never touches another tool's finding", () => {
    const foreign = { ...heldSince().record!, GeneratorId: 'someone-else/connection-path' };
    const hub = imported(emptyHub, [foreign]);
    expect(heldIn(hub)).toEqual([]);
    expect(applied(hub, reconcile({ ...everything, held: heldIn(hub), wanted: [] }))).toEqual(hub);
  });
});

const oregonGone: Partial<ReconcileInput> = {
  isLost: ({ accountId }) => accountId === oregon.accountId,
  isComplete: ({ accountId }) => accountId !== oregon.accountId,
  presenceOf: () => 'unread',
};

describe('a finding of what could not be read', () => {
  const gap = aFinding({ rule: 'coverage-gap', evidence: 'Not read in us-west-2.' });
  const known = { readsOf: () => ['DescribeVpcEndpoints'] };

  it.each<[string, string, Finding[], Partial<ReconcileInput>]>([
    ['says more tonight', 'update', [{ ...gap, evidence: 'Not read in two.' }], nothingRead],
    ['is gone, all being read', 'archive', [], {}],
    ['is gone, a scope of it being gone too', 'archive', [], oregonGone],
    ['is not told, the scopes not being read', 'keep', [], nothingRead],
  ])('that %s: %s', (_, expected, wanted, changes) => {
    expect(outcome([heldSince(gap)], wanted, { ...known, ...changes })).toBe(expected);
  });
});
